#include "core/base/date.hpp"

#include <cassert>
#include <cstdio>

namespace lantai::core {
namespace chr = std::chrono;

Date::Date(int year, unsigned month, unsigned day) {
    const chr::year_month_day ymd{chr::year{year}, chr::month{month}, chr::day{day}};
    assert(ymd.ok());
    days_ = chr::sys_days{ymd};
}

Result<Date> Date::parse(std::string_view iso) {
    const auto bad = [] { return fail(ErrorCode::invalid_argument, "date.bad"); };
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return bad();
    const auto number = [&](std::size_t from, std::size_t count) {
        int value = 0;
        for (char c : iso.substr(from, count)) {
            if (c < '0' || c > '9') return -1;
            value = value * 10 + (c - '0');
        }
        return value;
    };
    const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
    if (year < 1000 || month < 1 || day < 1) return bad();
    const chr::year_month_day ymd{chr::year{year}, chr::month{static_cast<unsigned>(month)},
                                  chr::day{static_cast<unsigned>(day)}};
    if (!ymd.ok()) return bad();
    return Date(chr::sys_days{ymd});
}

std::string Date::iso() const {
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", year(), month(), day());
    return text;
}

std::string Date::compact() const {
    char text[32];
    std::snprintf(text, sizeof text, "%04d%02u%02u", year(), month(), day());
    return text;
}

Date Date::plus_days(int days) const { return Date(days_ + chr::days{days}); }

Date Date::plus_months(int months) const {
    const auto today = ymd();
    const auto target = chr::year_month{today.year(), today.month()} + chr::months{months};
    const chr::year_month_day_last last{target.year(), chr::month_day_last{target.month()}};
    const chr::day day = today.day() < last.day() ? today.day() : last.day();
    return Date(chr::sys_days{target / day});
}

int Date::days_since(const Date& earlier) const {
    return static_cast<int>((days_ - earlier.days_).count());
}

}  // namespace lantai::core
