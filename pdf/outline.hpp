// Bookmarks of a document in the making. Only finish.cpp and its tests know qpdf.
#pragma once
#include <qpdf/QPDF.hh>
#include <vector>

#include "pdf/finish.hpp"

namespace lantai::pdf {

/// Writes the outline into the catalogue; nothing without bookmarks. Each destination stands in
/// its entry, as readers of PDF/A expect. Exceptions: those of qpdf, and std::out_of_range for a
/// page that does not exist.
void write_outline(QPDF& pdf, const std::vector<Bookmark>& bookmarks);

}  // namespace lantai::pdf
