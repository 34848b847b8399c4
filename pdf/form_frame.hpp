// What every printed form has around its body: mark, title, company, logo, date and page numbers.
#pragma once
#include <string>
#include <string_view>

#include "core/base/date.hpp"
#include "core/model/user.hpp"
#include "pdf/form.hpp"
#include "pdf/table.hpp"

namespace lantai::pdf {

/// The data that every form is given, whatever else it prints.
struct FormHead {
    std::string company;  // 单位, the fonds' creating body
    core::Level level = core::Level::internal;
    std::string level_mark;  // 密级 as printed, e.g. 机密★10年; only from Level::secret on
    /// The page's date is that of the content, never that of printing, so that a reprint is
    /// byte-identical: the day of sealing, or of the last change before that.
    core::Date content_date;
    bool sealed = false;
    std::shared_ptr<const Image> logo;  // nullptr: none
};

/// Errors: invalid_argument "pdf.level_mark_missing" at "level_mark" for a secret record without
/// its mark.
core::Result<void> check_head(const FormHead& head);

/// 2022年3月5日
std::string chinese_date(const core::Date& day);

/// Where the frame stands (domain.md 2.11).
struct FrameGeometry {
    PageSize page = kA4Portrait;
    double left_mm = 25;
    double width_mm = 170;
};
inline constexpr FrameGeometry kPortraitFrame{kA4Portrait, 25, 170};
inline constexpr FrameGeometry kLandscapeFrame{kA4Landscape, 25, 257};
/// The body of a form begins here; above it stand title (小二号宋体 bold) and the line below it.
inline constexpr double kBodyTopMm = 35;

/// A text of the frame with its name in the report of missing characters.
struct FrameText {
    std::string text;
    std::string_view field;
};

/// Draws one frame on every page of a form; the texts are shaped once.
class FormFrame {
public:
    /// `line` stands left above the body, e.g. 档号：0001-WS-2021-Y-0003; the company stands right
    /// of it, or on lines of its own where there is no room.
    FormFrame(FormDrawing& drawing, FrameGeometry geometry, const FormHead& head,
              std::string_view title, const FrameText& line);

    /// On the canvas' current page. The frame outlives neither the drawing nor its head.
    void draw(int page, int pages) const;

private:
    void draw_line() const;
    void draw_right(double baseline, const FittedText& fitted) const;
    double right_mm() const { return geometry_.left_mm + geometry_.width_mm; }

    FormDrawing& drawing_;
    FrameGeometry geometry_;
    std::shared_ptr<const Image> logo_;
    GlyphRun title_;
    GlyphRun line_;
    GlyphRun company_;
    GlyphRun mark_;  // empty below Level::secret
    GlyphRun date_;
};

/// The level mark at the top left of the current page, bold 四号; nothing below Level::secret.
void draw_level_mark(FormDrawing& drawing, const FormHead& head, double left_mm);

/// One line with its middle at `middle_mm`.
void draw_centred(Canvas& canvas, double middle_mm, double baseline_mm, std::span<const Glyph> run,
                  TextStyle style);

/// The logo as large as it fits the box, its right upper corner in that of the box.
void draw_logo(Canvas& canvas, const TextBox& box, const std::shared_ptr<const Image>& logo);

}  // namespace lantai::pdf
