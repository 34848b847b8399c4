#include "core/repo/note_repo.hpp"

#include <string>

#include "core/repo/rows.hpp"

namespace lantai::core {
namespace {

struct NoteTable {
    std::string notes;
    std::string holders;
    std::string reference;
};

NoteTable table_of(NoteHolder holder) {
    switch (holder) {
        case NoteHolder::volume:
            return {"volume_notes", "volumes", "volume_id"};
        case NoteHolder::box:
            return {"box_notes", "boxes", "box_id"};
    }
    return {};
}

}  // namespace

Result<std::vector<NoteEntry>> list_notes(Database& db, NoteHolder holder, Id holder_id) {
    const NoteTable table = table_of(holder);
    return db_list<NoteEntry>(
        db,
        "SELECT n.id, n.text, COALESCE(n.level, h.level), n.signer_id, n.signed_at, u.name FROM " +
            table.notes + " n JOIN " + table.holders + " h ON h.id = n." + table.reference +
            " JOIN users u ON u.id = n.signer_id WHERE h.id = :holder ORDER BY n.id",
        {{"holder", holder_id}}, [](const DbRow& row) {
            return NoteEntry{{row.integer(0), row.text(1), static_cast<Level>(row.integer(2)),
                              row.integer(3), row.integer(4)},
                             row.text(5)};
        });
}

Result<void> insert_note(Database& db, NoteHolder holder, Id holder_id, const Note& note) {
    const NoteTable table = table_of(holder);
    return run(db,
               "INSERT INTO " + table.notes + "(id, " + table.reference +
                   ", text, level, signer_id, signed_at)"
                   " VALUES (:id, :holder, :text, :level, :signer, :at)",
               {{"id", note.id},
                {"holder", holder_id},
                {"text", note.text},
                {"level", static_cast<int>(note.level)},
                {"signer", note.signer_id},
                {"at", note.signed_at}});
}

Result<void> fix_note_levels(Database& db, Id volume_id, Level level) {
    return run(db,
               "UPDATE volume_notes SET level = :level WHERE volume_id = :volume"
               " AND level IS NULL",
               {{"level", static_cast<int>(level)}, {"volume", volume_id}});
}

}  // namespace lantai::core
