#include "core/service/codes.hpp"

#include <map>

#include "core/model/names.hpp"
#include "core/repo/box_repo.hpp"
#include "core/repo/code_repo.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/item_repo.hpp"
#include "core/repo/volume_repo.hpp"
#include "core/rules/access_rules.hpp"
#include "core/rules/archival_code.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {
namespace {

/// The templates of a fonds by which bound items end with their page number, by category.
Result<std::map<std::string, CodeTemplate>> page_templates(Database& db, Id fonds_id) {
    std::map<std::string, CodeTemplate> templates;
    LT_TRY(const auto categories, list_fonds_categories(db, fonds_id));
    for (const FondsCategory& settings : categories) {
        if (settings.bound_code_template.empty()) continue;
        LT_TRY(CodeTemplate pattern, CodeTemplate::parse(settings.bound_code_template));
        if (pattern.last() == CodeField::page)
            templates.emplace(settings.category, std::move(pattern));
    }
    return templates;
}

Result<ResolvedCode> resolved_item(Database& db, const Caller& caller, Id id) {
    LT_TRY(const auto entry, find_entry(db, id));
    if (!entry) return not_found();
    LT_CHECK(require(caller.subject, Action::view_catalogue,
                     access_object(entry->item, entry->volume_state)));
    return ResolvedCode{CodeOwner::item, id, entry->item.archival_code, false};
}

Result<ResolvedCode> resolved_volume(Database& db, const Caller& caller, Id id) {
    LT_TRY(const auto entry, find_volume_entry(db, id));
    if (!entry) return not_found();
    LT_CHECK(require(caller.subject, Action::view_catalogue, access_object(entry->volume)));
    return ResolvedCode{CodeOwner::volume, id, entry->volume.archival_code, false};
}

Result<ResolvedCode> resolved_box(Database& db, const Caller& caller, Id id) {
    LT_TRY(const auto entry, find_box_entry(db, id));
    if (!entry) return not_found();
    LT_CHECK(require(caller.subject, Action::view_catalogue, access_object(entry->box)));
    return ResolvedCode{CodeOwner::box, id, entry->box.archival_code, false};
}

Result<ResolvedCode> resolved(Database& db, const Caller& caller, CodeOwner owner, Id id) {
    switch (owner) {
        case CodeOwner::item:
            return resolved_item(db, caller, id);
        case CodeOwner::volume:
            return resolved_volume(db, caller, id);
        case CodeOwner::box:
            return resolved_box(db, caller, id);
    }
    return not_found();
}

}  // namespace

Result<CodePreview> CodeService::preview(const Caller& caller, const std::string& code_template,
                                         const CodeParts& parts) {
    LT_CHECK(require(caller.subject, Action::view_reference));
    CodePreview preview;
    const auto pattern = CodeTemplate::parse(code_template);
    auto code = pattern ? pattern->format(parts) : Result<std::string>(pattern.error());
    if (code)
        preview.code = *std::move(code);
    else
        preview.fault = std::move(code).error();
    return preview;
}

Result<ResolvedCode> CodeService::resolve(const Caller& caller, const std::string& code) {
    LT_CHECK(require(caller.subject, Action::view_catalogue));
    const std::string wanted = normalise_code(code);
    std::optional<Event> asked;  // about what exists
    auto read = store_.read_value<ResolvedCode>([&](Database& db) -> Result<ResolvedCode> {
        for (const CodeOwner owner : {CodeOwner::item, CodeOwner::volume, CodeOwner::box}) {
            LT_TRY(const auto id, find_by_code(db, owner, wanted));
            if (!id) continue;
            const std::string type(to_text(owner));
            asked = Event{type + ".viewed", type, *id, wanted, {}, {}, "{}"};
            LT_TRY(ResolvedCode found, resolved(db, caller, owner, *id));
            found.redirected = fold_code(found.archival_code) != fold_code(wanted);
            return found;
        }
        return not_found();
    });
    if (!read && asked)
        LT_CHECK(log_denial(denials_, caller.actor, *std::move(asked), read.error()));
    return read;
}

Result<CodeReport> CodeService::report(const Caller& caller, Id fonds_id, std::optional<int> year) {
    LT_CHECK(require(caller.subject, Action::compose_volume));
    return store_.read_value<CodeReport>([&](Database& db) -> Result<CodeReport> {
        LT_TRY(const auto fonds, find_fonds(db, fonds_id));
        if (!fonds) return not_found();
        LT_TRY(const auto stored, list_codes(db, fonds_id));
        LT_TRY(const auto scopes, list_scopes(db));
        LT_TRY(const auto by_page, page_templates(db, fonds_id));
        std::vector<UsedCode> codes;
        codes.reserve(stored.size());
        for (const StoredCode& one : stored) {
            if (one.level > caller.subject.clearance) continue;
            UsedCode code = one.code;
            const auto pattern = by_page.find(one.category);
            code.pages = one.in_volume && pattern != by_page.end() &&
                         pattern->second.read(code.code).has_value();
            codes.push_back(std::move(code));
        }
        return CodeReport{fonds->fonds_no, code_series(codes, scopes, year),
                          same_codes(codes, year)};
    });
}

}  // namespace lantai::core
