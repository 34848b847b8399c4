// Items over HTTP: filing, changing, withdrawing, links.
#include "core/service/items.hpp"

#include "core/rules/item_rules.hpp"
#include "core/rules/scope_rules.hpp"
#include "core/rules/secrecy.hpp"
#include "server/api/api.hpp"
#include "server/api/item_json.hpp"
#include "server/problem.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

using core::ItemDetail;
using core::ItemDraft;

core::ItemService& service(Services& services) { return services.items; }

core::TextLimit line(std::size_t max, bool required = false) {
    return {max, required, core::TextKind::line};
}
core::TextLimit lines(std::size_t max) { return {max, false, core::TextKind::lines}; }

/// T-5; not known where the day of issue is not.
std::optional<core::Date> secrecy_until(const core::Item& item) {
    if (!item.date_text.empty()) return std::nullopt;
    return core::secrecy_last_day(item.level, item.secrecy_months, item.document_date);
}

void write_scope(JsonWriter& out, const core::ItemEntry& entry) {
    const core::Item& item = entry.item;
    out.id_member("schedule_id", item.schedule_id);
    out.member("schedule_code",
               item.schedule_id ? std::optional(entry.schedule_code) : std::nullopt);
    out.member("scope_reason", item.scope_reason).name("audiovisual");
    if (!item.audiovisual) {
        out.null();
        return;
    }
    const core::Audiovisual& media = *item.audiovisual;
    out.begin_object().member("carrier", media.carrier).member("duration_s", media.duration_s);
    out.member("dimensions", media.dimensions).member("maker", media.maker);
    out.member("made_on", media.made_on).end_object();
}

void write_common(JsonWriter& out, const core::ItemEntry& entry) {
    const core::Item& item = entry.item;
    out.id_member("id", item.id).id_member("fonds_id", item.fonds_id);
    out.member("fonds_no", entry.fonds_no).id_member("department_id", item.department_id);
    out.member("department_name", entry.department_name).member("category", item.category);
    out.id_member("clause_id", item.clause_id).name("clause_no");
    if (item.clause_id)
        out.value(entry.clause_no);
    else
        out.null();
    write_scope(out, entry);
    out.member("kind", item.kind).member("title", item.title);
    out.member("document_no", item.document_no).member("creator", item.creator);
    out.member("date_text", item.date_text).member("origin", item.origin);
    out.member("document_date", item.document_date).member("period_from", item.period_from);
    out.member("period_to", item.period_to).member("filing_year", item.filing_year);
    out.member("year_rule", item.year_rule).member("year_reason", item.year_reason);
    out.member("retention_class", item.retention_class);
    out.member("retention_name", entry.retention_name).member("level", item.level);
    out.member("level_name", core::default_level_labels()[static_cast<std::size_t>(item.level)]);
    out.member("secrecy_months", item.secrecy_months);
    out.member("secrecy_mark", core::secrecy_mark(item.level, item.secrecy_months));
    out.member("secrecy_until", secrecy_until(item)).member("pages", item.pages);
    out.member("copies", item.copies).name("keywords").begin_array();
    for (const std::string& word : item.keywords) out.value(word);
    out.end_array().member("medium", item.medium).member("remarks", item.remarks);
    out.member("archival_code", item.archival_code).member("serial", item.serial);
    out.id_member("group_id", item.group_id).member("state", item.state);
    out.member("withdrawn_reason", item.withdrawn_reason).name("volume");
    if (item.volume_id)
        out.begin_object()
            .id_member("id", *item.volume_id)
            .member("archival_code", entry.volume_code)
            .end_object();
    else
        out.null();
    out.member("volume_position", item.volume_position).member("start_page", item.start_page);
    out.name("box");
    if (item.box_id)
        out.begin_object()
            .id_member("id", *item.box_id)
            .member("archival_code", entry.box_code)
            .end_object();
    else
        out.null();
    write_shelf(out, entry.shelf);
    out.member("location", entry.location);
    out.name("created_by");
    if (item.created_by != 0)
        out.id(item.created_by);
    else
        out.null();
    out.member("created_by_name", entry.created_by_name);
    out.instant_member("created_at", item.created_at);
    out.instant_member("updated_at", item.updated_at).member("version", item.version);
}

void write_files(JsonWriter& out, const std::vector<core::ItemFile>& files) {
    out.name("files").begin_array();
    for (const core::ItemFile& file : files) {
        out.begin_object().id_member("id", file.id).member("ordinal", file.ordinal);
        out.member("name", file.name).member("media_type", file.media_type);
        out.member("size", file.size).member("sha256", file.blob_sha256);
        out.member("text_state", file.text_state).member("text_reason", file.text_reason);
        out.member("viewable", file.media_type != "application/octet-stream").end_object();
    }
    out.end_array();
}

