#include "indexer/index_check.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "indexer/item_document.hpp"
#include "indexer/reader_pool.hpp"
#include "indexer/rebuild.hpp"
#include "indexer/xapian_guard.hpp"

namespace lantai::indexer {
namespace {

using core::Id;
using core::Result;
using Read = std::function<Result<void>(const IndexSource::DbWork&)>;

// A writer at work may make one look stale in the middle; it cannot do so every time by chance.
constexpr int kLooks = 3;
constexpr int kReopenings = 20;

struct Place {
    std::size_t level = 0;
    Xapian::docid document = 0;
};

/// Reads the databases; begins `work` again with fresh eyes when a writer was faster.
template <class Work>
auto reopening(ReaderSet& set, Work work) -> std::invoke_result_t<Work> {
    for (int left = kReopenings;; --left) {
        auto done = guarded(work);
        if (done || done.error().key != "index.changing" || left == 0) return done;
        LT_CHECK(guarded([&]() -> Result<void> {
            for (auto& level : set.levels) level.reopen();
            return {};
        }));
    }
}

struct Present {
    std::map<Id, std::vector<Place>> places;
    std::vector<std::string> strangers;  // documents that are no item's
};

Result<Present> documents_of(ReaderSet& set) {
    return reopening(set, [&]() -> Result<Present> {
        Present present;
        for (std::size_t level = 0; level < set.levels.size(); ++level) {
            const Xapian::Database& db = set.levels[level];
            for (auto at = db.postlist_begin(""); at != db.postlist_end(""); ++at) {
                const auto facts = decode_facts(
                    db.get_document(*at).get_value(static_cast<unsigned>(Slot::facts)));
                if (facts)
                    present.places[facts->id].push_back({level, *at});
                else
                    present.strangers.push_back("document " + std::to_string(*at) + " of level " +
                                                std::to_string(level) + " is no item's");
            }
        }
        return present;
    });
}

bool same_terms(const Xapian::Document& one, const Xapian::Document& other) {
    auto a = one.termlist_begin();
    auto b = other.termlist_begin();
    for (; a != one.termlist_end() && b != other.termlist_end(); ++a, ++b)
        if (*a != *b || a.get_wdf() != b.get_wdf()) return false;
    return a == one.termlist_end() && b == other.termlist_end();
}

bool same_value(const Xapian::Document& one, const Xapian::Document& other, Slot slot) {
    return one.get_value(static_cast<unsigned>(slot)) ==
           other.get_value(static_cast<unsigned>(slot));
}

bool same_files(const std::vector<FileText>& texts, const std::vector<core::ItemFile>& files) {
    return std::equal(texts.begin(), texts.end(), files.begin(), files.end(),
                      [](const FileText& text, const core::ItemFile& file) {
                          return text.file_id == file.id && text.blob_sha256 == file.blob_sha256;
                      });
}

bool same_text_states(const std::vector<FileText>& texts,
                      const std::vector<core::ItemFile>& files) {
    return std::equal(
        texts.begin(), texts.end(), files.begin(),
        [](const FileText& text, const core::ItemFile& file) {
            return file.text_state !=
                   (text.extracted.text.empty() ? core::TextState::indexed : core::TextState::none);
        });
}

/// What of the stored document is of another state than the item; nothing when all agrees.
std::string difference(const Xapian::Document& stored, const core::IndexedItem& found) {
    const std::string data = stored.get_data();
    const auto view = decode_stored(data);
    if (!view) return "stored form";
    const auto texts = texts_of(*view);
    if (!same_files(texts, found.files)) return "files";
    const Xapian::Document wanted = make_document(found.item, texts);
    if (!same_value(stored, wanted, Slot::facts)) return "facts";
    if (view->title != found.item.title) return "title";
    if (data != wanted.get_data() || !same_value(stored, wanted, Slot::code) ||
        !same_value(stored, wanted, Slot::order))
        return "catalogue entry";
    if (!same_terms(stored, wanted)) return "search terms";
    if (!same_text_states(texts, found.files)) return "text states";
    return {};
}

std::string name_of(Id id, const std::optional<core::IndexedItem>& found) {
    return "item " + std::to_string(id) + (found ? " (" + found->item.archival_code + ")" : "");
}

std::string levels_of(const std::vector<Place>& places) {
    std::string text;
    for (const Place& place : places)
        text += (text.empty() ? "" : " and ") + std::to_string(place.level);
    return text;
}

/// The fault of one item, or nothing.
Result<std::string> judge(ReaderSet& set, const std::vector<Place>& places,
                          const std::optional<core::IndexedItem>& found) {
    const bool wanted = found && found->item.state != core::ItemState::withdrawn;
    if (places.empty()) return std::string(wanted ? "is not in the index" : "");
    if (!wanted)
        return "is " + std::string(found ? "withdrawn" : "unknown") + ", but stands in level " +
               levels_of(places) + " of the index";
    const auto level = static_cast<std::size_t>(found->item.level);
    if (places.size() > 1 || places[0].level != level)
        return "is of level " + std::to_string(level) + ", but stands in level " +
               levels_of(places) + " of the index";
    LT_TRY(const std::string differs, reopening(set, [&]() -> Result<std::string> {
               return difference(set.levels[level].get_document(places[0].document), *found);
           }));
    if (differs.empty()) return std::string{};
    return "is stale in the index: " + differs;
}

class Comparison {
public:
    Comparison(const std::filesystem::path& data, const Read& read)
        : pool_(index_folder(data)), read_(read) {}

