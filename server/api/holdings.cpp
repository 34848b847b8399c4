// Old holdings over HTTP.
#include "core/service/holdings.hpp"

#include "core/rules/item_rules.hpp"
#include "server/api/api.hpp"
#include "server/api/item_json.hpp"
#include "server/api/volume_json.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

core::TextLimit line(std::size_t max, bool required = false) {
    return {max, required, core::TextKind::line};
}
core::TextLimit lines(std::size_t max) { return {max, false, core::TextKind::lines}; }

core::OldItem read_row(JsonReader& in) {
    core::OldItem row;
    row.archival_code = in.text("archival_code", line(100));
    row.title = in.text("title", line(core::kMaxTitle, true));
    row.document_no = in.text("document_no", line(core::kMaxDocumentNo));
    row.creator = in.text("creator", line(core::kMaxCreator));
    row.document_date = in.optional_date("document_date");
    row.date_text = in.text("date_text", line(100));
    row.level = in.optional_level("level");
    row.pages = in.optional_integer("pages", 1, core::kMaxPages);
    row.copies = in.optional_integer("copies", 1, core::kMaxCopies);
    row.start_page = in.optional_integer("start_page", 1, core::kMaxPages);
    row.remarks = in.text("remarks", lines(core::kMaxRemarks));
    return row;
}

}  // namespace

core::Result<core::OldVolume> read_old_volume(std::string_view json,
                                              const core::OldVolume& defaults) {
    LT_TRY(JsonReader in, JsonReader::parse(json));
    core::OldVolume old;
    old.fonds_id = in.optional_id("fonds_id").value_or(defaults.fonds_id);
    old.department_id = in.optional_id("department_id").value_or(defaults.department_id);
    old.category = in.text("category", line(4, true));
    old.filing_year = in.integer("filing_year", core::kFirstYear, core::kLastYear);
    old.retention_class = in.text("retention_class", line(10, true));
    old.level = in.level("level");
    old.title = in.text("title", line(core::kMaxTitle, true));
    old.archival_code = in.text("archival_code", line(100, true));
    old.date_text = in.text("date_text", line(100));
    old.description = in.text("description", lines(1000));
    old.items = in.optional_integer("items", 1, core::kMaxPages);
    old.pages = in.optional_integer("pages", 1, core::kMaxPages);
    in.object("shelf", [&](JsonReader& part) { old.shelf = read_shelf(part); });
    old.location = in.text("location", line(200));
    old.bound = in.optional_boolean("bound").value_or(true);
    in.objects("rows", 5000, [&](JsonReader& row) { old.rows.push_back(read_row(row)); });
    LT_CHECK(in.finish());
    return old;
}

Result<Response> create_old_volume(const Request& request, Services& services) {
    LT_TRY(const core::OldVolume old, read_old_volume(request.body));
    LT_TRY(const core::VolumeDetail made, services.holdings.add(request.who(), old));
    return versioned_json(made.entry.volume.version, volume_json(made), 201);
}

std::span<const Route> holdings_routes() {
    using core::Action;
    static const Route kRoutes[] = {
        {"POST", "/api/v1/old-volumes", "create_old_volume", Action::compose_volume,
         create_old_volume},
    };
    return kRoutes;
}

}  // namespace lantai::server
