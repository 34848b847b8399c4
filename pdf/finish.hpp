// Completes what libharu writes, with libqpdf.
#pragma once
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "pdf/canvas.hpp"

namespace lantai::pdf {

struct DocumentInfo {
    std::string title;
    std::string author;              // the company
    std::string language = "zh-CN";  // BCP 47
};

struct Bookmark {
    std::string title;
    int page = 1;   // counted from 1
    int depth = 0;  // 0: top; deeper ones belong to the last before them that is less deep
};

struct FinishOptions {
    std::vector<Bookmark> bookmarks;  // in the order of their pages
    std::stop_token stop;
    /// false: without the output intent and the claim to be PDF/A. Readers that stand on poppler
    /// take 13 ms a page with it and 2 without.
    bool pdf_a = true;
};

/// Makes the document PDF/A-1b (ISO 19005-1): a right ToUnicode map (also beyond the BMP),
/// CapHeight and CIDSet of its fonts, XMP metadata, the output intent sRGB, title and language,
/// bookmarks, and an /ID made of its content: the same drawing finishes to the same bytes. Errors:
/// internal "pdf.finish_failed", busy "pdf.cancelled" after a request to stop.
core::Result<std::string> finish(const DrawnDocument& drawn, const DocumentInfo& info,
                                 const FinishOptions& options = {});

}  // namespace lantai::pdf
