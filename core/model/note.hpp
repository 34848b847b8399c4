// A signed line on the notes form 备考表 of a sealed volume or a closed box.
#pragma once
#include <string>

#include "core/model/user.hpp"

namespace lantai::core {

/// Never changed and never removed. Its level is the highest that its volume or box had when it was
/// written, before or after the change that it tells of: who writes there may know all papers in
/// it, and no program can tell which of them a text names. So a note stays with those who could
/// read it on the day it was signed, even when the papers it names have left and the volume has
/// come down to a lower level; they and the printed form show it, to all others it does not exist.
struct Note {
    Id id = 0;
    std::string text;
    Level level = Level::top_secret;
    Id signer_id = 0;
    Timestamp signed_at = 0;
};

struct NoteEntry {
    Note note;
    std::string signer_name;
};

}  // namespace lantai::core
