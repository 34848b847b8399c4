// The signed notes of volumes and boxes in the database. They are only ever added to.
#pragma once
#include <vector>

#include "core/db/database.hpp"
#include "core/model/note.hpp"

namespace lantai::core {

enum class NoteHolder { volume, box };

/// Oldest first, with every level.
Result<std::vector<NoteEntry>> list_notes(Database& db, NoteHolder holder, Id holder_id);
Result<void> insert_note(Database& db, NoteHolder holder, Id holder_id, const Note& note);
/// Notes of the volume that were written before notes had a level get this one.
Result<void> fix_note_levels(Database& db, Id volume_id, Level level);

}  // namespace lantai::core
