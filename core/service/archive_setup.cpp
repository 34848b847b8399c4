#include "core/service/archive_setup.hpp"

#include "core/base/json_text.hpp"
#include "core/repo/settings.hpp"
#include "core/service/accounts.hpp"
#include "core/service/subjects.hpp"

namespace lantai::core {
namespace fs = std::filesystem;
namespace {

Result<void> prepare_folder(const fs::path& data) {
    std::error_code error;
    fs::create_directories(data, error);
    if (error) return fail(ErrorCode::io, "storage.io", data.string() + ": " + error.message());
    if (fs::exists(data / "lantai.db", error))
        return fail(ErrorCode::conflict, "archive.exists",
                    "there is an archive in " + data.string() + " already");
    fs::directory_iterator entries(data, error);
    if (error) return fail(ErrorCode::io, "storage.io", data.string() + ": " + error.message());
    for (const fs::directory_entry& entry : entries)
        if (entry.path().filename() != "lantai.toml")
            return fail(ErrorCode::conflict, "archive.folder_not_empty",
                        data.string() + " is not empty");
    // Others on this machine have no business here.
    fs::permissions(data, fs::perms::owner_all, error);
    if (error) return fail(ErrorCode::io, "storage.io", data.string() + ": " + error.message());
    return {};
}

Result<void> write_settings(Store& store, const std::string& company_name) {
    const Actor actor = operator_caller(Role::system_admin).actor;
    const std::string epoch = store.ids().token(8);
    return store.write(actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_CHECK(save_setting(unit.db(), "created_at", to_rfc3339(unit.now())));
        LT_CHECK(save_setting(unit.db(), "epoch", epoch));
        LT_CHECK(save_setting(unit.db(), "company_name", company_name));
        Event event;
        event.action = "archive.created";
        event.object_type = "archive";
        event.details = json_object({{"company_name", company_name}});
        unit.note(std::move(event));
        return {};
    });
}

}  // namespace

Result<std::vector<FirstAdmin>> init_archive(const fs::path& data, const std::string& company_name,
                                             const Clock& clock, IdSource& ids) {
    LT_CHECK(prepare_folder(data));
    Store::Options options;
    options.data = data;
    LT_TRY(const auto store, Store::open(std::move(options), clock, ids));
    LT_CHECK(write_settings(*store, company_name));
    Accounts accounts(*store);
    const Caller system = operator_caller(Role::system_admin);
    const Caller security = operator_caller(Role::security_admin);
    LT_TRY(const Department department, accounts.add_department(system, "XTGL", "系统管理"));
    std::vector<FirstAdmin> admins = {
        {"sysadmin", "系统管理员", Role::system_admin, {}},
        {"secadmin", "安全保密管理员", Role::security_admin, {}},
        {"auditadmin", "安全审计员", Role::audit_admin, {}},
    };
    for (FirstAdmin& admin : admins) {
        LT_TRY(const NewUser made,
               accounts.add_user(system, {admin.login, admin.name, department.id}));
        LT_TRY(const UserRow granted,
               accounts.set_rights(security, made.user.user.id, made.user.user.version,
                                   {{admin.role}, Level::open, std::nullopt}));
        (void)granted;
        admin.link_token = made.link_token;
    }
    return admins;
}

}  // namespace lantai::core
