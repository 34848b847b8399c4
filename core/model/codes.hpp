// What archival codes belong to, and the codes that records once had.
#pragma once
#include <string>

#include "core/base/clock.hpp"
#include "core/base/ids.hpp"

namespace lantai::core {

enum class CodeOwner { item, volume, box };

/// A code that a record once had: it leads to the record and is never given again.
struct CodeRedirect {
    Id id = 0;
    std::string old_code;
    CodeOwner owner = CodeOwner::item;
    Id object_id = 0;
    std::string reason;
    Timestamp changed_at = 0;
};

}  // namespace lantai::core
