#include "server/commands/open_archive.hpp"

#include <system_error>
#include <utility>

#include "core/service/subjects.hpp"

namespace lantai::server {

core::Result<std::unique_ptr<OpenArchive>> OpenArchive::open(const Arguments& arguments) {
    std::error_code error;
    if (!std::filesystem::exists(arguments.data / "lantai.db", error))
        return core::fail(core::ErrorCode::io, "archive.missing", arguments.data.string());
    LT_TRY(const core::Config config, core::load_config(arguments.data / "lantai.toml"));
    std::unique_ptr<OpenArchive> archive(new OpenArchive);
    App::Options options;
    options.data = arguments.data;
    options.utc_offset_minutes = config.archive_utc_offset_minutes;
    LT_TRY(archive->app_, App::open(options, archive->clock_, archive->ids_, archive->log_));
    return archive;
}

core::Result<core::Caller> OpenArchive::caller(const Arguments& arguments, core::Role role,
                                               const std::string& command) {
    core::Caller operator_ = core::operator_caller(role);
    const auto login = arguments.value("--as");
    if (!login) return operator_;
    LT_TRY(core::Caller person,
           core::caller_by_login(store(), *login, {std::nullopt, "", "command line", ""}));
    core::Event event;
    event.action = "command.run_as";
    event.object_type = "user";
    event.object_id = person.subject.user_id;
    event.object_code = *login;
    event.details = core::json_object({{"command", command}});
    LT_CHECK(store().note_only(operator_.actor, std::move(event)));
    return person;
}

}  // namespace lantai::server
