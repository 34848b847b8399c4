#include "indexer/sandbox.hpp"

#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <memory>

namespace lantai::indexer {
namespace {

using core::Error;
using core::ErrorCode;
using core::Result;

// Character maps of Chinese fonts that a PDF may name instead of holding them.
constexpr const char* kPopplerData = "/usr/share/poppler";

Error refused(const char* what) {
    return core::fail(ErrorCode::internal, "text.sandbox",
                      std::string(what) + ": " + std::strerror(errno));
}

Result<void> limit(__rlimit_resource resource, rlim_t value) {
    const rlimit both{value, value};
    if (::setrlimit(resource, &both) != 0) return refused("setrlimit");
    return {};
}

Result<void> set_limits(const SandboxLimits& limits) {
#if !defined(__SANITIZE_ADDRESS__)  // AddressSanitizer reserves terabytes of address space
    LT_CHECK(limit(RLIMIT_AS, limits.memory_bytes));
#endif
    LT_CHECK(limit(RLIMIT_CPU, limits.cpu_seconds));
    LT_CHECK(limit(RLIMIT_FSIZE, 0));
    LT_CHECK(limit(RLIMIT_NOFILE, 16));
    LT_CHECK(limit(RLIMIT_NPROC, 0));
    LT_CHECK(limit(RLIMIT_CORE, 0));
    return {};
}

constexpr std::uint64_t kAllFileRights =
    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE |
    LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
    LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
    LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
    LANDLOCK_ACCESS_FS_MAKE_SYM;

// True when the kernel now refuses every file but those below kPopplerData.
bool confine_files() {
    landlock_ruleset_attr attributes{};
    attributes.handled_access_fs = kAllFileRights;
    const auto rules =
        static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0));
    if (rules < 0) return false;
    if (const int folder = ::open(kPopplerData, O_PATH | O_CLOEXEC); folder >= 0) {
        landlock_path_beneath_attr beneath{};
        beneath.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
        beneath.parent_fd = folder;
        ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
        ::close(folder);
    }
    const bool confined = ::syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    ::close(rules);
    return confined;
}

constexpr const char* kCalls[] = {
    "read",           "write",       "pread64",      "lseek",
    "close",          "fstat",       "newfstatat",   "mmap",
    "munmap",         "mprotect",    "mremap",       "brk",
    "madvise",        "futex",       "rt_sigreturn", "rt_sigaction",
    "rt_sigprocmask", "sigaltstack", "exit",         "exit_group",
    "getrandom",      "sysinfo",     "sched_yield",  "sched_getaffinity",
    "getpid",         "gettid",
};
// Only where Landlock already decides which files there are.
constexpr const char* kFileCalls[] = {"openat",     "getdents64", "access", "faccessat",
                                      "faccessat2", "fcntl",      "statx"};

Result<void> filter_calls(bool files_confined) {
    const std::unique_ptr<void, void (*)(scmp_filter_ctx)> filter(
        ::seccomp_init(SCMP_ACT_ERRNO(EPERM)), ::seccomp_release);
    if (!filter) return refused("seccomp_init");
    int failed = 0;
    const auto allow = [&](const char* name) {
        const int call = ::seccomp_syscall_resolve_name(name);
        if (call >= 0) failed |= ::seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0);
    };
    for (const char* name : kCalls) allow(name);
    if (files_confined)
        for (const char* name : kFileCalls) allow(name);
#if defined(__SANITIZE_ADDRESS__)  // UBSan finds out through a pipe whether memory is readable
    for (const char* name : {"pipe", "pipe2"}) allow(name);
#endif
    // abort() signals the process itself; it may not signal others.
    failed |= ::seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                                 SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(::getpid())));
    if (failed != 0 || ::seccomp_load(filter.get()) != 0) return refused("seccomp");
    return {};
}

}  // namespace

Result<void> enter_sandbox(const SandboxLimits& limits) {
    // The parent gone, nobody waits for the result.
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return refused("PR_SET_PDEATHSIG");
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return refused("PR_SET_NO_NEW_PRIVS");
    const bool files_confined = confine_files();
    LT_CHECK(set_limits(limits));
    return filter_calls(files_confined);
}

}  // namespace lantai::indexer