void write_links(JsonWriter& out, const ItemDetail& detail) {
    out.name("links").begin_array();
    for (const core::ItemLinkEntry& entry : detail.links) {
        const core::Item& other = entry.other.item;
        out.begin_object().id_member("id", entry.link.id).member("kind", entry.link.kind);
        out.member("direction", entry.link.leading_id == other.id ? "leading" : "following");
        out.name("item").begin_object().id_member("id", other.id);
        out.member("archival_code", other.archival_code).member("title", other.title);
        out.end_object().end_object();
    }
    out.end_array();
}

std::string item_json(const ItemDetail& detail) {
    const bool content = detail.access == core::ItemAccess::content;
    JsonWriter out;
    out.begin_object();
    write_common(out, detail.entry);
    write_files(out, detail.files);
    write_links(out, detail);
    out.name("old_codes").begin_array();
    for (const core::CodeRedirect& old : detail.old_codes)
        out.begin_object()
            .member("code", old.old_code)
            .instant_member("until", old.changed_at)
            .end_object();
    out.end_array();
    out.member("access", content ? "content" : "catalogue").name("content_reason");
    if (content)
        out.null();
    else
        out.value(detail.content_reason);
    out.member("loan_state", detail.loan_state).name("can").begin_array();
    for (const core::Action action : detail.can) out.value(action);
    return out.end_array().end_object().take();
}

core::LinkDraft read_link(JsonReader& in) {
    static constexpr core::TextLimit kWord{20, true, core::TextKind::line};
    core::LinkDraft link;
    link.item_id = in.id("item_id");
    link.kind = in.choice<core::LinkKind>("kind");
    const std::string direction = in.text("direction", kWord);
    link.other_leads = direction == "leading";
    if (!direction.empty() && direction != "leading" && direction != "following")
        in.fault("direction", "request.not_a_choice", {{"choices", "leading, following"}});
    return link;
}

core::Audiovisual read_media(JsonReader& in) {
    core::Audiovisual media;
    media.carrier = in.choice<core::Carrier>("carrier");
    media.duration_s = in.optional_integer("duration_s", 1, core::kMaxDuration);
    media.dimensions = in.text("dimensions", line(core::kMaxDimensions));
    media.maker = in.text("maker", line(core::kMaxMaker));
    media.made_on = in.optional_date("made_on");
    return media;
}

void read_fields(JsonReader& in, ItemDraft& draft) {
    core::Item& item = draft.item;
    item.fonds_id = in.id("fonds_id");
    item.department_id = in.id("department_id");
    item.category = in.text("category", line(4, true));
    item.clause_id = in.optional_id("clause_id");
    draft.entry_id = in.optional_id("entry_id");
    item.schedule_id = in.optional_id("schedule_id");
    item.scope_reason = in.text("scope_reason", lines(core::kMaxReason));
    in.object("audiovisual", [&](JsonReader& media) { item.audiovisual = read_media(media); });
    item.kind = in.choice<core::ItemKind>("kind");
    item.title = in.text("title", line(core::kMaxTitle, true));
    item.document_no = in.text("document_no", line(core::kMaxDocumentNo));
    item.creator = in.text("creator", line(core::kMaxCreator, true));
    item.document_date = in.date("document_date");
    item.period_from = in.optional_date("period_from");
    item.period_to = in.optional_date("period_to");
    draft.filing_year = in.optional_integer("filing_year", core::kFirstYear, core::kLastYear);
    item.year_reason = in.text("year_reason", lines(core::kMaxReason));
    item.retention_class = in.text("retention_class", line(10, true));
    item.level = in.level("level");
    item.secrecy_months = in.optional_integer("secrecy_months", 1, 1200);
    item.pages = in.optional_integer("pages", 1, core::kMaxPages);
    item.copies = in.optional_integer("copies", 1, core::kMaxCopies);
    item.keywords = in.texts("keywords", core::kMaxKeywords, line(core::kMaxKeyword, true));
    item.medium = in.choice<core::Medium>("medium");
    item.remarks = in.text("remarks", lines(core::kMaxRemarks));
    draft.uploads = in.ids("uploads", 100);
}

Result<ItemDraft> read_draft(const Request& request, bool with_links) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    ItemDraft draft;
    read_fields(in, draft);
    in.objects("links", with_links ? 100 : 0,
               [&](JsonReader& link) { draft.links.push_back(read_link(link)); });
    LT_CHECK(in.finish());
    return draft;
}

