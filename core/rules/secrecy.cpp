#include "core/rules/secrecy.hpp"

#include <algorithm>

namespace lantai::core {

LevelLabels default_level_labels() { return {"公开", "内部", "秘密", "机密", "绝密"}; }

std::string secrecy_mark(Level level, std::optional<int> months, const LevelLabels& labels) {
    std::string mark = labels[static_cast<std::size_t>(level)];
    if (!months) return mark;
    mark += "★";
    if (*months % 12 == 0) return mark + std::to_string(*months / 12) + "年";
    return mark + std::to_string(*months) + "个月";
}

std::optional<int> max_secrecy_months(Level level) {
    switch (level) {
        case Level::open:
        case Level::internal:
            return std::nullopt;
        case Level::secret:
            return 120;
        case Level::confidential:
            return 240;
        case Level::top_secret:
            return 360;
    }
    return std::nullopt;
}

std::optional<Date> secrecy_last_day(Level level, std::optional<int> months, Date issued) {
    const auto longest = max_secrecy_months(level);
    if (!longest) return std::nullopt;
    return issued.plus_months(months.value_or(*longest));
}

std::optional<Error> secrecy_fault(Level level, std::optional<int> months) {
    if (!months) return std::nullopt;
    const auto longest = max_secrecy_months(level);
    if (!longest) return field_error("secrecy_months", "item.secrecy_not_needed");
    if (*months < 1 || *months > *longest)
        return field_error("secrecy_months", "item.secrecy_range",
                           {{"max", std::to_string(*longest)}});
    if (*months > 12 && *months % 12 != 0)
        return field_error("secrecy_months", "item.secrecy_years");
    return std::nullopt;
}

Level highest_level(std::span<const Level> levels) {
    const auto highest = std::max_element(levels.begin(), levels.end());
    return highest == levels.end() ? Level::open : *highest;
}

}  // namespace lantai::core
