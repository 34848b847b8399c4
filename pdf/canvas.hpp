// Draws pages with libharu. Millimetres from the page's top left corner, sizes in points.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "pdf/fonts.hpp"
#include "pdf/glyph.hpp"

namespace lantai::pdf {

struct PageSize {
    double width_mm;
    double height_mm;
};
inline constexpr PageSize kA4Portrait{210, 297};
inline constexpr PageSize kA4Landscape{297, 210};

/// DeviceRGB, each part from 0 to 1.
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

/// A document as libharu wrote it; finish() makes it complete.
struct DrawnDocument {
    std::string bytes;
    std::vector<UsedFace> faces;
};

/// One document. Drawing calls need a page and return nothing: after the first error of libharu
/// they do no more, and save() returns it. No dates and no random enter the bytes. A canvas
/// belongs to one thread; different ones may work side by side.
class Canvas {
public:
    explicit Canvas(std::shared_ptr<const FontSet> fonts);
    ~Canvas();
    Canvas(Canvas&&) noexcept;
    Canvas& operator=(Canvas&&) noexcept;

    const FontSet& fonts() const;
    void add_page(PageSize size);
    int pages() const;

    /// Draws a run on one line; its left end stands at (x, baseline).
    void text(double x, double baseline, std::span<const Glyph> run, TextStyle style);
    /// The line width of what follows, in points.
    void line_width(double points);
    void line(double x1, double y1, double x2, double y2);
    void rectangle(double x, double y, double width, double height);
    /// The colour of the lines and rectangles that follow on this page.
    void line_colour(Colour colour);
    /// A black area below the lines and texts of the page.
    void area(double x, double y, double width, double height);

    /// Ends the document. Errors: internal "pdf.draw_failed" with libharu's first error code.
    core::Result<DrawnDocument> save() &&;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace lantai::pdf
