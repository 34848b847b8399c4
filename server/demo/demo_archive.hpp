// Fills an archive with the demo company, through the same services that people use, with the
// clock set to the day on which each act would have happened.
#pragma once
#include <filesystem>

#include "core/base/clock.hpp"
#include "pdf/fonts.hpp"
#include "server/services.hpp"

namespace lantai::server {

struct DemoParts {
    Services& services;
    core::FakeClock& clock;  // the services' own clock
    core::Timestamp now;     // the last act happens before this moment
    std::filesystem::path texts;
    std::shared_ptr<const pdf::FontSet> fonts;
};

struct DemoReport {
    int people = 0;
    int items = 0;
    int files = 0;
    int volumes = 0;
    int loans = 0;
    int papers = 0;  // of the handling register
};

/// Errors: conflict "demo.not_empty" when the archive has a fonds already; those of the services,
/// with the act that failed in `detail`. An archive in which it failed is no demo: throw it away.
core::Result<DemoReport> load_demo(const DemoParts& parts);

}  // namespace lantai::server
