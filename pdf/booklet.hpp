// Many forms in one document: every sheet of thousands of volumes, to be printed in one go.
#pragma once
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "pdf/form.hpp"

namespace lantai::pdf {

inline constexpr int kMaxBookletPages = 50'000;  // about 400 MB while it is made

struct BookletOptions {
    /// Called after each form with the number of forms done so far, on the thread of add().
    std::function<void(std::size_t done)> progress;
    /// Asked before each form and each page and while the document is written.
    std::stop_token stop;
    /// Called before each page with the number of pages there are, on the same thread.
    std::function<void(int pages)> page = {};
};

struct BookletGlyph {
    std::size_t form;  // counted from 1 in the order of add()
    MissingGlyph glyph;
};

struct PrintedBooklet {
    std::string pdf;
    int pages = 0;
    std::size_t forms = 0;
    std::vector<BookletGlyph> missing;
};

/// Draws forms one after the other, so that the data of only one has to be at hand; each form
/// counts its own pages. Typefaces are embedded once. Use: add() for each form, then finish().
/// Belongs to one thread; the stop may be requested from any.
class Booklet {
public:
    Booklet(const std::shared_ptr<const FontSet>& fonts, BookletOptions options);

    /// A bookmark of depth 0 at the form that is added next, e.g. the title of a volume whose
    /// forms follow with bookmarks below it.
    void section(std::string title);

    /// Errors: those of `draw`, which may be skipped or end the booklet as the caller likes (it
    /// stays as it was before); busy "pdf.cancelled" after a request to stop; too_large
    /// "pdf.too_many_pages" with "max".
    core::Result<void> add(std::string bookmark, const DrawForm& draw);

    /// Drawn so far.
    int pages() const { return drawing_.canvas.pages(); }

    /// Errors: those of Canvas::save and finish; invalid_argument "pdf.nothing_to_print" without a
    /// form.
    core::Result<PrintedBooklet> finish(const DocumentInfo& info) &&;

private:
    FormDrawing drawing_;
    BookletOptions options_;
    std::string section_;  // waits for its first form
    bool in_section_ = false;
    std::size_t forms_ = 0;
    std::vector<Bookmark> bookmarks_;
    std::vector<BookletGlyph> missing_;
};

}  // namespace lantai::pdf