Result<Response> answer(Result<ItemDetail> done, const Request& request, Services& services,
                        core::Id id) {
    if (!done)
        return stale_or_error(std::move(done).error(), request, [&]() -> Result<std::string> {
            LT_TRY(const ItemDetail now, service(services).get(request.who(), id));
            return item_json(now);
        });
    return versioned_json(done->entry.item.version, item_json(*done));
}

void write_proposal(JsonWriter& out, const core::FilingProposal& proposal) {
    out.begin_object().member("filing_year", proposal.filing_year);
    out.member("year_rule", proposal.year.rule).member("year_key", proposal.year.reason);
    out.member("archival_code", proposal.archival_code).name("duplicates").begin_array();
    for (const core::ProbableDuplicate& one : proposal.duplicates) {
        out.begin_object().id_member("item_id", one.item_id);
        out.member("archival_code", one.archival_code).member("title", one.title);
        out.name("matched").begin_array();
        for (const std::string& what : one.matched) out.value(what);
        out.end_array().end_object();
    }
    out.end_array().name("moves").begin_array();
    for (const core::GroupMove& move : proposal.moves) {
        out.begin_object().id_member("item_id", move.entry.item.id);
        out.member("archival_code", move.entry.item.archival_code);
        out.member("filing_year", move.filing_year);
        out.member("retention_class", move.retention_class).end_object();
    }
    out.end_array().name("late").begin_array();
    for (const core::LateLink& late : proposal.late) {
        out.begin_object().id_member("item_id", late.request.item.id);
        out.member("archival_code", late.request.item.archival_code);
        out.member("volume_code", late.request.volume_code);
        out.member("box_code", late.request.box_code);
        out.member("filing_year", late.request.item.filing_year).end_object();
    }
    out.end_array().name("schedule");
    if (proposal.schedule)
        out.begin_object()
            .member("retention_class", proposal.schedule->retention_class)
            .member("level", proposal.schedule->level)
            .end_object();
    else
        out.null();
    out.name("faults").begin_array();
    for (const core::Error& fault : proposal.faults) {
        out.begin_object().member("field", fault.field).member("key", fault.key);
        write_params(out, fault.params);
        out.end_object();
    }
    out.end_array().end_object();
}

}  // namespace

Result<Response> propose_item(const Request& request, Services& services) {
    LT_TRY(const ItemDraft draft, read_draft(request, true));
    LT_TRY(const auto proposal, service(services).propose(request.who(), draft));
    JsonWriter out;
    write_proposal(out, proposal);
    return json_response(200, out.take());
}

Result<Response> create_item(const Request& request, Services& services) {
    LT_TRY(const ItemDraft draft, read_draft(request, true));
    LT_TRY(const ItemDetail item, service(services).file(request.who(), draft));
    return versioned_json(item.entry.item.version, item_json(item), 201);
}

Result<Response> get_item(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const ItemDetail item, service(services).get(request.who(), id));
    return versioned_json(item.entry.item.version, item_json(item));
}

Result<Response> change_item(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(const ItemDraft draft, read_draft(request, false));
    return answer(service(services).update(request.who(), id, version, draft), request, services,
                  id);
}

Result<Response> withdraw_item(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const std::string reason = in.text("reason", {core::kMaxReason, true, core::TextKind::lines});
    LT_CHECK(in.finish());
    return answer(service(services).withdraw(request.who(), id, version, reason), request, services,
                  id);
}

Result<Response> add_item_link(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    const core::LinkDraft link = read_link(in);
    LT_CHECK(in.finish());
    LT_TRY(const ItemDetail item, service(services).add_link(request.who(), id, link));
    return versioned_json(item.entry.item.version, item_json(item), 201);
}

Result<Response> remove_item_link(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const core::Id link_id, request.id("link_id"));
    LT_TRY(const ItemDetail item, service(services).remove_link(request.who(), id, link_id));
    return versioned_json(item.entry.item.version, item_json(item));
}

std::span<const Route> item_routes() {
    using core::Action;
    static const Route kRoutes[] = {
        {"POST", "/api/v1/items/proposal", "propose_item", Action::file_item, propose_item},
        {"POST", "/api/v1/items", "create_item", Action::file_item, create_item},
        {"GET", "/api/v1/items/{id}", "get_item", Action::view_catalogue, get_item, Body::none},
        {"PUT", "/api/v1/items/{id}", "change_item", Action::edit_item, change_item},
        {"POST", "/api/v1/items/{id}/withdraw", "withdraw_item", Action::withdraw_item,
         withdraw_item},
        {"POST", "/api/v1/items/{id}/links", "add_item_link", Action::edit_item, add_item_link},
        {"DELETE", "/api/v1/items/{id}/links/{link_id}", "remove_item_link", Action::edit_item,
         remove_item_link, Body::none},
    };
    return kRoutes;
}

}  // namespace lantai::server
