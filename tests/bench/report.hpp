// One line per measurement, read by run.py.
#pragma once
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

namespace lantai::bench {

/// Seconds that `work` takes.
inline double seconds(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Ends the program when something a measurement stands on does not hold.
inline void require(bool ok, const std::string& what) {
    if (ok) return;
    std::fprintf(stderr, "failed: %s\n", what.c_str());
    std::exit(1);
}

inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// `goal` bounds ours / base: ">=0.5" or "<=3".
inline void report(const std::string& name, double ours, double base, const std::string& unit,
                   const std::string& goal) {
    std::printf("bench %s ours %.6g base %.6g %s goal %s\n", name.c_str(), ours, base, unit.c_str(),
                goal.c_str());
    std::fflush(stdout);
}

}  // namespace lantai::bench
