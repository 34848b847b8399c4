#include "core/repo/index_repo.hpp"

#include <sstream>

#include "core/repo/code_repo.hpp"
#include "core/repo/rows.hpp"

namespace lantai::core {
namespace {

Error bad_row(const char* column) { return fail(ErrorCode::corrupt, "db.corrupt", column); }

std::vector<std::string> words(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> list;
    for (std::string word; in >> word;) list.push_back(word);
    return list;
}

Result<Item> read_item(const DbRow& row) {
    Item item;
    item.id = row.integer(0);
    item.fonds_id = row.integer(1);
    item.department_id = row.integer(2);
    const auto kind = from_text<ItemKind>(row.text(3));
    if (!kind) return bad_row("items.kind");
    item.kind = *kind;
    item.title = row.text(4);
    item.document_no = row.text(5);
    item.creator = row.text(6);
    LT_TRY(item.document_date, row_date(row, 7));
    item.filing_year = static_cast<int>(row.integer(8));
    item.retention_class = row.text(9);
    item.level = static_cast<Level>(row.integer(10));
    item.keywords = words(row.text(11));
    item.remarks = row.text(12);
    item.archival_code = row.text(13);
    const auto state = from_text<ItemState>(row.text(14));
    if (!state) return bad_row("items.state");
    item.state = *state;
    return item;
}

Result<ItemFile> read_file(const DbRow& row) {
    ItemFile file;
    file.id = row.integer(0);
    file.item_id = row.integer(1);
    file.ordinal = static_cast<int>(row.integer(2));
    file.name = row.text(3);
    file.media_type = row.text(4);
    file.blob_sha256 = row.text(5);
    const auto state = from_text<TextState>(row.text(6));
    if (!state) return bad_row("item_files.text_state");
    file.text_state = *state;
    file.text_reason = row.text(7);
    return file;
}

}  // namespace

Result<std::vector<OutboxRow>> outbox_batch(Database& db, int limit) {
    return db_list<OutboxRow>(
        db, "SELECT seq, object_id FROM outbox WHERE kind = 'item' ORDER BY seq LIMIT :limit",
        {{"limit", limit}}, [](const DbRow& row) {
            return OutboxRow{row.integer(0), row.integer(1)};
        });
}

Result<std::vector<Id>> pending_item_ids(Database& db) {
    return db_list<Id>(db, "SELECT DISTINCT object_id FROM outbox WHERE kind = 'item'", {},
                       [](const DbRow& row) { return row.integer(0); });
}

Result<void> outbox_forget(Database& db, std::int64_t seq) {
    LT_TRY([[maybe_unused]] const auto count,
           db.execute("DELETE FROM outbox WHERE kind = 'item' AND seq <= :seq", {{"seq", seq}}));
    return {};
}

Result<std::optional<IndexedItem>> find_indexed_item(Database& db, Id id) {
    std::optional<IndexedItem> found;
    LT_CHECK(db.query(
        "SELECT id, fonds_id, department_id, kind, title, document_no, creator, document_date, "
        "filing_year, retention_class, level, keywords, remarks, archival_code, state "
        "FROM items WHERE id = :id",
        {{"id", id}}, [&](const DbRow& row) -> Result<void> {
            LT_TRY(Item item, read_item(row));
            found.emplace().item = std::move(item);
            return {};
        }));
    if (!found) return std::optional<IndexedItem>{};
    LT_TRY(const auto redirects, list_redirects(db, CodeOwner::item, id));
    for (const CodeRedirect& old : redirects) found->item.archival_code += " " + old.old_code;
    LT_CHECK(db.query(
        "SELECT id, item_id, ordinal, name, media_type, blob_sha256, text_state, text_reason "
        "FROM item_files WHERE item_id = :id ORDER BY ordinal",
        {{"id", id}}, [&](const DbRow& row) -> Result<void> {
            LT_TRY(ItemFile file, read_file(row));
            found->files.push_back(std::move(file));
            return {};
        }));
    return found;
}

Result<std::vector<Id>> indexable_item_ids(Database& db) {
    return db_list<Id>(db, "SELECT id FROM items WHERE state = 'filed' ORDER BY id", {},
                       [](const DbRow& row) { return row.integer(0); });
}

Result<void> set_text_state(Database& db, Id file_id, TextState state, const std::string& reason) {
    LT_TRY([[maybe_unused]] const auto count,
           db.execute("UPDATE item_files SET text_state = :state, text_reason = :reason "
                      "WHERE id = :id AND (text_state <> :state OR text_reason <> :reason)",
                      {{"state", to_text(state)}, {"reason", reason}, {"id", file_id}}));
    return {};
}

Result<std::string> archive_epoch(Database& db) {
    LT_TRY(const auto epoch,
           db_find<std::string>(db, "SELECT value FROM settings WHERE key = 'epoch'", {},
                                [](const DbRow& row) { return row.text(0); }));
    return epoch.value_or(std::string{});
}

}  // namespace lantai::core
