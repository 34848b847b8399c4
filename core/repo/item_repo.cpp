#include "core/repo/item_repo.hpp"

#include "core/model/code_key.hpp"
#include "core/repo/rows.hpp"
#include "core/repo/schedule_repo.hpp"
#include "core/rules/item_rules.hpp"

namespace lantai::core {
namespace {

std::vector<std::string> split_words(const std::string& text) {
    std::vector<std::string> words;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

std::string join_words(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

Result<void> read_dates(const DbRow& row, Item& item) {
    LT_TRY(item.kind, row_enum<ItemKind>(row, 5));
    LT_TRY(item.document_date, row_date(row, 9));
    LT_TRY(item.period_from, row_optional_date(row, 10));
    LT_TRY(item.period_to, row_optional_date(row, 11));
    LT_TRY(item.medium, row_enum<Medium>(row, 21));
    LT_TRY(item.state, row_enum<ItemState>(row, 26));
    LT_TRY(item.origin, row_enum<Origin>(row, 35));
    return {};
}

Result<Item> read_item(const DbRow& row) {
    Item item;
    item.id = row.integer(0);
    item.fonds_id = row.integer(1);
    item.department_id = row.integer(2);
    item.category = row.text(3);
    item.clause_id = row.optional_integer(4);
    item.title = row.text(6);
    item.document_no = row.text(7);
    item.creator = row.text(8);
    item.filing_year = row_int(row, 12);
    item.year_rule = row.text(13);
    item.year_reason = row.text(14);
    item.retention_class = row.text(15);
    item.level = static_cast<Level>(row.integer(16));
    item.secrecy_months = row_optional_int(row, 17);
    item.pages = row_optional_int(row, 18);
    item.copies = row_optional_int(row, 19);
    item.keywords = split_words(row.text(20));
    item.remarks = row.text(22);
    item.archival_code = row.text(23);
    item.serial = row_int(row, 24);
    item.group_id = row.integer(25);
    item.withdrawn_reason = row.text(27);
    item.volume_id = row.optional_integer(28);
    item.volume_position = row_optional_int(row, 29);
    item.start_page = row_optional_int(row, 30);
    item.created_by = row.optional_integer(31).value_or(0);
    item.created_at = row.integer(32);
    item.updated_at = row.integer(33);
    item.version = row_int(row, 34);
    item.date_text = row.text(36);
    LT_CHECK(read_dates(row, item));
    return item;
}

DbParams item_params(const Item& item) {
    return {{"id", item.id},
            {"fonds", item.fonds_id},
            {"department", item.department_id},
            {"category", item.category},
            {"clause", item.clause_id},
            {"schedule", item.schedule_id},
            {"scope_reason", item.scope_reason},
            {"kind", to_text(item.kind)},
            {"title", item.title},
            {"document_no", item.document_no},
            {"document_no_key", document_no_key(item.document_no)},
            {"creator", item.creator},
            {"document_date", item.document_date.iso()},
            {"date_text", item.date_text},
            {"period_from", iso(item.period_from)},
            {"period_to", iso(item.period_to)},
            {"filing_year", item.filing_year},
            {"year_rule", item.year_rule},
            {"year_reason", item.year_reason},
            {"retention_class", item.retention_class},
            {"level", static_cast<int>(item.level)},
            {"secrecy_months", item.secrecy_months},
            {"pages", item.pages},
            {"copies", item.copies},
            {"keywords", join_words(item.keywords)},
            {"medium", to_text(item.medium)},
            {"remarks", item.remarks},
            {"archival_code", item.archival_code},
            {"code_key", code_key(item.archival_code)},
            {"serial", item.serial},
            {"state", to_text(item.state)},
            {"withdrawn_reason", item.withdrawn_reason},
            {"updated_at", item.updated_at}};
}

ItemLink read_link_from(const DbRow& row, LinkKind kind) {
    return {row.integer(0), row.integer(1), row.integer(2), kind};
}

Result<ItemLink> read_link(const DbRow& row) {
    LT_TRY(const LinkKind kind, row_enum<LinkKind>(row, 3));
    return read_link_from(row, kind);
}

const std::string kFileColumns =
    "SELECT f.id, f.item_id, f.ordinal, f.name, f.media_type, f.blob_sha256, b.sm3, b.size,"
    " f.text_state, f.text_reason, f.added_at FROM item_files f"
    " JOIN blobs b ON b.sha256 = f.blob_sha256";

Result<ItemFile> read_file(const DbRow& row) {
    ItemFile file;
    file.id = row.integer(0);
    file.item_id = row.integer(1);
    file.ordinal = row_int(row, 2);
    file.name = row.text(3);
    file.media_type = row.text(4);
    file.blob_sha256 = row.text(5);
    file.sm3 = row.text(6);
    file.size = row.integer(7);
    LT_TRY(file.text_state, row_enum<TextState>(row, 8));
    file.text_reason = row.text(9);
    file.added_at = row.integer(10);
    return file;
}

}  // namespace

const std::string kSelectEntries =
    "SELECT i.id, i.fonds_id, i.department_id, i.category, i.clause_id, i.kind, i.title,"
    " i.document_no, i.creator, i.document_date, i.period_from, i.period_to, i.filing_year,"
    " i.year_rule, i.year_reason, i.retention_class, i.level, i.secrecy_months, i.pages, i.copies,"
    " i.keywords, i.medium, i.remarks, i.archival_code, i.serial, i.group_id, i.state,"
    " i.withdrawn_reason, i.volume_id, i.volume_position, i.start_page, i.created_by,"
    " i.created_at, i.updated_at, i.version, i.origin, i.date_text,"
    " (SELECT fonds_no FROM fonds WHERE id = i.fonds_id), d.name, d.code,"
    " (SELECT name FROM retention_classes WHERE code = i.retention_class),"
    " (SELECT clause_no FROM filing_scheme_clauses WHERE id = i.clause_id),"
    " (SELECT name FROM users WHERE id = i.created_by), v.archival_code, v.state,"
    " (SELECT count(*) FROM item_files WHERE item_id = i.id), v.level,"
    " (SELECT g.level FROM items g WHERE g.id = i.group_id),"
    " i.box_id, b.archival_code, b.level, b.state, b.arranger_id,"
    " COALESCE(v.room, b.room, ''), COALESCE(v.shelf_row, b.shelf_row, ''),"
    " COALESCE(v.section, b.section, ''), COALESCE(v.shelf, b.shelf, ''),"
    " COALESCE(v.box, b.box, ''), COALESCE(v.location, ''),"
    " i.schedule_id, i.scope_reason,"
    " (SELECT code FROM schedule_rows WHERE id = i.schedule_id), m.carrier, m.duration_s,"
    " m.dimensions, m.maker, m.made_on"
    " FROM items i JOIN departments d ON d.id = i.department_id"
    " LEFT JOIN volumes v ON v.id = i.volume_id LEFT JOIN boxes b ON b.id = i.box_id"
    " LEFT JOIN item_audiovisual m ON m.item_id = i.id";

namespace {

/// The row of the schedule and the medium, at the end of kSelectEntries.
Result<void> read_scope(const DbRow& row, ItemEntry& entry) {
    entry.item.schedule_id = row.optional_integer(59);
    entry.item.scope_reason = row.text(60);
    entry.schedule_code = row.optional_text(61).value_or("");
    if (row.is_null(62)) return {};
    Audiovisual media;
    LT_TRY(media.carrier, row_enum<Carrier>(row, 62));
    media.duration_s = row_optional_int(row, 63);
    media.dimensions = row.text(64);
    media.maker = row.text(65);
    LT_TRY(media.made_on, row_optional_date(row, 66));
    entry.item.audiovisual = std::move(media);
    return {};
}

}  // namespace

Result<ItemEntry> read_entry(const DbRow& row) {
    ItemEntry entry;
    LT_TRY(entry.item, read_item(row));
    entry.fonds_no = row.text(37);
    entry.department_name = row.text(38);
    entry.department_code = row.text(39);
    entry.retention_name = row.text(40);
    entry.clause_no = row.optional_text(41).value_or("");
    entry.created_by_name = row.optional_text(42).value_or("");
    entry.volume_code = row.optional_text(43).value_or("");
    if (!row.is_null(44)) {
        LT_TRY(entry.volume_state, row_enum<VolumeState>(row, 44));
    }
    entry.file_count = row_int(row, 45);
    if (!row.is_null(46)) entry.volume_level = static_cast<Level>(row.integer(46));
    if (!row.is_null(47)) entry.group_level = static_cast<Level>(row.integer(47));
    entry.shelf = {row.text(53), row.text(54), row.text(55), row.text(56), row.text(57)};
    entry.location = row.text(58);
    LT_CHECK(read_scope(row, entry));
    entry.item.box_id = row.optional_integer(48);
    if (!entry.item.box_id) return entry;
    entry.box_code = row.text(49);
    entry.box_level = static_cast<Level>(row.integer(50));
    LT_TRY(const BoxState box, row_enum<BoxState>(row, 51));
    entry.volume_state = box == BoxState::closed ? VolumeState::sealed
                         : row.is_null(52)       ? VolumeState::open
                                                 : VolumeState::submitted;
    return entry;
}

Result<std::optional<ItemEntry>> find_entry(Database& db, Id id) {
    return read_first<ItemEntry>(db, kSelectEntries + " WHERE i.id = :id", {{"id", id}},
                                 read_entry);
}

Result<std::optional<ItemEntry>> find_entry_by_code(Database& db, const std::string& code) {
    return read_first<ItemEntry>(db, kSelectEntries + " WHERE i.archival_code = :code",
                                 {{"code", code}}, read_entry);
}

Result<std::vector<ItemEntry>> list_group(Database& db, Id group_id) {
    return read_list<ItemEntry>(
        db, kSelectEntries + " WHERE i.group_id = :group AND i.state = 'filed' ORDER BY i.id",
        {{"group", group_id}}, read_entry);
}

Result<std::vector<ItemEntry>> list_volume_entries(Database& db, Id volume_id) {
    return read_list<ItemEntry>(
        db, kSelectEntries + " WHERE i.volume_id = :volume ORDER BY i.volume_position, i.id",
        {{"volume", volume_id}}, read_entry);
}

Result<std::vector<ItemEntry>> list_box_entries(Database& db, Id box_id) {
    return read_list<ItemEntry>(db,
                                kSelectEntries + " WHERE i.box_id = :box ORDER BY i.code_key, i.id",
                                {{"box", box_id}}, read_entry);
}

Result<void> insert_item(Database& db, const Item& item) {
    DbParams params = item_params(item);
    params.emplace_back("group_id", item.group_id);
    params.emplace_back("origin", to_text(item.origin));
    params.emplace_back("created_by", or_null(item.created_by));
    params.emplace_back("created_at", item.created_at);
    LT_CHECK(run(
        db,
        "INSERT INTO items(id, fonds_id, department_id, category, clause_id, schedule_id,"
        " scope_reason, kind, title,"
        " document_no, document_no_key, creator, document_date, date_text, period_from, period_to,"
        " filing_year, year_rule, year_reason, retention_class, level, secrecy_months,"
        " pages, copies, keywords, medium, remarks, archival_code, code_key, serial, group_id,"
        " state, withdrawn_reason, origin, created_by, created_at, updated_at, version)"
        " VALUES (:id, :fonds, :department, :category, :clause, :schedule, :scope_reason, :kind,"
        " :title,"
        " :document_no, :document_no_key, :creator, :document_date, :date_text, :period_from,"
        " :period_to, :filing_year, :year_rule, :year_reason, :retention_class, :level,"
        " :secrecy_months, :pages, :copies, :keywords, :medium, :remarks, :archival_code,"
        " :code_key, :serial, :group_id, :state, :withdrawn_reason, :origin, :created_by,"
        " :created_at, :updated_at, 1)",
        params));
    return save_audiovisual(db, item);
}

Result<bool> update_item(Database& db, const Item& item) {
    DbParams params = item_params(item);
    params.emplace_back("version", item.version);
    LT_TRY(const auto rows,
           db.execute(
               "UPDATE items SET fonds_id = :fonds, department_id = :department,"
               " category = :category, clause_id = :clause, schedule_id = :schedule,"
               " scope_reason = :scope_reason, kind = :kind, title = :title,"
               " document_no = :document_no, document_no_key = :document_no_key,"
               " creator = :creator, document_date = :document_date, date_text = :date_text,"
               " period_from = :period_from, period_to = :period_to, filing_year = :filing_year, "
               "year_rule = :year_rule,"
               " year_reason = :year_reason, retention_class = :retention_class, level = :level,"
               " secrecy_months = :secrecy_months, pages = :pages, copies = :copies,"
               " keywords = :keywords, medium = :medium, remarks = :remarks,"
               " archival_code = :archival_code, code_key = :code_key, serial = :serial, state = "
               ":state,"
               " withdrawn_reason = :withdrawn_reason, updated_at = :updated_at,"
               " version = version + 1 WHERE id = :id AND version = :version",
               params));
    if (rows != 1) return false;
    LT_CHECK(save_audiovisual(db, item));
    return true;
}

Result<void> set_group(Database& db, Id item_id, Id group_id) {
    return run(db, "UPDATE items SET group_id = :group WHERE id = :id",
               {{"group", group_id}, {"id", item_id}});
}

Result<void> set_place(Database& db, Id item_id, const VolumePlace& place) {
    return run(db,
               "UPDATE items SET volume_id = :volume, volume_position = :position,"
               " start_page = :start, version = version + CASE"
               " WHEN COALESCE(volume_id, 0) = COALESCE(:volume, 0) THEN 0 ELSE 1 END"
               " WHERE id = :id",
               {{"volume", place.volume_id},
                {"position", place.position},
                {"start", place.start_page},
                {"id", item_id}});
}

Result<void> set_box(Database& db, Id item_id, std::optional<Id> box_id) {
    return run(db, "UPDATE items SET box_id = :box, version = version + 1 WHERE id = :id",
               {{"box", box_id}, {"id", item_id}});
}

Result<std::vector<ItemLink>> list_group_links(Database& db, std::span<const Id> groups) {
    std::vector<ItemLink> links;
    for (const Id group : groups) {
        LT_TRY(auto some,
               read_list<ItemLink>(
                   db,
                   "SELECT k.id, k.leading_id, k.following_id, k.kind FROM item_links k"
                   " JOIN items a ON a.id = k.leading_id JOIN items b ON b.id = k.following_id"
                   " WHERE a.group_id = :group AND a.state = 'filed' AND b.state = 'filed'"
                   " ORDER BY k.id",
                   {{"group", group}}, read_link));
        links.insert(links.end(), some.begin(), some.end());
    }
    return links;
}

Result<std::vector<ItemLinkEntry>> list_item_links(Database& db, Id item_id) {
    LT_TRY(const auto links,
           read_list<ItemLink>(db,
                               "SELECT id, leading_id, following_id, kind FROM item_links"
                               " WHERE leading_id = :id OR following_id = :id ORDER BY id",
                               {{"id", item_id}}, read_link));
    std::vector<ItemLinkEntry> list;
    for (const ItemLink& link : links) {
        const Id other = link.leading_id == item_id ? link.following_id : link.leading_id;
        LT_TRY(auto entry, find_entry(db, other));
        if (!entry) return fail(ErrorCode::corrupt, "db.corrupt", "link to a missing item");
        list.push_back({link, *std::move(entry)});
    }
    return list;
}

Result<std::optional<ItemLink>> find_link(Database& db, Id link_id) {
    return read_first<ItemLink>(
        db, "SELECT id, leading_id, following_id, kind FROM item_links WHERE id = :id",
        {{"id", link_id}}, read_link);
}

Result<void> insert_link(Database& db, const ItemLink& link) {
    return run(db,
               "INSERT INTO item_links(id, leading_id, following_id, kind)"
               " VALUES (:id, :leading, :following, :kind)",
               {{"id", link.id},
                {"leading", link.leading_id},
                {"following", link.following_id},
                {"kind", to_text(link.kind)}});
}

Result<void> delete_link(Database& db, Id link_id) {
    return run(db, "DELETE FROM item_links WHERE id = :id", {{"id", link_id}});
}

Result<std::vector<ItemFile>> list_item_files(Database& db, Id item_id) {
    return read_list<ItemFile>(db, kFileColumns + " WHERE f.item_id = :item ORDER BY f.ordinal",
                               {{"item", item_id}}, read_file);
}

Result<std::optional<ItemFile>> find_item_file(Database& db, Id item_id, Id file_id) {
    return read_first<ItemFile>(db, kFileColumns + " WHERE f.item_id = :item AND f.id = :id",
                                {{"item", item_id}, {"id", file_id}}, read_file);
}

Result<void> insert_item_file(Database& db, const ItemFile& file, Id added_by) {
    return run(db,
               "INSERT INTO item_files(id, item_id, ordinal, name, media_type, blob_sha256,"
               " added_by, added_at) VALUES (:id, :item, :ordinal, :name, :media_type, :sha256,"
               " :added_by, :added_at)",
               {{"id", file.id},
                {"item", file.item_id},
                {"ordinal", file.ordinal},
                {"name", file.name},
                {"media_type", file.media_type},
                {"sha256", file.blob_sha256},
                {"added_by", or_null(added_by)},
                {"added_at", file.added_at}});
}

Result<std::optional<LoanState>> loan_out_state(Database& db, Id item_id) {
    return read_first<LoanState>(
        db,
        "SELECT state FROM loans WHERE state IN ('issuing', 'on_loan', 'returning', 'incident')"
        " AND (item_id = :item OR volume_id ="
        " (SELECT volume_id FROM items WHERE id = :item)) ORDER BY id",
        {{"item", item_id}}, [](const DbRow& row) { return row_enum<LoanState>(row, 0); });
}

}  // namespace lantai::core
