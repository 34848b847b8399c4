// `lantai check`: is everything there and as it should be?
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/result.hpp"

namespace lantai::core {

/// Counts of one part and its faults in plain English.
struct CheckPart {
    std::string name;  // database, files, audit, index
    std::int64_t looked_at = 0;
    std::vector<std::string> faults;
    std::vector<std::string> notes;  // worth knowing, no fault: files that nothing refers to
    bool could_not_look = false;     // then faults says why, and nothing is proven
};

/// A check that another layer brings, e.g. that the index agrees with the database.
using ExtraCheck = std::function<CheckPart(const std::filesystem::path& data)>;

/// Reads the data folder, also under a running server, and changes nothing: integrity and
/// references of the database; every blob of the database present, of its size and its hash; the
/// audit proof; then `extra`. A part that could not be read is never reported as sound.
std::vector<CheckPart> check_archive(const std::filesystem::path& data,
                                     const std::vector<ExtraCheck>& extra);

/// 0 all sound, 1 a fault was found, 2 something could not be looked at (and no fault was found).
int check_exit_code(const std::vector<CheckPart>& parts);

}  // namespace lantai::core
