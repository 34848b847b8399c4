// What the index keeps of an item beside its terms: texts to verify hits and to cut snippets from,
// and the few facts that filters count.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/repo/index_repo.hpp"
#include "indexer/extracted_text.hpp"

namespace lantai::indexer {

/// The text of one file of an item, or the reason for none.
struct FileText {
    core::Id file_id = 0;
    std::string blob_sha256;
    ExtractedText extracted;
};

/// The stored form read in place; the bytes must outlive it.
struct StoredView {
    struct File {
        core::Id file_id = 0;
        std::string_view blob_sha256;
        std::string_view media_type;
        std::string_view reason;
        bool paged = false;
        std::string_view text;  // as extracted
    };
    std::string_view folded_title;
    std::vector<std::string_view> folded_catalogue;  // one per field
    std::vector<std::string_view> folded_bodies;     // one per file
    std::string_view title;
    std::vector<File> files;
};

std::string encode_stored(const core::Item& item, const std::vector<FileText>& files);
/// Nothing for bytes that encode_stored did not make.
std::optional<StoredView> decode_stored(std::string_view bytes);

/// The texts of a stored form, as they were put.
std::vector<FileText> texts_of(const StoredView& view);

/// The catalogue fields beside the title, in the order of StoredView::folded_catalogue.
std::vector<std::string> catalogue_fields(const core::Item& item);

/// Facts of an item in one value slot, so that counting reads one value per hit.
struct DocumentFacts {
    core::Id id = 0;
    core::Id department_id = 0;
    core::Id fonds_id = 0;
    int year = 0;
    int level = 0;
    std::string retention_class;
    std::string kind;
};
std::string encode_facts(const core::Item& item);
std::optional<DocumentFacts> decode_facts(std::string_view value);

}  // namespace lantai::indexer
