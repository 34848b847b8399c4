// What one item becomes in the index: its terms, value slots and stored texts.
#pragma once
#include <xapian.h>

#include <vector>

#include "indexer/stored_document.hpp"

namespace lantai::indexer {

/// The same item and texts always give the same document, so the check of the index can make it
/// again and compare. Throws Xapian::Error.
Xapian::Document make_document(const core::Item& item, const std::vector<FileText>& files);

}  // namespace lantai::indexer
