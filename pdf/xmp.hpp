// The XMP metadata of a document (ISO 16684-1), as PDF/A-1b wants it. Pure.
#pragma once
#include <string>

#include "pdf/finish.hpp"

namespace lantai::pdf {

inline constexpr const char* kProducer = "Lantai, libharu, qpdf";

/// The packet that says what the document's information dictionary says; texts without control
/// characters. `pdf_a`: with the claim to be PDF/A-1b.
std::string xmp_packet(const DocumentInfo& info, bool pdf_a);

}  // namespace lantai::pdf
