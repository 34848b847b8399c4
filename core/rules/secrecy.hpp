// Secrecy mark and period 密级、保密期限 (domain.md 2.6, GB/T 7156-2003, T-5). Pure functions.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>

#include "core/model/user.hpp"

namespace lantai::core {

/// Shown names, open … top_secret; a company may set its own.
using LevelLabels = std::array<std::string, 5>;
LevelLabels default_level_labels();  // 公开 内部 秘密 机密 绝密

/// "机密★10年", "秘密★6个月"; without a period only the label. Whole years are written as years.
std::string secrecy_mark(Level level, std::optional<int> months,
                         const LevelLabels& labels = default_level_labels());

/// The longest period in months: 360, 240, 120 for 绝密, 机密, 秘密; nothing below 秘密.
std::optional<int> max_secrecy_months(Level level);

/// The last day of secrecy, counted from the day of issue (Civil Code 201-202: clamped to the
/// month's end). Unmarked (no months) means the maximum. Nothing below 秘密.
std::optional<Date> secrecy_last_day(Level level, std::optional<int> months, Date issued);

/// The fault of a period (field secrecy_months) or nothing: item.secrecy_not_needed below 秘密,
/// item.secrecy_range (params max) outside 1 … maximum, item.secrecy_years when a period of a
/// year or more is not in whole years.
std::optional<Error> secrecy_fault(Level level, std::optional<int> months);

/// The highest of the levels (a group or a volume); open when empty.
Level highest_level(std::span<const Level> levels);

}  // namespace lantai::core
