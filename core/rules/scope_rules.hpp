// Which papers are filed at all, and what photos, sound and film have to say. Pure
// functions.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "core/model/fonds.hpp"
#include "core/model/item.hpp"
#include "core/rules/faults.hpp"

namespace lantai::core {

inline constexpr std::size_t kMaxMaker = 200;
inline constexpr std::size_t kMaxDimensions = 50;
inline constexpr int kMaxDuration = 999'999;  // seconds

/// One of the ten scope categories 归档范围 of R-13.
struct FilingScope {
    int code;  // 1-10
    std::string_view name;
};
std::span<const FilingScope> filing_scopes();

/// `row`: the schedule's row that the item names, as stored; `in_use`: the company has a
/// schedule. Faults: schedule_id schedule.unknown (no such row, or closed), schedule.missing
/// (neither a row nor a reason, while the company has a schedule); scope_reason schedule.not_both.
void check_scope(const Item& item, const std::optional<ScheduleRow>& row, bool in_use,
                 Faults& faults);

/// R-19, by the category of the item: ZP needs dimensions, LY and LX a duration, all three carrier,
/// maker and date; other categories have none of it. Faults of fields audiovisual.….
void check_audiovisual(const Item& item, Faults& faults);

/// Field faults of a row of the schedule: code, title, scope.
void check_schedule_row(const ScheduleRow& row, Faults& faults);

}  // namespace lantai::core
