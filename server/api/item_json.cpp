#include "server/api/item_json.hpp"

#include "core/base/hash.hpp"
#include "core/rules/volume_rules.hpp"
#include "server/request.hpp"

namespace lantai::server {
namespace {

std::string to_hex(std::string_view bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        hex += kDigits[byte >> 4U];
        hex += kDigits[byte & 0xFU];
    }
    return hex;
}

/// "12, 13" of a rule's params as ids.
void write_ids(JsonWriter& out, const std::string& list) {
    out.name("item_ids").begin_array();
    std::size_t begin = 0;
    while (begin < list.size()) {
        const std::size_t end = std::min(list.find(", ", begin), list.size());
        if (const auto id = parse_id(std::string_view(list).substr(begin, end - begin)))
            out.id(*id);
        begin = end + 2;
    }
    out.end_array();
}

}  // namespace

void write_item_row_members(JsonWriter& out, const core::ItemEntry& entry) {
    const core::Item& item = entry.item;
    out.id_member("id", item.id).member("archival_code", item.archival_code);
    out.member("title", item.title).member("document_no", item.document_no);
    out.member("creator", item.creator).member("document_date", item.document_date);
    out.member("date_text", item.date_text).member("origin", item.origin);
    out.member("kind", item.kind).member("level", item.level);
    out.member("retention_class", item.retention_class).member("filing_year", item.filing_year);
    out.id_member("department_id", item.department_id);
    out.member("department_name", entry.department_name);
    out.member("pages", item.pages).member("copies", item.copies).member("state", item.state);
    out.member("medium", item.medium).member("file_count", entry.file_count);
    out.id_member("volume_id", item.volume_id).name("volume_code");
    if (item.volume_id)
        out.value(entry.volume_code);
    else
        out.null();
    out.member("volume_position", item.volume_position).id_member("box_id", item.box_id);
    out.name("box_code");
    if (item.box_id)
        out.value(entry.box_code);
    else
        out.null();
    write_shelf(out, entry.shelf);
    out.member("location", entry.location).id_member("group_id", item.group_id);
    out.member("version", item.version);
}

void write_item_row(JsonWriter& out, const core::ItemEntry& entry) {
    out.begin_object();
    write_item_row_members(out, entry);
    out.end_object();
}

void write_shelf(JsonWriter& out, const core::Shelf& shelf) {
    out.name("shelf").begin_object().member("room", shelf.room).member("row", shelf.row);
    out.member("section", shelf.section).member("shelf", shelf.shelf);
    out.member("box", shelf.box).end_object();
}

core::Shelf read_shelf(JsonReader& in) {
    constexpr core::TextLimit kPart{core::kMaxShelf, false, core::TextKind::line};
    return {in.text("room", kPart), in.text("row", kPart), in.text("section", kPart),
            in.text("shelf", kPart), in.text("box", kPart)};
}

void write_params(JsonWriter& out, const std::vector<std::pair<std::string, std::string>>& params) {
    out.name("params").begin_object();
    for (const auto& [name, value] : params) out.member(name, value);
    out.end_object();
}

void write_notes(JsonWriter& out, const std::vector<core::NoteEntry>& notes) {
    out.name("notes").begin_array();
    for (const core::NoteEntry& entry : notes)
        out.begin_object()
            .id_member("id", entry.note.id)
            .member("text", entry.note.text)
            .member("level", entry.note.level)
            .member("signer_name", entry.signer_name)
            .instant_member("signed_at", entry.note.signed_at)
            .end_object();
    out.end_array();
}

void write_findings(JsonWriter& out, const std::vector<core::Error>& findings) {
    out.name("findings").begin_array();
    for (const core::Error& finding : findings) {
        std::string rule;
        std::string ids;
        for (const auto& [name, value] : finding.params) {
            if (name == "rule") rule = value;
            if (name == "ids") ids = value;
        }
        out.begin_object().member("rule", rule).member("key", finding.key);
        write_params(out, finding.params);
        write_ids(out, ids);
        out.end_object();
    }
    out.end_array();
}

void write_history_row(JsonWriter& out, const core::AuditView& view) {
    const core::AuditEntry& entry = view.entry;
    const core::Event& event = entry.event;
    out.begin_object().member("seq", entry.seq).instant_member("at", entry.at);
    out.id_member("actor_id", entry.actor.user_id).member("actor_name", entry.actor.name);
    out.member("action", event.action).member("object_type", event.object_type);
    out.id_member("object_id", event.object_id).member("object_code", event.object_code);
    out.member("outcome", event.outcome).member("reason", event.reason);
    out.name("details").raw(event.details).member("request_id", entry.actor.request_id);
    out.member("ip", entry.actor.ip).member("masked", view.masked);
    out.member("leaf", entry.leaf).member("chain", entry.chain).end_object();
}

std::string cursor_text(const core::PageEnd& end) {
    return std::to_string(end.id) + "." + to_hex(end.value);
}

Result<std::optional<core::PageEnd>> read_cursor(const std::optional<std::string>& cursor) {
    if (!cursor) return std::optional<core::PageEnd>();
    const core::Error bad = core::field_error("cursor", "request.cursor_bad");
    const std::size_t dot = cursor->find('.');
    if (dot == std::string::npos) return bad;
    const auto id = parse_id(std::string_view(*cursor).substr(0, dot));
    const std::string hex = cursor->substr(dot + 1);
    if (!id || hex.size() % 2 != 0 ||
        hex.find_first_not_of("0123456789abcdef") != std::string::npos)
        return bad;
    std::string value = core::from_hex(hex);
    if (!core::code_points(value)) return bad;
    return std::optional(core::PageEnd{std::move(value), *id});
}

}  // namespace lantai::server
