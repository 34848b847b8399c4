// Rows of positions and deputies: who holds which post on which day (DECISIONS 3, R-4). Past
// holders stay; a change ends one row and begins another.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/db/database.hpp"
#include "core/model/user.hpp"

namespace lantai::core {

struct PositionRow {
    Position position;
    std::string department_name;  // empty for posts of the whole company
    std::string user_name;
    std::vector<std::string> deputy_names;  // same order as position.deputies
};
/// By kind, department, begin; ended ones too.
Result<std::vector<PositionRow>> list_positions(Database& db);
/// Those in force on `day`; their deputies may be out of force.
Result<std::vector<PositionRow>> list_positions_on(Database& db, const Date& day);
Result<std::optional<PositionRow>> find_position(Database& db, Id id);
Result<void> insert_position(Database& db, const Position& position);
/// Errors: stale "request.stale" when the stored version is not `version`.
Result<void> set_position_end(Database& db, Id id, const std::optional<Date>& to, int version);
Result<void> insert_deputy(Database& db, Id position_id, const Deputy& deputy);
/// `to` is the last day (R-4: the row stays). Errors: not_found "access.not_found".
Result<void> set_deputy_end(Database& db, Id position_id, Id deputy_id, const Date& to);
/// Raises the version; errors: stale by `version`.
Result<void> touch_position(Database& db, Id id, int version);

/// The posts that count for a person on `day`, own and as deputy. A deputy counts only while the
/// holder's own time runs; the holder's absence is not asked for.
Result<std::vector<HeldPosition>> held_positions(Database& db, Id user_id, const Date& day);

/// Holds the person a post on `day` or later, own or as deputy?
Result<bool> has_post_from(Database& db, Id user_id, const Date& day);

/// Active people who may act in a post on `day`: holders first, then deputies, by id.
struct PositionHolder {
    Id user_id = 0;
    std::string name;
    bool as_deputy = false;
};
Result<std::vector<PositionHolder>> holders_of(Database& db, PositionKind kind,
                                               std::optional<Id> department_id, const Date& day);

}  // namespace lantai::core
