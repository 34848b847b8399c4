// Draws pages with libharu. Millimetres from the page's top left corner, sizes in points.
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "pdf/fonts.hpp"
#include "pdf/glyph.hpp"
#include "pdf/image.hpp"

namespace lantai::pdf {

struct PageSize {
    double width_mm;
    double height_mm;
};
inline constexpr PageSize kA4Portrait{210, 297};
inline constexpr PageSize kA4Landscape{297, 210};

/// Red, green and blue from 0 to 1 (sRGB).
struct Colour {
    double red = 0;
    double green = 0;
    double blue = 0;
    bool operator==(const Colour&) const = default;
};
inline constexpr Colour kBlack{};

struct TextStyle {
    double size = 10.5;  // points
    bool bold = false;   // drawn by stroking the outline too
    Colour colour = kBlack;
};

/// What finish() needs to know of a typeface in a drawn document.
struct UsedFace {
    std::string name;  // as the document's font dictionary ends, e.g. "LantaiRare"
    /// By code in the typeface: the character that it shows, 0 when not drawn.
    std::vector<char32_t> characters;
};

/// A document as libharu wrote it, but for what its pages show; finish() makes it complete.
struct DrawnDocument {
    std::string bytes;
    std::vector<std::string> contents;  // of each page, deflated
    std::vector<UsedFace> faces;
    std::shared_ptr<const std::string> colour_profile;
};

/// One document. Drawing calls need a page and return nothing: after the first error of libharu
/// they do no more, and save() returns it. No dates and no random enter the bytes. A page that is
/// left costs about 2 kB and what it shows deflated. A canvas belongs to one thread; different
/// ones may work side by side.
class Canvas {
public:
    explicit Canvas(std::shared_ptr<const FontSet> fonts);
    ~Canvas();
    Canvas(Canvas&&) noexcept;
    Canvas& operator=(Canvas&&) noexcept;

    /// `go_on(pages)` is asked before each page with those there are; after false nothing more is
    /// drawn and save() returns busy "pdf.cancelled".
    void ask_before_pages(std::function<bool(int pages)> go_on);
    bool stopped() const;

    const FontSet& fonts() const;
    void add_page(PageSize size);
    int pages() const;

    /// Draws a run on one line; its left end stands at (x, baseline).
    void text(double x, double baseline, std::span<const Glyph> run, TextStyle style);
    /// The same turned clockwise by a quarter: the run goes down from (x, y), its baseline is the
    /// vertical through x and the glyphs stand right of it.
    void text_down(double x, double y, std::span<const Glyph> run, TextStyle style);
    /// The line width of what follows on this page, in points; begin a page with it.
    void line_width(double points);
    /// The colour of the lines and rectangles that follow on this page.
    void line_colour(Colour colour);
    /// The length of the dashes and of their gaps in points, for what follows on this page; 0: a
    /// whole line.
    void line_dash(double points);
    void line(double x1, double y1, double x2, double y2);
    void rectangle(double x, double y, double width, double height);
    /// A filled area. Areas stand behind all lines of the page, and those behind its texts.
    void area(double x, double y, double width, double height, Colour colour = kBlack);
    /// An image stretched to the rectangle, behind everything else. One that is drawn again, on any
    /// page, is stored once.
    void image(double x, double y, double width, double height, std::shared_ptr<const Image> image);

    /// Ends the document. Errors: internal "pdf.draw_failed" with libharu's first error code, busy
    /// "pdf.cancelled".
    core::Result<DrawnDocument> save() &&;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace lantai::pdf
