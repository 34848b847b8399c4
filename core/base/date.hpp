// A calendar day without time or zone; the only date type of models and rules.
#pragma once
#include <chrono>
#include <compare>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace lantai::core {

class Date {
public:
    Date() = default;                              // 1970-01-01
    Date(int year, unsigned month, unsigned day);  // must exist in the calendar
    /// "2024-03-15" exactly, years 1000-9999. Errors: invalid_argument "date.bad".
    static Result<Date> parse(std::string_view iso);

    int year() const { return int(ymd().year()); }
    unsigned month() const { return unsigned(ymd().month()); }
    unsigned day() const { return unsigned(ymd().day()); }
    std::string iso() const;      // 2024-03-15
    std::string compact() const;  // 20240315

    Date plus_days(int days) const;
    /// Civil Code 200-202: the corresponding day, clamped to the month's end.
    Date plus_months(int months) const;
    Date plus_years(int years) const { return plus_months(12 * years); }
    /// Days from `earlier` to this day; negative when this day is before it.
    int days_since(const Date& earlier) const;

    auto operator<=>(const Date&) const = default;

private:
    explicit Date(std::chrono::sys_days days) : days_(days) {}
    std::chrono::year_month_day ymd() const { return std::chrono::year_month_day{days_}; }
    std::chrono::sys_days days_{};
};

}  // namespace lantai::core
