// Brings one item's entry in the index to what the archive holds now.
#pragma once
#include <functional>
#include <vector>

#include "core/blob/blob_store.hpp"
#include "core/db/database.hpp"
#include "indexer/extractors.hpp"
#include "indexer/index_writer.hpp"

namespace lantai::indexer {

/// The archive as the index needs it. `read` runs in one snapshot, `maintain` in a write
/// transaction; both return what their work returns. `extract` gives the text of a file.
struct IndexSource {
    using DbWork = std::function<core::Result<void>(core::Database&)>;
    std::function<core::Result<void>(const DbWork&)> read;
    std::function<core::Result<void>(const DbWork&)> maintain;
    std::function<core::Result<ExtractedText>(const core::ItemFile&)> extract;
};

/// `extract` for a real archive. A blob that is not there gives the reason text.no_file: the item
/// stays findable by its title, and the check of the archive names the blob. Both must outlive it.
std::function<core::Result<ExtractedText>(const core::ItemFile&)> extract_from(
    const core::BlobStore& blobs, const Extractor& extractor);

/// What a file's text_state must become, to be noted when the index is committed.
struct TextStateChange {
    core::Id file_id = 0;
    core::TextState state = core::TextState::pending;
    std::string reason;
};

/// Reads the item, extracts the files whose blob is new to the index, puts or removes it.
/// Errors: those of the source and the writer; then the entry is as it was.
core::Result<std::vector<TextStateChange>> index_item(const IndexSource& source,
                                                      IndexWriter& writer, core::Id item_id);

/// True for errors of one damaged record, which must not keep the others out of the index.
bool concerns_one_item_only(const core::Error& error);

/// Notes the states in the archive, in portions that do not hold other writers up.
core::Result<void> note_text_states(const IndexSource& source,
                                    const std::vector<TextStateChange>& changes);

core::Result<std::string> epoch_of(const IndexSource& source);

}  // namespace lantai::indexer
