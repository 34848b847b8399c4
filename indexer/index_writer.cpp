#include "indexer/index_writer.hpp"

#include <array>

#include "indexer/fields.hpp"
#include "indexer/item_document.hpp"
#include "indexer/xapian_guard.hpp"

namespace lantai::indexer {
namespace {

using core::Id;
using core::Result;

// Smaller flushes are faster than Xapian's 10,000 documents and keep the memory small
// (search.md 2); the volume of text decides, because one document may be a thousand others.
constexpr std::size_t kFlushBytes = std::size_t{4} << 20;
constexpr std::size_t kFlushDocuments = 500;

struct LevelDatabase {
    Xapian::WritableDatabase db;
    bool touched = false;
};

class XapianIndexWriter : public IndexWriter {
public:
    explicit XapianIndexWriter(std::array<LevelDatabase, kLevels> levels)
        : levels_(std::move(levels)) {}

    Result<IndexState> state() override {
        return guarded([&]() -> Result<IndexState> {
            IndexState state{kSchemaNumber, levels_[0].db.get_metadata(kMetaEpoch), 0};
            for (auto& level : levels_) {
                state.schema =
                    std::min(state.schema, std::atoi(level.db.get_metadata(kMetaSchema).c_str()));
                if (level.db.get_metadata(kMetaEpoch) != state.epoch) state.schema = 0;
            }
            state.outbox_seq = std::atoll(levels_[0].db.get_metadata(kMetaOutboxSeq).c_str());
            return state;
        });
    }

    Result<std::vector<FileText>> stored_texts(Id item_id) override {
        return guarded([&]() -> Result<std::vector<FileText>> {
            std::vector<FileText> texts;
            const std::string name = term(Field::id, item_id);
            for (auto& level : levels_) {
                const auto found = level.db.postlist_begin(name);
                if (found == level.db.postlist_end(name)) continue;
                const std::string data = level.db.get_document(*found).get_data();
                const auto view = decode_stored(data);
                if (!view) continue;  // of another schema: extract again
                for (FileText& text : texts_of(*view)) texts.push_back(std::move(text));
            }
            return texts;
        });
    }

    Result<void> put(const core::Item& item, const std::vector<FileText>& files) override {
        return guarded([&]() -> Result<void> {
            const std::string name = term(Field::id, item.id);
            const auto own = static_cast<std::size_t>(item.level);
            take_from_levels(name, own);
            const Xapian::Document document = make_document(item, files);
            levels_[own].db.replace_document(name, document);
            levels_[own].touched = true;
            for (const FileText& file : files) pending_bytes_ += file.extracted.text.size();
            if (++pending_documents_ >= kFlushDocuments || pending_bytes_ >= kFlushBytes) flush();
            return {};
        });
    }

    Result<void> remove(Id item_id) override {
        return guarded([&]() -> Result<void> {
            take_from_levels(term(Field::id, item_id), kLevels);
            return {};
        });
    }

    Result<void> commit(std::int64_t outbox_seq) override {
        return guarded([&]() -> Result<void> {
            levels_[0].db.set_metadata(kMetaOutboxSeq, std::to_string(outbox_seq));
            levels_[0].touched = true;
            flush();
            return {};
        });
    }

private:
    void take_from_levels(const std::string& name, std::size_t except) {
        for (std::size_t i = 0; i < kLevels; ++i) {
            if (i == except || !levels_[i].db.term_exists(name)) continue;
            levels_[i].db.delete_document(name);
            levels_[i].touched = true;
        }
    }

    void flush() {
        for (auto& level : levels_) {
            if (level.touched) level.db.commit();
            level.touched = false;
        }
        pending_bytes_ = 0;
        pending_documents_ = 0;
    }

    std::array<LevelDatabase, kLevels> levels_;
    std::size_t pending_bytes_ = 0;
    std::size_t pending_documents_ = 0;
};

std::string level_path(const std::filesystem::path& folder, std::size_t level) {
    return (folder / ("level-" + std::to_string(level))).string();
}

}  // namespace

Result<std::unique_ptr<IndexWriter>> IndexWriter::create(const std::filesystem::path& folder,
                                                         const std::string& epoch) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return core::fail(core::ErrorCode::io, "index.io", error.message());
    return guarded([&]() -> Result<std::unique_ptr<IndexWriter>> {
        std::array<LevelDatabase, kLevels> levels;
        for (std::size_t i = 0; i < kLevels; ++i) {
            auto& db = levels[i].db;
            db = Xapian::WritableDatabase(level_path(folder, i), Xapian::DB_CREATE);
            db.set_metadata(kMetaSchema, std::to_string(kSchemaNumber));
            db.set_metadata(kMetaEpoch, epoch);
            db.commit();
        }
        return std::unique_ptr<IndexWriter>(std::make_unique<XapianIndexWriter>(std::move(levels)));
    });
}

Result<std::unique_ptr<IndexWriter>> IndexWriter::open(const std::filesystem::path& folder) {
    return guarded([&]() -> Result<std::unique_ptr<IndexWriter>> {
        std::array<LevelDatabase, kLevels> levels;
        for (std::size_t i = 0; i < kLevels; ++i)
            levels[i].db = Xapian::WritableDatabase(level_path(folder, i), Xapian::DB_OPEN);
        return std::unique_ptr<IndexWriter>(std::make_unique<XapianIndexWriter>(std::move(levels)));
    });
}

}  // namespace lantai::indexer
