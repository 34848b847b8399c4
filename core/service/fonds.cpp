#include "core/service/fonds.hpp"

#include <algorithm>

#include "core/base/json_text.hpp"
#include "core/model/categories.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/rules/access_rules.hpp"
#include "core/rules/archival_code.hpp"
#include "core/rules/arrangement.hpp"
#include "core/rules/faults.hpp"
#include "core/rules/item_rules.hpp"
#include "core/rules/text_rules.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {
namespace {

constexpr int kScopes = 10;

Event fonds_event(std::string action, const Fonds& fonds) {
    Event event{std::move(action), "fonds", fonds.id, fonds.fonds_no, {}, {}, "{}"};
    event.details = json_object({{"name", fonds.name},
                                 {"year_policy", to_text(fonds.year_policy)},
                                 {"draft_order", to_text(fonds.draft_order)},
                                 {"item_code_template", fonds.item_code_template},
                                 {"volume_code_template", fonds.volume_code_template}});
    return event;
}

Event clause_event(std::string action, const FilingSchemeClause& clause) {
    Event event{std::move(action), "clause", clause.id, clause.clause_no, {}, {}, "{}"};
    event.details = json_object({{"fonds_id", std::to_string(clause.fonds_id)},
                                 {"filing_year", clause.filing_year},
                                 {"title", clause.title}});
    return event;
}

Event category_event(const Fonds& fonds, const FondsCategory& settings) {
    Event event{"fonds.category_changed",
                "fonds_category",
                settings.id,
                fonds.fonds_no + " " + settings.category,
                {},
                {},
                "{}"};
    event.details = json_object({{"arrangement", to_text(settings.arrangement)},
                                 {"year_policy", to_text(settings.year_policy)},
                                 {"catalogue_no", settings.catalogue_no},
                                 {"item_code_template", settings.item_code_template},
                                 {"volume_code_template", settings.volume_code_template},
                                 {"bound_code_template", settings.bound_code_template},
                                 {"box_code_template", settings.box_code_template},
                                 {"page_limit", settings.page_limit}});
    return event;
}

/// A template has to give a code for a plain example and end with the right number.
std::optional<Error> template_fault(const Fonds& fonds, bool for_volume) {
    const std::string field = for_volume ? "volume_code_template" : "item_code_template";
    const std::string& text = for_volume ? fonds.volume_code_template : fonds.item_code_template;
    auto parsed = CodeTemplate::parse(text);
    if (!parsed) return field_error(field, parsed.error().key, parsed.error().params);
    CodeParts parts{fonds.fonds_no.empty() ? "Q001" : fonds.fonds_no, "WS", 2024, "Y", "D", {}, {}};
    (for_volume ? parts.volume : parts.item) = 1;
    auto code = parsed->format(parts);
    if (code) return std::nullopt;
    const bool number = code.error().key == "code.component_bad";
    return field_error(number ? "fonds_no" : field, code.error().key, code.error().params);
}

Result<void> check_fonds(const Fonds& fonds) {
    Faults faults;
    faults.add(text_fault("fonds_no", fonds.fonds_no, {20, true, TextKind::line}));
    faults.add(text_fault("name", fonds.name, {200, true, TextKind::line}));
    faults.add(text_fault("creating_body", fonds.creating_body, {200, true, TextKind::line}));
    faults.add(template_fault(fonds, false));
    faults.add(template_fault(fonds, true));
    return std::move(faults).result();
}

Result<void> check_clause(Database& db, const FilingSchemeClause& clause) {
    Faults faults;
    faults.add(text_fault("clause_no", clause.clause_no, {20, true, TextKind::line}));
    faults.add(text_fault("title", clause.title, {200, true, TextKind::line}));
    if (clause.filing_year < kFirstYear || clause.filing_year > kLastYear)
        faults.add(
            field_error("filing_year", "item.year_range",
                        {{"min", std::to_string(kFirstYear)}, {"max", std::to_string(kLastYear)}}));
    if (clause.scope < 1 || clause.scope > kScopes)
        faults.add(field_error("scope", "clause.scope_range"));
    if (clause.retention_class) {
        LT_TRY(const auto classes, list_retention_classes(db));
        const bool known = std::any_of(classes.begin(), classes.end(), [&](const auto& one) {
            return one.code == *clause.retention_class;
        });
        if (!known) faults.add(field_error("retention_class", "item.retention_unknown"));
    }
    return std::move(faults).result();
}

/// A broken UNIQUE as the message that the form shows.
Result<void> taken(Result<void> done, const char* field, const char* key) {
    if (done || done.error().key != "db.duplicate") return done;
    Error error = fail(ErrorCode::conflict, key);
    error.field = field;
    return error;
}

/// a department sees its own clauses and those of all, so a number may stand only once there.
Result<void> expect_free_number(Database& db, const FilingSchemeClause& clause) {
    LT_TRY(const auto all, list_clauses(db, clause.fonds_id, clause.filing_year));
    for (const FilingSchemeClause& other : all) {
        const bool together = !other.department_id || !clause.department_id ||
                              other.department_id == clause.department_id;
        if (other.id == clause.id || other.clause_no != clause.clause_no || !together) continue;
        Error error = fail(ErrorCode::conflict, "clause.no_taken");
        error.field = "clause_no";
        return error;
    }
    return {};
}

Result<void> check_department_of(Database& db, const FilingSchemeClause& clause) {
    if (!clause.department_id) return {};
    LT_TRY(const auto department, find_department_of_record(db, *clause.department_id));
    if (!department || !department->active)
        return field_error("department_id", "item.department_missing");
    return {};
}

Result<FilingSchemeClause> stored_clause(Database& db, Id id, int version) {
    LT_TRY(auto clause, find_clause(db, id));
    if (!clause) return not_found();
    if (clause->version != version) return stale(clause->version);
    return *std::move(clause);
}

}  // namespace

