#include "pdf/booklet.hpp"

namespace lantai::pdf {

Booklet::Booklet(const std::shared_ptr<const FontSet>& fonts, BookletOptions options)
    : drawing_(fonts), options_(std::move(options)) {
    drawing_.canvas.ask_before_pages([stop = options_.stop, page = options_.page](int pages) {
        if (page) page(pages);
        return !stop.stop_requested();
    });
}

void Booklet::section(std::string title) {
    section_ = std::move(title);
    in_section_ = false;
}

core::Result<void> Booklet::add(std::string bookmark, const DrawForm& draw) {
    if (options_.stop.stop_requested()) return core::fail(core::ErrorCode::busy, "pdf.cancelled");
    const int before = drawing_.canvas.pages();
    if (before >= kMaxBookletPages) {
        core::Error error = core::fail(core::ErrorCode::too_large, "pdf.too_many_pages");
        error.params = {{"max", std::to_string(kMaxBookletPages)}};
        return error;
    }
    const auto drawn = draw(drawing_);
    auto missing = drawing_.text.take_missing();
    if (!drawn) return drawn.error();
    if (drawing_.canvas.stopped()) return core::fail(core::ErrorCode::busy, "pdf.cancelled");
    ++forms_;
    for (MissingGlyph& glyph : missing) missing_.push_back({forms_, std::move(glyph)});
    if (!section_.empty() && !in_section_) bookmarks_.push_back({section_, before + 1, 0});
    in_section_ = !section_.empty();
    bookmarks_.push_back({std::move(bookmark), before + 1, in_section_ ? 1 : 0});
    if (options_.progress) options_.progress(forms_);
    return {};
}

core::Result<PrintedBooklet> Booklet::finish(const DocumentInfo& info) && {
    if (forms_ == 0) return core::fail(core::ErrorCode::invalid_argument, "pdf.nothing_to_print");
    PrintedBooklet printed;
    printed.pages = drawing_.canvas.pages();
    printed.forms = forms_;
    printed.missing = std::move(missing_);
    LT_TRY(const DrawnDocument drawn, std::move(drawing_.canvas).save());
    LT_TRY(printed.pdf, pdf::finish(drawn, info, {std::move(bookmarks_), options_.stop, true}));
    return printed;
}

}  // namespace lantai::pdf
