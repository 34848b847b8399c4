// Making a new archive: `lantai init` (DECISIONS 19).
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/service/store.hpp"

namespace lantai::core {

/// An administrator made at the start; the link is the only way in.
struct FirstAdmin {
    std::string login;
    std::string name;
    Role role = Role::system_admin;
    std::string link_token;
};

/// Makes the folder, the database with its base settings, one department (code XTGL, 系统管理)
/// and the three separated administrators sysadmin, secadmin and auditadmin. No password exists
/// until somebody uses a link. Errors: conflict archive.exists when `data` holds an archive,
/// archive.folder_not_empty when it holds anything but settings (lantai.toml); io.
Result<std::vector<FirstAdmin>> init_archive(const std::filesystem::path& data,
                                             const std::string& company_name, const Clock& clock,
                                             IdSource& ids);

}  // namespace lantai::core
