// "Compose this year's items" over HTTP.
#include "core/service/proposals.hpp"

#include "core/rules/box_rules.hpp"
#include "core/rules/item_rules.hpp"
#include "server/api/api.hpp"
#include "server/api/item_json.hpp"
#include "server/json_codec.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

constexpr core::TextLimit kCategory{4, true, core::TextKind::line};
constexpr core::TextLimit kClass{10, true, core::TextKind::line};

int read_spine(JsonReader& in) {
    return in.optional_integer("spine_mm", core::kMinSpineMm, core::kMaxSpineMm).value_or(30);
}

void write_unit(JsonWriter& out, const core::ProposedUnit& unit) {
    out.begin_object().id_member("department_id", unit.department_id);
    out.member("retention_class", unit.retention_class).member("clause_no", unit.clause_no);
    out.member("title", unit.title).member("level", unit.level);
    out.member("pages", unit.pages).member("pages_unknown", unit.pages_unknown);
    out.member("over_limit", unit.over_limit).name("item_ids").begin_array();
    for (const core::Id id : unit.items) out.id(id);
    out.end_array().end_object();
}

}  // namespace

Result<Response> propose_volumes(const Request& request, Services& services) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::ComposeQuery query;
    query.fonds_id = in.id("fonds_id");
    query.category = in.text("category", kCategory);
    query.filing_year = in.integer("filing_year", core::kFirstYear, core::kLastYear);
    query.department_id = in.optional_id("department_id");
    query.retention_class = in.optional_text("retention_class", {10, false, core::TextKind::line});
    query.page_limit = in.optional_integer("page_limit", 1, 99999);
    query.spine_mm = read_spine(in);
    LT_CHECK(in.finish());
    LT_TRY(const auto answer, services.proposals.propose(request.who(), query));
    JsonWriter out;
    out.begin_object().member("arrangement", answer.arrangement);
    out.member("page_limit", answer.page_limit).name("units").begin_array();
    for (const core::ProposedUnit& unit : answer.proposal.units) write_unit(out, unit);
    out.end_array().name("left").begin_array();
    for (const core::Id id : answer.proposal.left) out.id(id);
    out.end_array().name("items").begin_array();
    for (const core::ItemEntry& entry : answer.items) write_item_row(out, entry);
    return json_response(200, out.end_array().end_object().take());
}

Result<Response> accept_proposal(const Request& request, Services& services) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::AcceptQuery query;
    query.fonds_id = in.id("fonds_id");
    query.category = in.text("category", kCategory);
    query.filing_year = in.integer("filing_year", core::kFirstYear, core::kLastYear);
    query.spine_mm = read_spine(in);
    in.objects("units", 500, [&](JsonReader& one) {
        core::AcceptedUnit unit;
        unit.department_id = one.optional_id("department_id");
        unit.retention_class = one.text("retention_class", kClass);
        unit.title = one.text("title", {core::kMaxTitle, false, core::TextKind::line});
        unit.reason = one.text("reason", {core::kMaxReason, false, core::TextKind::lines});
        unit.item_ids = one.ids("item_ids", 2000);
        query.units.push_back(std::move(unit));
    });
    LT_CHECK(in.finish());
    LT_TRY(const auto made, services.proposals.accept(request.who(), query));
    JsonWriter out;
    const auto write = [&](core::CodeOwner owner, core::Id id, const std::string& code,
                           const std::string& title, int items) {
        out.begin_object().member("owner", owner).id_member("id", id);
        out.member("archival_code", code).member("title", title);
        out.member("item_count", items).end_object();
    };
    out.begin_object().name("items").begin_array();
    for (const core::VolumeEntry& entry : made.volumes)
        write(core::CodeOwner::volume, entry.volume.id, entry.volume.archival_code,
              entry.volume.title, entry.item_count);
    for (const core::BoxEntry& entry : made.boxes)
        write(core::CodeOwner::box, entry.box.id, entry.box.archival_code, "", entry.item_count);
    return json_response(201, out.end_array().end_object().take());
}

std::span<const Route> proposal_routes() {
    using core::Action;
    static const Route kRoutes[] = {
        {"POST", "/api/v1/volumes/proposals", "propose_volumes", Action::compose_volume,
         propose_volumes},
        {"POST", "/api/v1/volumes/proposals/accept", "accept_proposal", Action::compose_volume,
         accept_proposal},
    };
    return kRoutes;
}

}  // namespace lantai::server