    /// One look at everything, or at `only`. Faults by item; strangers under id 0.
    Result<std::multimap<Id, std::string>> look(const std::set<Id>* only) {
        faults_.clear();
        LT_CHECK(read_archive());  // before the index: what is not pending now is in it
        LT_TRY(ReaderSet set, guarded([&] { return pool_.take(kLevels - 1); }));
        if (!check_state(set)) return std::move(faults_);
        LT_TRY(const Present present, documents_of(set));
        for (const std::string& stranger : present.strangers) faults_.emplace(0, stranger);
        for (const auto& [id, places] : present.places) ids_.insert(id);
        compared = 0;
        for (const Id id : only ? *only : ids_) {
            if (pending_.count(id) > 0) continue;
            ++compared;
            const auto at = present.places.find(id);
            LT_CHECK(look_at(set, id, at == present.places.end() ? kNowhere : at->second));
        }
        return std::move(faults_);
    }

    std::int64_t compared = 0;
    std::int64_t pending() const { return static_cast<std::int64_t>(pending_.size()); }

private:
    Result<void> read_archive() {
        return read_([&](core::Database& db) -> Result<void> {
            LT_TRY(epoch_, core::archive_epoch(db));
            LT_TRY(const auto pending, core::pending_item_ids(db));
            pending_ = {pending.begin(), pending.end()};
            LT_TRY(const auto ids, core::indexable_item_ids(db));
            ids_ = {ids.begin(), ids.end()};
            return {};
        });
    }

    bool check_state(const ReaderSet& set) {
        for (const auto& level : set.levels)
            if (level.get_metadata(kMetaSchema) != std::to_string(kSchemaNumber) ||
                level.get_metadata(kMetaEpoch) != epoch_) {
                faults_.emplace(0, "the index is of another state of the archive: build it anew");
                return false;
            }
        return true;
    }

    Result<void> look_at(ReaderSet& set, Id id, const std::vector<Place>& places) {
        std::optional<core::IndexedItem> found;
        const auto read = read_([&](core::Database& db) -> Result<void> {
            LT_TRY(found, core::find_indexed_item(db, id));
            return {};
        });
        if (!read && !concerns_one_item_only(read.error())) return read.error();
        if (!read) {
            faults_.emplace(
                id, name_of(id, found) + " is damaged in the database: " + read.error().detail);
            return {};
        }
        LT_TRY(const std::string fault, judge(set, places, found));
        if (!fault.empty()) faults_.emplace(id, name_of(id, found) + " " + fault);
        return {};
    }

    static inline const std::vector<Place> kNowhere{};
    ReaderPool pool_;
    const Read& read_;
    std::string epoch_;
    std::set<Id> pending_;
    std::set<Id> ids_;
    std::multimap<Id, std::string> faults_;
};

bool is_damage(const core::Error& error) {
    return error.key == "index.corrupt" || error.key == "index.missing" ||
           error.key == "index.error";
}

std::vector<std::string> named(const std::multimap<Id, std::string>& faults) {
    std::vector<std::string> list;
    for (const auto& [id, fault] : faults) {
        if (list.size() == kMaxFaultsNamed) {
            list.push_back("and " + std::to_string(faults.size() - list.size()) + " more");
            break;
        }
        list.push_back(fault);
    }
    return list;
}

}  // namespace

Result<IndexComparison> compare_index(const std::filesystem::path& data, const Read& read) {
    IndexComparison result;
    Comparison comparison(data, read);
    std::multimap<Id, std::string> faults;
    std::error_code error;
    result.missing = !std::filesystem::exists(index_folder(data), error) && !error;
    if (result.missing) return result;
    std::set<Id> suspects;
    for (int look = 0; look < kLooks; ++look) {
        auto found = comparison.look(look == 0 || suspects.count(0) > 0 ? nullptr : &suspects);
        if (!found && is_damage(found.error())) {
            result.faults = {"the index is damaged (" + found.error().key + " " +
                             found.error().detail + "): build it anew"};
            return result;
        }
        LT_TRY(faults, std::move(found));
        if (look == 0) result.compared = comparison.compared;
        if (look == 0) result.pending = comparison.pending();
        suspects.clear();
        for (const auto& [id, fault] : faults) suspects.insert(id);
        if (faults.empty()) break;
    }
    result.faults = named(faults);
    return result;
}

}  // namespace lantai::indexer
