// Where new ids and random tokens come from.
#pragma once
#include <cstdint>
#include <mutex>
#include <random>
#include <string>

#include "core/base/clock.hpp"

namespace lantai::core {

/// Primary key of every table: positive, below 2^53 (safe as a JavaScript number, though the
/// API sends ids as strings). Says nothing of how many records exist.
using Id = std::int64_t;

/// Threads: every method may be called from any thread.
class IdSource {
public:
    virtual ~IdSource() = default;
    virtual Id next() = 0;
    /// `bytes` random bytes as lower-case hex, for sessions, one-time links and temp names.
    virtual std::string token(std::size_t bytes) = 0;
};

/// Time-ordered (so that tables grow at their end) with 12 random bits; strictly increasing.
class RandomIds : public IdSource {
public:
    explicit RandomIds(const Clock& clock) : clock_(clock) {}
    Id next() override;
    std::string token(std::size_t bytes) override;

private:
    const Clock& clock_;
    std::mutex mutex_;
    Id last_ = 0;                // guarded by mutex_
    std::random_device device_;  // guarded by mutex_
};

/// For tests: 1, 2, 3 … and tokens counted the same way.
class CountingIds : public IdSource {
public:
    Id next() override;
    std::string token(std::size_t bytes) override;

private:
    std::mutex mutex_;
    Id last_ = 0;
    std::uint64_t tokens_ = 0;
};

}  // namespace lantai::core
