// Fonds, their filing schemes and the words of classification.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/fonds.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

/// Errors of every method: those of require(); not_found for an unknown id; stale when `version`
/// is not the stored one; invalid_argument with all faulty fields at once.
/// Threads: every method from any thread.
class FondsService {
public:
    explicit FondsService(Store& store) : store_(store) {}

    Result<std::vector<Fonds>> list(const Caller& caller);  // by number
    Result<Fonds> get(const Caller& caller, Id id);
    /// Errors: conflict fonds.no_taken.
    Result<Fonds> create(const Caller& caller, Fonds draft);
    /// `changed` carries id and version. Errors: conflict fonds.no_taken; fonds.no_used when items
    /// or volumes carry the old number.
    Result<Fonds> update(const Caller& caller, Fonds changed);

    /// The settings of all categories of kCategories, their own or those of the fonds (id 0,
    /// version 1).
    Result<std::vector<FondsCategory>> categories(const Caller& caller, Id fonds_id);
    Result<FondsCategory> category(const Caller& caller, Id fonds_id, const std::string& category);
    /// `changed` carries fonds, category and version. Records that are filed, sealed or closed stay
    /// as they are. Errors: those of check_category(); conflict category.unfinished: the
    /// arrangement changes only when no volume or box of the category is open.
    Result<FondsCategory> set_category(const Caller& caller, FondsCategory changed);

    Result<std::vector<FilingSchemeClause>> clauses(const Caller& caller, Id fonds_id, int year);
    Result<FilingSchemeClause> clause(const Caller& caller, Id id);
    /// Errors: conflict clause.no_taken: unique in a department's scheme of the year, which is its
    /// own clauses and those of all departments; department_id item.department_missing.
    Result<FilingSchemeClause> add_clause(const Caller& caller, FilingSchemeClause draft);
    /// Number, title, scope and proposed class; fonds, year and department stay. The number of a
    /// used clause stays too: it stands in the handling register (conflict clause.used).
    Result<FilingSchemeClause> update_clause(const Caller& caller, FilingSchemeClause changed);
    /// Errors: conflict clause.used: a used clause stays.
    Result<void> remove_clause(const Caller& caller, Id id);
    /// Copies the clauses of a year, or those of one `department`, that the other year does not
    /// have yet; returns the whole scheme of `to_year`. Errors: conflict clause.none_to_clone.
    Result<std::vector<FilingSchemeClause>> clone_clauses(const Caller& caller, Id fonds_id,
                                                          int from_year, int to_year,
                                                          std::optional<Id> department = {});

    Result<std::vector<RetentionClass>> retention_classes(const Caller& caller);

private:
    Store& store_;
};

}  // namespace lantai::core