Result<std::vector<Fonds>> FondsService::list(const Caller& caller) {
    LT_CHECK(require(caller.subject, Action::view_reference));
    return store_.read_value<std::vector<Fonds>>([](Database& db) { return list_fonds(db); });
}

Result<Fonds> FondsService::get(const Caller& caller, Id id) {
    LT_CHECK(require(caller.subject, Action::view_reference));
    return store_.read_value<Fonds>([&](Database& db) -> Result<Fonds> {
        LT_TRY(auto fonds, find_fonds(db, id));
        if (!fonds) return not_found();
        return *std::move(fonds);
    });
}

Result<Fonds> FondsService::create(const Caller& caller, Fonds draft) {
    LT_CHECK(require(caller.subject, Action::manage_fonds));
    LT_CHECK(check_fonds(draft));
    return store_.write_value<Fonds>(caller.actor, [&](UnitOfWork& unit) -> Result<Fonds> {
        draft.id = unit.next_id();
        draft.version = 1;
        LT_CHECK(taken(insert_fonds(unit.db(), draft), "fonds_no", "fonds.no_taken"));
        unit.note(fonds_event("fonds.created", draft));
        return draft;
    });
}

Result<Fonds> FondsService::update(const Caller& caller, Fonds changed) {
    LT_CHECK(require(caller.subject, Action::manage_fonds));
    LT_CHECK(check_fonds(changed));
    return store_.write_value<Fonds>(caller.actor, [&](UnitOfWork& unit) -> Result<Fonds> {
        LT_TRY(const auto before, find_fonds(unit.db(), changed.id));
        if (!before) return not_found();
        if (before->version != changed.version) return stale(before->version);
        if (before->fonds_no != changed.fonds_no) {
            LT_TRY(const bool used, fonds_is_used(unit.db(), changed.id));
            if (used) {
                Error error = fail(ErrorCode::conflict, "fonds.no_used");
                error.field = "fonds_no";
                return error;
            }
        }
        auto updated = update_fonds(unit.db(), changed);
        if (!updated)
            return taken(std::move(updated).error(), "fonds_no", "fonds.no_taken").error();
        Fonds after = changed;
        ++after.version;
        unit.note(fonds_event("fonds.changed", after));
        return after;
    });
}

