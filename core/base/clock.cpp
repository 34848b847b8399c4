#include "core/base/clock.hpp"

#include <chrono>
#include <cstdio>

namespace lantai::core {
namespace chr = std::chrono;

std::string to_rfc3339(Timestamp time) {
    const chr::sys_time<chr::milliseconds> instant{chr::milliseconds{time}};
    const auto midnight = chr::floor<chr::days>(instant);
    const chr::year_month_day day{midnight};
    const chr::hh_mm_ss clock{instant - midnight};
    char text[64];
    std::snprintf(
        text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int(day.year()),
        unsigned(day.month()), unsigned(day.day()), static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
        static_cast<int>(clock.subseconds().count()));
    return text;
}

Result<Timestamp> parse_rfc3339(std::string_view text) {
    const auto bad = [] { return fail(ErrorCode::invalid_argument, "time.bad"); };
    if (text.size() != 20 && text.size() != 24) return bad();
    if (text[10] != 'T' || text.back() != 'Z' || text[13] != ':' || text[16] != ':') return bad();
    LT_TRY(const Date day, Date::parse(text.substr(0, 10)));
    const auto number = [&](std::size_t from, std::size_t count) {
        int value = 0;
        for (char c : text.substr(from, count)) {
            if (c < '0' || c > '9') return -1;
            value = value * 10 + (c - '0');
        }
        return value;
    };
    const int hour = number(11, 2), minute = number(14, 2), second = number(17, 2);
    const int ms = text.size() == 24 && text[19] == '.' ? number(20, 3) : 0;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || ms < 0)
        return bad();
    if (text.size() == 24 && text[19] != '.') return bad();
    const std::int64_t days = day.days_since(Date(1970, 1, 1));
    return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + ms;
}

Timestamp SystemClock::now() const {
    return chr::duration_cast<chr::milliseconds>(chr::system_clock::now().time_since_epoch())
        .count();
}

Date day_of(Timestamp time, int utc_offset_minutes) {
    const std::int64_t local = time + std::int64_t{utc_offset_minutes} * 60'000;
    std::int64_t days = local / 86'400'000;
    if (local % 86'400'000 < 0) --days;
    return Date(1970, 1, 1).plus_days(static_cast<int>(days));
}

Timestamp begin_of(const Date& day, int utc_offset_minutes) {
    return std::int64_t{day.days_since(Date(1970, 1, 1))} * 86'400'000 -
           std::int64_t{utc_offset_minutes} * 60'000;
}

}  // namespace lantai::core
