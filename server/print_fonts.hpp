// The typefaces of printed forms, shared by all requests.
#pragma once
#include <memory>
#include <mutex>

#include "pdf/form.hpp"

namespace lantai::server {

/// Loads the typefaces when the first form is printed and keeps them. A failure is not kept: the
/// next print tries again.
/// Threads: get() from any thread.
class PrintFonts {
public:
    /// Errors: those of FontSet::load.
    core::Result<std::shared_ptr<const pdf::FontSet>> get();

private:
    std::mutex mutex_;
    std::shared_ptr<const pdf::FontSet> fonts_;  // guarded by mutex_
};

}  // namespace lantai::server
