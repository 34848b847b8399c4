// Completes what libharu writes, with libqpdf.
#pragma once
#include <string>

#include "core/base/result.hpp"
#include "pdf/canvas.hpp"

namespace lantai::pdf {

struct DocumentInfo {
    std::string title;
    std::string author;              // the company
    std::string language = "zh-CN";  // BCP 47
};

/// Gives the document a right ToUnicode map (also beyond the BMP), CapHeight and CIDSet of its
/// fonts, XMP metadata, title and language, and an /ID made of its content: the same drawing
/// finishes to the same bytes. Errors: internal "pdf.finish_failed".
core::Result<std::string> finish(const DrawnDocument& drawn, const DocumentInfo& info);

}  // namespace lantai::pdf
