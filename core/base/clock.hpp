// Time enters Lantai only here: an instant for records, a calendar day for rules.
#pragma once
#include <atomic>
#include <cstdint>
#include <string>

#include "core/base/date.hpp"
#include "core/base/result.hpp"

namespace lantai::core {

/// Milliseconds since 1970-01-01T00:00:00Z.
using Timestamp = std::int64_t;

/// "2024-03-15T08:30:00.123Z"; always UTC, always three decimals.
std::string to_rfc3339(Timestamp time);
Result<Timestamp> parse_rfc3339(std::string_view text);  // invalid_argument; also without decimals

/// Any thread may call now().
class Clock {
public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
};

class SystemClock : public Clock {
public:
    Timestamp now() const override;
};

/// For tests: stands still until moved.
class FakeClock : public Clock {
public:
    explicit FakeClock(Timestamp start = 1'700'000'000'000) : now_(start) {}
    Timestamp now() const override { return now_; }
    void set(Timestamp time) { now_ = time; }
    void advance_ms(std::int64_t ms) { now_ += ms; }
    void advance_days(int days) { now_ += std::int64_t{days} * 86'400'000; }

private:
    std::atomic<Timestamp> now_;
};

/// The calendar day at `time` in the company's zone (minutes east of UTC, China = 480).
Date day_of(Timestamp time, int utc_offset_minutes);
/// The first instant of `day` there.
Timestamp begin_of(const Date& day, int utc_offset_minutes);

}  // namespace lantai::core
