#include "indexer/sandbox.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <new>

namespace lantai::indexer {
namespace {

// Runs `work` in a restricted child; its exit code, or minus the signal that ended it.
template <class Work>
int in_sandbox(Work work, SandboxLimits limits = {}) {
    const pid_t child = ::fork();
    if (child == 0) {
        if (!enter_sandbox(limits)) ::_exit(100);
        ::_exit(work());
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

TEST(SandboxTest, GivesNoSocketNoProcessNoProgram) {
    EXPECT_EQ(in_sandbox([] { return ::socket(AF_INET, SOCK_STREAM, 0) < 0 ? errno : 0; }), EPERM);
    EXPECT_EQ(in_sandbox([] { return ::fork() < 0 ? errno : 0; }), EPERM);
    EXPECT_EQ(in_sandbox([] { return ::execl("/bin/true", "true", nullptr) < 0 ? errno : 0; }),
              EPERM);
}

TEST(SandboxTest, OpensNoFileOfTheMachine) {
    EXPECT_NE(in_sandbox([] { return ::open("/etc/passwd", O_RDONLY) < 0 ? errno : 0; }), 0);
    EXPECT_NE(in_sandbox([] { return ::open("/tmp/x", O_WRONLY | O_CREAT, 0600) < 0 ? errno : 0; }),
              0);
}

TEST(SandboxTest, SignalsNobodyElse) {
    EXPECT_EQ(in_sandbox([] { return ::kill(::getppid(), 0) < 0 ? errno : 0; }), EPERM);
    EXPECT_EQ(in_sandbox([]() -> int { std::abort(); }), -SIGABRT);
}

TEST(SandboxTest, EndsAnEndlessLoop) {
    const int ended = in_sandbox(
        []() -> int {
            std::atomic<unsigned> turns{0};
            for (;;) ++turns;
        },
        {.cpu_seconds = 1});
    EXPECT_TRUE(ended == -SIGXCPU || ended == -SIGKILL) << ended;
}

#if !defined(__SANITIZE_ADDRESS__)
TEST(SandboxTest, EndsAMemoryBomb) {
    EXPECT_EQ(in_sandbox([] {
                  constexpr std::size_t kStep = std::size_t{1} << 20;
                  for (int i = 0; i < 2000; ++i)
                      if (::operator new(kStep, std::nothrow) == nullptr) return 12;
                  return 0;
              }),
              12);
}
#endif

}  // namespace
}  // namespace lantai::indexer
