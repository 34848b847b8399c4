#include "server/commands/fonds_settings.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>

#include "core/base/json_text.hpp"
#include "core/model/categories.hpp"
#include "core/rules/arrangement.hpp"
#include "core/service/fonds.hpp"
#include "core/service/logos.hpp"
#include "server/commands/records.hpp"
#include "server/forms/form_logo.hpp"

namespace lantai::server {
namespace {

using core::FondsCategory;
using core::Result;

constexpr const char* kOptions[] = {"--preset",     "--arrangement", "--year-policy",
                                    "--catalogue",  "--item-code",   "--volume-code",
                                    "--bound-code", "--box-code",    "--page-limit"};

std::string json(const FondsCategory& settings) {
    return core::json_object({{"category", settings.category},
                              {"own", settings.id != 0},
                              {"arrangement", core::to_text(settings.arrangement)},
                              {"year_policy", core::to_text(settings.year_policy)},
                              {"catalogue_no", settings.catalogue_no},
                              {"item_code_template", settings.item_code_template},
                              {"volume_code_template", settings.volume_code_template},
                              {"bound_code_template", settings.bound_code_template},
                              {"box_code_template", settings.box_code_template},
                              {"page_limit", settings.page_limit}});
}

std::string text(const FondsCategory& settings) {
    const bool by_item = settings.arrangement == core::Arrangement::item;
    std::string line = settings.category + "\t" + std::string(core::to_text(settings.arrangement)) +
                       "\t" + settings.item_code_template + "\t" +
                       (by_item ? settings.box_code_template : settings.volume_code_template);
    if (!settings.bound_code_template.empty()) line += "\t" + settings.bound_code_template;
    return line + "\n";
}

Result<void> apply_preset(const std::string& id, FondsCategory& settings) {
    std::string known;
    for (const core::CodePreset& preset : core::code_presets()) {
        known += " " + std::string(preset.id);
        if (preset.id != id) continue;
        settings.arrangement = preset.arrangement;
        settings.year_policy = core::usual_year_policy(preset.arrangement);
        settings.item_code_template = preset.item_code_template;
        settings.volume_code_template = preset.volume_code_template;
        settings.bound_code_template = preset.bound_code_template;
        settings.box_code_template = preset.box_code_template;
        return {};
    }
    return wrong_usage("--preset wants one of:" + known);
}

Result<void> apply(const Arguments& arguments, FondsCategory& settings) {
    if (const auto preset = arguments.value("--preset")) LT_CHECK(apply_preset(*preset, settings));
    LT_TRY(settings.arrangement, chosen_word(arguments, "--arrangement", settings.arrangement));
    LT_TRY(settings.year_policy, chosen_word(arguments, "--year-policy", settings.year_policy));
    const auto take = [&](const char* option, std::string& into) {
        into = arguments.value(option).value_or(into);
    };
    take("--catalogue", settings.catalogue_no);
    take("--item-code", settings.item_code_template);
    take("--volume-code", settings.volume_code_template);
    take("--bound-code", settings.bound_code_template);
    take("--box-code", settings.box_code_template);
    if (const auto limit = arguments.value("--page-limit")) {
        LT_TRY(settings.page_limit, parse_number("--page-limit", *limit, 1, 99999));
    }
    return {};
}

}  // namespace

Result<int> fonds_arrangement(OpenArchive& archive, const core::Caller& caller,
                              const core::Fonds& fonds, const Arguments& arguments) {
    core::FondsService& service = archive.services().fonds;
    const bool setting = std::any_of(std::begin(kOptions), std::end(kOptions), [&](auto option) {
        return arguments.value(option).has_value();
    });
    const bool all = arguments.words.size() < 3;
    if (setting && all) return wrong_usage("fonds arrangement NO wants a CATEGORY to set");
    std::string items;
    for (const core::Category& category : core::kCategories) {
        if (!all && category.code != arguments.words[2]) continue;
        LT_TRY(FondsCategory now, service.category(caller, fonds.id, std::string(category.code)));
        if (setting) {
            LT_CHECK(apply(arguments, now));
            LT_TRY(now, service.set_category(caller, now));
        }
        items += arguments.json ? (items.empty() ? "" : ",") + json(now) : text(now);
    }
    if (items.empty()) return wrong_usage("there is no category " + arguments.words[2]);
    std::cout << (arguments.json ? "{\"items\":[" + items + "]}\n" : items);
    return kDone;
}

Result<int> fonds_logo(OpenArchive& archive, const core::Caller& caller, const core::Fonds& fonds,
                       const Arguments& arguments) {
    core::Logos logos(archive.store());
    const std::string verb = arguments.words.size() > 2 ? arguments.words[2] : "";
    if (verb == "clear" && arguments.words.size() == 3) {
        LT_CHECK(logos.remove(caller, fonds.id));
        std::cout << fonds.fonds_no << "\tno logo\n";
        return kDone;
    }
    if (verb != "set" || arguments.words.size() != 4)
        return wrong_usage("fonds logo NO wants: set FILE, or clear");
    std::ifstream in(arguments.words[3], std::ios::binary);
    if (!in)
        return core::fail(core::ErrorCode::io, "storage.io",
                          shown_path(arguments.words[3]) + " cannot be read");
    LT_TRY(const core::Logo logo, read_logo(in));
    LT_CHECK(logos.set(caller, fonds.id, logo));
    std::cout << fonds.fonds_no << "\t" << logo.media_type << "\t" << logo.bytes.size()
              << " bytes\n";
    return kDone;
}

}  // namespace lantai::server
