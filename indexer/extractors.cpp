#include "indexer/extractors.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

namespace lantai::indexer {
namespace {

using core::ErrorCode;
using core::Result;

class Fd {
public:
    explicit Fd(int fd) : fd_(fd) {}
    Fd(const Fd&) = delete;
    Fd& operator=(const Fd&) = delete;
    ~Fd() { close(); }
    int get() const { return fd_; }
    void close() {
        if (fd_ >= 0) ::close(fd_);
        fd_ = -1;
    }

private:
    int fd_;
};

core::Error no_extractor(int error) {
    return core::fail(ErrorCode::io, "text.no_extractor", std::strerror(error));
}

// The child sees the document as 0 and the pipe as 1, nothing else of this process.
Result<pid_t> spawn(const std::filesystem::path& program, int document, int pipe_end) {
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, document, 0);
    ::posix_spawn_file_actions_adddup2(&actions, pipe_end, 1);
    ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    std::string name = program.string();
    std::string locale = "LC_ALL=C.UTF-8";
    char* arguments[] = {name.data(), nullptr};
    char* environment[] = {locale.data(), nullptr};
    pid_t child = 0;
    const int error =
        ::posix_spawn(&child, name.c_str(), &actions, nullptr, arguments, environment);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) return no_extractor(error);
    return child;
}

enum class Reading { complete, too_long, too_late, failed };

Reading read_until(int fd, int wall_ms, std::string& out) {
    using Clock = std::chrono::steady_clock;
    constexpr std::size_t kMost = kMaxTextBytes + 4096;
    const auto deadline = Clock::now() + std::chrono::milliseconds(wall_ms);
    std::array<char, 65536> chunk;
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0) return Reading::too_late;
        pollfd ready{fd, POLLIN, 0};
        const int count = ::poll(&ready, 1, static_cast<int>(left.count()));
        if (count == 0) return Reading::too_late;
        const ssize_t got = count < 0 ? -1 : ::read(fd, chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return Reading::failed;
        if (got == 0) return Reading::complete;
        out.append(chunk.data(), static_cast<std::size_t>(got));
        if (out.size() > kMost) return Reading::too_long;
    }
}

int wait_for(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

ExtractedText judge(Reading reading, int status, std::string_view answer) {
    constexpr std::string_view kUnknown = "application/octet-stream";
    if (reading == Reading::too_late) return no_text(kUnknown, text_reason::kTimeout);
    if (reading == Reading::too_long) return no_text(kUnknown, text_reason::kTooBig);
    const bool cpu =
        WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
    if (cpu) return no_text(kUnknown, text_reason::kTimeout);
    if (reading == Reading::complete && WIFEXITED(status) && WEXITSTATUS(status) == 0)
        if (auto extracted = decode_extracted(answer)) return *std::move(extracted);
    return no_text(kUnknown, text_reason::kCrashed);
}

}  // namespace

std::filesystem::path extract_program_beside_self() {
    std::error_code error;
    return std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / "lantai-extract";
}

Result<ExtractedText> Extractor::extract(const std::filesystem::path& file) const {
    // O_NONBLOCK: a named pipe must not hold the caller; on a regular file it means nothing.
    const Fd document(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (document.get() < 0)
        return core::fail(errno == ENOENT ? ErrorCode::not_found : ErrorCode::io, "text.no_file",
                          std::strerror(errno));
    return run(document.get());
}

Result<ExtractedText> Extractor::extract_bytes(std::string_view bytes) const {
    const Fd document(::memfd_create("document", MFD_CLOEXEC));
    if (document.get() < 0) return no_extractor(errno);
    while (!bytes.empty()) {
        const ssize_t written = ::write(document.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return no_extractor(errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return run(document.get());
}

Result<ExtractedText> Extractor::run(int document) const {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return no_extractor(errno);
    const Fd answer_end(ends[0]);
    Fd child_end(ends[1]);
    LT_TRY(const pid_t child, spawn(options_.program, document, child_end.get()));
    child_end.close();
    std::string answer;
    const Reading reading = read_until(answer_end.get(), options_.wall_ms, answer);
    if (reading != Reading::complete) ::kill(child, SIGKILL);
    return judge(reading, wait_for(child), answer);
}

}  // namespace lantai::indexer
