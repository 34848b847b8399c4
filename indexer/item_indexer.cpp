#include "indexer/item_indexer.hpp"

#include <algorithm>

namespace lantai::indexer {
namespace {

using core::Id;
using core::Result;

// All texts of an item together; a single file is limited already.
constexpr std::size_t kMaxItemBytes = 2 * kMaxTextBytes;

const FileText* known_text(const std::vector<FileText>& stored, const core::ItemFile& file) {
    const auto found = std::find_if(stored.begin(), stored.end(), [&](const FileText& text) {
        return text.blob_sha256 == file.blob_sha256;
    });
    return found == stored.end() ? nullptr : &*found;
}

Result<std::vector<FileText>> texts_of(const IndexSource& source, IndexWriter& writer,
                                       const core::IndexedItem& found) {
    std::vector<FileText> texts;
    if (found.files.empty()) return texts;
    LT_TRY(const auto stored, writer.stored_texts(found.item.id));
    std::size_t total = 0;
    for (const core::ItemFile& file : found.files) {
        FileText text{file.id, file.blob_sha256, {}};
        if (const FileText* known = known_text(stored, file)) {
            text.extracted = known->extracted;
        } else {
            LT_TRY(text.extracted, source.extract(file));
        }
        total += text.extracted.text.size();
        if (total > kMaxItemBytes)
            text.extracted = no_text(text.extracted.media_type, text_reason::kTooBig);
        texts.push_back(std::move(text));
    }
    return texts;
}

}  // namespace

std::function<Result<ExtractedText>(const core::ItemFile&)> extract_from(
    const core::BlobStore& blobs, const Extractor& extractor) {
    return [&blobs, &extractor](const core::ItemFile& file) -> Result<ExtractedText> {
        LT_TRY(const auto id, core::BlobId::parse(file.blob_sha256));
        auto extracted = extractor.extract(blobs.path_of(id));
        if (!extracted && extracted.error().code == core::ErrorCode::not_found)
            return no_text(file.media_type, extracted.error().key);
        return extracted;
    };
}

Result<std::vector<TextStateChange>> index_item(const IndexSource& source, IndexWriter& writer,
                                                Id item_id) {
    std::optional<core::IndexedItem> found;
    LT_CHECK(source.read([&](core::Database& db) -> Result<void> {
        LT_TRY(found, core::find_indexed_item(db, item_id));
        return {};
    }));
    std::vector<TextStateChange> changes;
    if (!found || found->item.state == core::ItemState::withdrawn) {
        LT_CHECK(writer.remove(item_id));
        return changes;
    }
    LT_TRY(const auto texts, texts_of(source, writer, *found));
    for (const FileText& text : texts) {
        const bool none = text.extracted.text.empty();
        changes.push_back({text.file_id, none ? core::TextState::none : core::TextState::indexed,
                           text.extracted.reason});
    }
    LT_CHECK(writer.put(found->item, texts));
    return changes;
}

bool concerns_one_item_only(const core::Error& error) {
    return error.code == core::ErrorCode::corrupt && error.key == "db.corrupt";
}

Result<void> note_text_states(const IndexSource& source,
                              const std::vector<TextStateChange>& changes) {
    constexpr std::size_t kPortion = 500;
    for (std::size_t begin = 0; begin < changes.size(); begin += kPortion) {
        LT_CHECK(source.maintain([&](core::Database& db) -> Result<void> {
            const std::size_t end = std::min(begin + kPortion, changes.size());
            for (std::size_t i = begin; i < end; ++i)
                LT_CHECK(core::set_text_state(db, changes[i].file_id, changes[i].state,
                                              changes[i].reason));
            return {};
        }));
    }
    return {};
}

Result<std::string> epoch_of(const IndexSource& source) {
    std::string epoch;
    LT_CHECK(source.read([&](core::Database& db) -> Result<void> {
        LT_TRY(epoch, core::archive_epoch(db));
        return {};
    }));
    return epoch;
}

}  // namespace lantai::indexer
