// For commands that work on the data folder of this machine, beside a running server or alone.
#pragma once
#include <memory>

#include "core/base/config.hpp"
#include "core/service/store.hpp"
#include "server/commands/arguments.hpp"

namespace lantai::server {

/// Errors: io archive.missing when there is no archive in --data; those of load_config and
/// Store::open.
core::Result<std::unique_ptr<core::Store>> open_store(const Arguments& arguments,
                                                      const core::Clock& clock,
                                                      core::IdSource& ids);

}  // namespace lantai::server
