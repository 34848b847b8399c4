// Takes away from the running process what reading a stranger's document does not need.
#pragma once
#include <cstdint>

#include "core/base/result.hpp"

namespace lantai::indexer {

struct SandboxLimits {
    std::uint64_t memory_bytes = std::uint64_t{512} << 20;  // address space
    std::uint64_t cpu_seconds = 20;
};

/// Limits (memory, CPU, no file may grow, no new process, no core dump), no new privileges, and
/// an allow-list of system calls: no socket, no process, no program. Files can be opened only
/// below /usr/share/poppler, for reading, and only if the kernel has Landlock; else not at all.
/// Cannot be undone. Errors: internal "text.sandbox" when the process is not restricted fully.
core::Result<void> enter_sandbox(const SandboxLimits& limits);

}  // namespace lantai::indexer
