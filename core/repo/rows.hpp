// Reading rows into models: what stands in a column is either valid or an error.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/date.hpp"
#include "core/db/database.hpp"
#include "core/model/names.hpp"

namespace lantai::core {

/// A statement whose number of changed rows does not matter.
inline Result<void> run(Database& db, std::string_view sql, const DbParams& params) {
    LT_TRY(const auto rows, db.execute(sql, params));
    (void)rows;
    return {};
}

/// All rows, each made by `read(row)` -> Result<T>.
template <class T, class Read>
Result<std::vector<T>> read_list(Database& db, std::string_view sql, const DbParams& params,
                                 Read read) {
    std::vector<T> list;
    LT_CHECK(db.query(sql, params, [&](const DbRow& row) -> Result<void> {
        LT_TRY(T value, read(row));
        list.push_back(std::move(value));
        return {};
    }));
    return list;
}

/// The first row, or nothing.
template <class T, class Read>
Result<std::optional<T>> read_first(Database& db, std::string_view sql, const DbParams& params,
                                    Read read) {
    LT_TRY(std::vector<T> list, read_list<T>(db, sql, params, read));
    if (list.empty()) return std::optional<T>();
    return std::optional<T>(std::move(list.front()));
}

/// Errors: corrupt "db.corrupt" for a word the program does not know.
template <class E>
Result<E> row_enum(const DbRow& row, int column) {
    const auto value = from_text<E>(row.text(column));
    if (!value)
        return fail(ErrorCode::corrupt, "db.corrupt", "unknown word in " + std::to_string(column));
    return *value;
}

inline Result<Date> row_date(const DbRow& row, int column) {
    auto date = Date::parse(row.text(column));
    if (!date) return fail(ErrorCode::corrupt, "db.corrupt", "bad date");
    return date;
}

inline Result<std::optional<Date>> row_optional_date(const DbRow& row, int column) {
    if (row.is_null(column)) return std::optional<Date>();
    LT_TRY(const Date date, row_date(row, column));
    return std::optional<Date>(date);
}

inline std::optional<int> row_optional_int(const DbRow& row, int column) {
    const auto value = row.optional_integer(column);
    return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

inline int row_int(const DbRow& row, int column) { return static_cast<int>(row.integer(column)); }

inline std::optional<std::string> iso(const std::optional<Date>& date) {
    return date ? std::optional(date->iso()) : std::nullopt;
}

/// A reference that is NULL in the database when the model says 0.
inline std::optional<Id> or_null(Id id) { return id == 0 ? std::nullopt : std::optional(id); }

}  // namespace lantai::core