Result<std::vector<FondsCategory>> FondsService::categories(const Caller& caller, Id fonds_id) {
    using List = std::vector<FondsCategory>;
    LT_CHECK(require(caller.subject, Action::view_reference));
    return store_.read_value<List>([&](Database& db) -> Result<List> {
        LT_TRY(const auto fonds, find_fonds(db, fonds_id));
        if (!fonds) return not_found();
        List list;
        for (const Category& one : kCategories) {
            LT_TRY(auto settings, category_settings(db, *fonds, std::string(one.code)));
            list.push_back(std::move(settings));
        }
        return list;
    });
}

Result<FondsCategory> FondsService::category(const Caller& caller, Id fonds_id,
                                             const std::string& category) {
    LT_CHECK(require(caller.subject, Action::view_reference));
    return store_.read_value<FondsCategory>([&](Database& db) -> Result<FondsCategory> {
        LT_TRY(const auto fonds, find_fonds(db, fonds_id));
        if (!fonds || !is_category(category)) return not_found();
        return category_settings(db, *fonds, category);
    });
}

Result<FondsCategory> FondsService::set_category(const Caller& caller, FondsCategory changed) {
    LT_CHECK(require(caller.subject, Action::manage_fonds));
    return store_.write_value<FondsCategory>(
        caller.actor, [&](UnitOfWork& unit) -> Result<FondsCategory> {
            Database& db = unit.db();
            LT_TRY(const auto fonds, find_fonds(db, changed.fonds_id));
            if (!fonds || !is_category(changed.category)) return not_found();
            LT_CHECK(check_category(*fonds, changed));
            LT_TRY(const auto before, category_settings(db, *fonds, changed.category));
            if (before.version != changed.version) return stale(before.version);
            if (before.arrangement != changed.arrangement) {
                LT_TRY(const auto open, count_unfinished(db, before));
                if (open > 0) {
                    Error error = fail(ErrorCode::conflict, "category.unfinished");
                    error.field = "arrangement";
                    error.params = {{"count", std::to_string(open)}};
                    return error;
                }
            }
            FondsCategory after = changed;
            after.version = before.version + 1;
            if (before.id == 0) {
                after.id = unit.next_id();
                LT_CHECK(insert_fonds_category(db, after));
            } else {
                changed.id = after.id = before.id;
                LT_TRY(const bool updated, update_fonds_category(db, changed));
                if (!updated) return stale(before.version);
            }
            unit.note(category_event(*fonds, after));
            return after;
        });
}

Result<std::vector<FilingSchemeClause>> FondsService::clauses(const Caller& caller, Id fonds_id,
                                                              int year) {
    using Clauses = std::vector<FilingSchemeClause>;
    LT_CHECK(require(caller.subject, Action::view_reference));
    return store_.read_value<Clauses>([&](Database& db) -> Result<Clauses> {
        LT_TRY(const auto fonds, find_fonds(db, fonds_id));
        if (!fonds) return not_found();
        return list_clauses(db, fonds_id, year);
    });
}

Result<FilingSchemeClause> FondsService::clause(const Caller& caller, Id id) {
    LT_CHECK(require(caller.subject, Action::view_reference));
    return store_.read_value<FilingSchemeClause>([&](Database& db) -> Result<FilingSchemeClause> {
        LT_TRY(auto found, find_clause(db, id));
        if (!found) return not_found();
        return *std::move(found);
    });
}

Result<FilingSchemeClause> FondsService::add_clause(const Caller& caller,
                                                    FilingSchemeClause draft) {
    LT_CHECK(require(caller.subject, Action::manage_fonds));
    return store_.write_value<FilingSchemeClause>(
        caller.actor, [&](UnitOfWork& unit) -> Result<FilingSchemeClause> {
            LT_TRY(const auto fonds, find_fonds(unit.db(), draft.fonds_id));
            if (!fonds) return not_found();
            LT_CHECK(check_clause(unit.db(), draft));
            LT_CHECK(check_department_of(unit.db(), draft));
            draft.id = 0;
            LT_CHECK(expect_free_number(unit.db(), draft));
            draft.id = unit.next_id();
            draft.version = 1;
            LT_CHECK(taken(insert_clause(unit.db(), draft), "clause_no", "clause.no_taken"));
            unit.note(clause_event("clause.created", draft));
            return draft;
        });
}

