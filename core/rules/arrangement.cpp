#include "core/rules/arrangement.hpp"

#include <array>
#include <optional>
#include <string>

#include "core/model/categories.hpp"
#include "core/rules/faults.hpp"
#include "core/rules/text_rules.hpp"

namespace lantai::core {
namespace {

constexpr std::string_view kItem = "{fonds}-{category}·{year}-{retention}-{dept}-{item:4}";
constexpr std::string_view kVolume = "{fonds}-{category}·{year}-{retention}-{dept}-{volume:3}";
constexpr std::string_view kBox = "{fonds}-{category}·{year}-{retention}-{dept}-H{box:3}";
// The 1994 form numbers papers only in their volume; until then they carry a code of their own.
constexpr std::string_view kOldItem = "{fonds}-{catalogue}·{year}-{retention}-{dept}-{item:4}";
constexpr std::string_view kOldVolume = "{fonds}-{catalogue}-{volume:4}";

constexpr std::array<CodePreset, 5> kPresets = {{
    {"by_volume", Arrangement::volume, kItem, kVolume,
     "{fonds}-{category}·{year}-{retention}-{dept}-{volume:3}-{item:4}", kBox},
    {"by_volume_page", Arrangement::volume, kItem, kVolume,
     "{fonds}-{category}·{year}-{retention}-{dept}-{volume:3}-{page:4}", kBox},
    {"by_item", Arrangement::item, kItem, kVolume, "", kBox},
    {"form_1994_item", Arrangement::volume, kOldItem, kOldVolume,
     "{fonds}-{catalogue}-{volume:4}-{item:3}", kBox},
    {"form_1994_page", Arrangement::volume, kOldItem, kOldVolume,
     "{fonds}-{catalogue}-{volume:4}-{page:3}", kBox},
}};

constexpr CodeField kFields[] = {CodeField::category,  CodeField::catalogue,  CodeField::year,
                                 CodeField::retention, CodeField::department, CodeField::volume};

Error at_field(const Error& error, const char* field) {
    return field_error(field, error.key, error.params);
}

/// A template has to give a code for a plain example that knows only the numbers it may name.
std::optional<Error> template_fault(const char* field, const std::string& text,
                                    const CodeParts& parts) {
    const auto parsed = CodeTemplate::parse(text);
    if (!parsed) return at_field(parsed.error(), field);
    const auto code = parsed->format(parts);
    if (!code) return at_field(code.error(), field);
    return std::nullopt;
}

std::optional<Error> bound_fault(const FondsCategory& settings, const CodeParts& parts) {
    const char* field = "bound_code_template";
    if (settings.bound_code_template.empty()) return std::nullopt;
    if (auto fault = template_fault(field, settings.bound_code_template, parts)) return fault;
    const auto bound = CodeTemplate::parse(settings.bound_code_template);
    const auto volume = CodeTemplate::parse(settings.volume_code_template);
    if (!volume) return std::nullopt;  // reported at its own field
    bool whole = bound->last() == CodeField::item || bound->last() == CodeField::page;
    for (const CodeField part : kFields) whole = whole && (!volume->has(part) || bound->has(part));
    if (whole) return std::nullopt;
    return field_error(field, "code.bound_incomplete");
}

}  // namespace

std::span<const CodePreset> code_presets() { return kPresets; }

FondsCategory category_of_fonds(const Fonds& fonds, std::string_view category) {
    FondsCategory settings;
    settings.fonds_id = fonds.id;
    settings.category = category;
    settings.year_policy = fonds.year_policy;
    settings.item_code_template = fonds.item_code_template;
    settings.volume_code_template = fonds.volume_code_template;
    settings.box_code_template = kBox;
    return settings;
}

YearPolicy usual_year_policy(Arrangement arrangement) {
    return arrangement == Arrangement::item ? YearPolicy::item : YearPolicy::volume;
}

CodeParts sample_parts(std::string_view fonds_no, std::string_view category,
                       std::string_view catalogue_no) {
    CodeParts parts{std::string(fonds_no), std::string(category), 2024, "D30", "BGS", 1, 1};
    parts.catalogue = catalogue_no;
    parts.page = parts.box = 1;
    return parts;
}

Result<void> check_category(const Fonds& fonds, const FondsCategory& settings) {
    Faults faults;
    if (!is_category(settings.category)) faults.add(field_error("category", "item.category"));
    faults.add(text_fault("catalogue_no", settings.catalogue_no, {20, false, TextKind::line}));
    CodeParts none = sample_parts(fonds.fonds_no, settings.category, settings.catalogue_no);
    none.volume = none.item = none.page = none.box = std::nullopt;
    CodeParts parts = none;
    parts.item = 1;
    faults.add(template_fault("item_code_template", settings.item_code_template, parts));
    parts = none;
    parts.volume = 1;
    faults.add(template_fault("volume_code_template", settings.volume_code_template, parts));
    parts.item = parts.page = 1;
    faults.add(bound_fault(settings, parts));
    parts = none;
    parts.box = 1;
    const bool boxes = settings.arrangement == Arrangement::item;
    if (boxes || !settings.box_code_template.empty())
        faults.add(template_fault("box_code_template", settings.box_code_template, parts));
    if (settings.page_limit < 1 || settings.page_limit > 99999)
        faults.add(
            field_error("page_limit", "request.out_of_range", {{"min", "1"}, {"max", "99999"}}));
    return std::move(faults).result();
}

}  // namespace lantai::core
