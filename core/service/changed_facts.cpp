#include "core/service/changed_facts.hpp"

#include "core/model/names.hpp"

namespace lantai::core {
namespace {

JsonField optional_fact(const char* name, const std::optional<int>& value) {
    return value ? JsonField(name, *value) : JsonField::raw(name, "null");
}

JsonField optional_fact(const char* name, const std::optional<Date>& value) {
    return value ? JsonField(name, value->iso()) : JsonField::raw(name, "null");
}

std::string media_json(const Item& item) {
    if (!item.audiovisual) return "null";
    const Audiovisual& media = *item.audiovisual;
    return json_object({{"carrier", to_text(media.carrier)},
                        optional_fact("duration_s", media.duration_s),
                        {"dimensions", media.dimensions},
                        {"maker", media.maker},
                        optional_fact("made_on", media.made_on)});
}

}  // namespace

std::vector<JsonField> facts_of(const Item& item) {
    return {{"title", item.title},
            {"document_no", item.document_no},
            {"creator", item.creator},
            {"document_date", item.document_date.iso()},
            {"date_text", item.date_text},
            optional_fact("period_from", item.period_from),
            optional_fact("period_to", item.period_to),
            item.clause_id ? JsonField("clause_id", std::to_string(*item.clause_id))
                           : JsonField::raw("clause_id", "null"),
            {"kind", to_text(item.kind)},
            {"level", static_cast<int>(item.level)},
            optional_fact("secrecy_months", item.secrecy_months),
            {"year_reason", item.year_reason},
            optional_fact("pages", item.pages),
            optional_fact("copies", item.copies),
            JsonField::raw("keywords", json_array(item.keywords)),
            {"medium", to_text(item.medium)},
            {"remarks", item.remarks},
            item.schedule_id ? JsonField("schedule_id", std::to_string(*item.schedule_id))
                             : JsonField::raw("schedule_id", "null"),
            {"scope_reason", item.scope_reason},
            JsonField::raw("audiovisual", media_json(item))};
}

std::vector<JsonField> facts_of(const Volume& volume) {
    return {{"title", volume.title},         {"description", volume.description},
            {"location", volume.location},   {"room", volume.shelf.room},
            {"shelf_row", volume.shelf.row}, {"section", volume.shelf.section},
            {"shelf", volume.shelf.shelf},   {"box", volume.shelf.box},
            {"bound", volume.bound},         optional_fact("spine_mm", volume.spine_mm)};
}

std::vector<JsonField> changed_facts(const std::vector<JsonField>& before,
                                     const std::vector<JsonField>& after) {
    std::vector<std::string> names;
    std::vector<JsonField> changes;
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (before[i].text == after[i].text) continue;
        names.push_back(after[i].name);
        changes.push_back(
            JsonField::raw(after[i].name, json_object({JsonField::raw("before", before[i].text),
                                                       JsonField::raw("after", after[i].text)})));
    }
    return {JsonField::raw("fields", json_array(names)),
            JsonField::raw("changes", json_object(changes))};
}

}  // namespace lantai::core
