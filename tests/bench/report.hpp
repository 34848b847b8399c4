// One line per measurement, read by run.py.
#pragma once
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>

namespace lantai::bench {

/// Seconds that `work` takes.
inline double seconds(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// `goal` bounds ours / base: ">=0.5" or "<=3".
inline void report(const std::string& name, double ours, double base, const std::string& unit,
                   const std::string& goal) {
    std::printf("bench %s ours %.6g base %.6g %s goal %s\n", name.c_str(), ours, base, unit.c_str(),
                goal.c_str());
    std::fflush(stdout);
}

}  // namespace lantai::bench
