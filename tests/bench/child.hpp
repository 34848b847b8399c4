// A program started by a benchmark and stopped with it.
#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

namespace lantai::bench {

class Child {
public:
    /// Output goes to /dev/null.
    explicit Child(const std::vector<std::string>& command);
    ~Child();  // SIGTERM, then waits
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Waits for the end; the exit code, or -1 after a signal.
    int wait();
    /// Memory that the program holds now (VmRSS), in MiB.
    double resident_mib() const;

private:
    pid_t pid_ = -1;
};

/// A port of 127.0.0.1 on which nothing listens now.
int free_port();

}  // namespace lantai::bench
