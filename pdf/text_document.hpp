// A plain text as a document of A4 pages: title, 文号, paragraphs, page numbers. What the demo
// archive files as PDF is made with it.
#pragma once
#include <memory>
#include <string>

#include "core/base/result.hpp"
#include "pdf/fonts.hpp"

namespace lantai::pdf {

struct TextDocument {
    std::string title;
    std::string document_no;  // 文号, may be empty
    std::string creator;      // stands below the text with the date
    std::string date;
    std::string text;  // paragraphs parted by line ends; each is indented by two characters
};

/// Errors: those of Canvas::save and finish. The same input gives the same bytes.
core::Result<std::string> print_text_document(const TextDocument& document,
                                              std::shared_ptr<const FontSet> fonts);

}  // namespace lantai::pdf
