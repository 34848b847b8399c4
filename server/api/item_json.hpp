// JSON of items as several answers show them, and the cursors of lists.
#pragma once
#include <optional>
#include <string>

#include "core/model/item_entry.hpp"
#include "core/model/note.hpp"
#include "core/service/audit_view.hpp"
#include "server/json_codec.hpp"

namespace lantai::server {

/// The members of ItemRow, without the object's braces.
void write_item_row_members(JsonWriter& out, const core::ItemEntry& entry);
/// Member "shelf": where a volume or box stands.
void write_shelf(JsonWriter& out, const core::Shelf& shelf);
core::Shelf read_shelf(JsonReader& in);
void write_item_row(JsonWriter& out, const core::ItemEntry& entry);
void write_params(JsonWriter& out, const std::vector<std::pair<std::string, std::string>>& params);
/// "notes": signed notes of a volume or box, those that the caller may read.
void write_notes(JsonWriter& out, const std::vector<core::NoteEntry>& notes);
/// "findings": why a volume or box cannot be handed to the checker yet.
void write_findings(JsonWriter& out, const std::vector<core::Error>& findings);
void write_history_row(JsonWriter& out, const core::AuditView& view);

/// The end of a page as an opaque text, and back. Error: field cursor, "request.cursor_bad".
std::string cursor_text(const core::PageEnd& end);
Result<std::optional<core::PageEnd>> read_cursor(const std::optional<std::string>& cursor);

}  // namespace lantai::server