Result<FilingSchemeClause> FondsService::update_clause(const Caller& caller,
                                                       FilingSchemeClause changed) {
    LT_CHECK(require(caller.subject, Action::manage_fonds));
    return store_.write_value<FilingSchemeClause>(
        caller.actor, [&](UnitOfWork& unit) -> Result<FilingSchemeClause> {
            LT_TRY(FilingSchemeClause after, stored_clause(unit.db(), changed.id, changed.version));
            if (after.clause_no != changed.clause_no) {
                LT_TRY(const bool used, clause_is_used(unit.db(), after.id));
                if (used) return fail(ErrorCode::conflict, "clause.used");
            }
            after.clause_no = changed.clause_no;
            after.title = changed.title;
            after.scope = changed.scope;
            after.retention_class = changed.retention_class;
            LT_CHECK(check_clause(unit.db(), after));
            LT_CHECK(expect_free_number(unit.db(), after));
            auto updated = core::update_clause(unit.db(), after);
            if (!updated)
                return taken(std::move(updated).error(), "clause_no", "clause.no_taken").error();
            ++after.version;
            unit.note(clause_event("clause.changed", after));
            return after;
        });
}

Result<void> FondsService::remove_clause(const Caller& caller, Id id) {
    LT_CHECK(require(caller.subject, Action::manage_fonds));
    return store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(const auto clause, find_clause(unit.db(), id));
        if (!clause) return not_found();
        LT_TRY(const bool used, clause_is_used(unit.db(), id));
        if (used) return fail(ErrorCode::conflict, "clause.used");
        LT_CHECK(delete_clause(unit.db(), id));
        unit.note(clause_event("clause.deleted", *clause));
        return {};
    });
}

Result<std::vector<FilingSchemeClause>> FondsService::clone_clauses(const Caller& caller,
                                                                    Id fonds_id, int from_year,
                                                                    int to_year,
                                                                    std::optional<Id> department) {
    using Clauses = std::vector<FilingSchemeClause>;
    LT_CHECK(require(caller.subject, Action::manage_fonds));
    return store_.write_value<Clauses>(caller.actor, [&](UnitOfWork& unit) -> Result<Clauses> {
        LT_TRY(const auto fonds, find_fonds(unit.db(), fonds_id));
        if (!fonds) return not_found();
        LT_TRY(const Clauses source, list_clauses(unit.db(), fonds_id, from_year));
        LT_TRY(const Clauses present, list_clauses(unit.db(), fonds_id, to_year));
        int cloned = 0;
        for (FilingSchemeClause clause : source) {
            const bool there = std::any_of(present.begin(), present.end(), [&](const auto& one) {
                return one.clause_no == clause.clause_no &&
                       (!one.department_id || !clause.department_id ||
                        one.department_id == clause.department_id);
            });
            if (there || (department && clause.department_id != department)) continue;
            clause.id = unit.next_id();
            clause.filing_year = to_year;
            clause.version = 1;
            LT_CHECK(check_clause(unit.db(), clause));
            LT_CHECK(insert_clause(unit.db(), clause));
            unit.note(clause_event("clause.created", clause));
            ++cloned;
        }
        if (cloned == 0) return fail(ErrorCode::conflict, "clause.none_to_clone");
        return list_clauses(unit.db(), fonds_id, to_year);
    });
}

Result<std::vector<RetentionClass>> FondsService::retention_classes(const Caller& caller) {
    LT_CHECK(require(caller.subject, Action::view_reference));
    return store_.read_value<std::vector<RetentionClass>>(
        [](Database& db) { return list_retention_classes(db); });
}

}  // namespace lantai::core
