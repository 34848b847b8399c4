#include "server/commands/local_store.hpp"

namespace lantai::server {

core::Result<std::unique_ptr<core::Store>> open_store(const Arguments& arguments,
                                                      const core::Clock& clock,
                                                      core::IdSource& ids) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(arguments.data / "lantai.db", error))
        return core::fail(
            core::ErrorCode::io, "archive.missing",
            "no archive in " + arguments.data.string() + ": make one with lantai init");
    core::Store::Options options;
    options.data = arguments.data;
    LT_TRY(const core::Config config, core::load_config(arguments.data / "lantai.toml"));
    options.utc_offset_minutes = config.archive_utc_offset_minutes;
    return core::Store::open(std::move(options), clock, ids);
}

}  // namespace lantai::server
