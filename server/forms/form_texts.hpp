// What the printed forms say of records: level marks, numbers, names, dates.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/note.hpp"
#include "core/model/volume_entry.hpp"
#include "core/service/store.hpp"
#include "pdf/forms/notes_form.hpp"

namespace lantai::server {

/// 密级 as printed on what holds these items, nothing below 秘密: its own level with the longest
/// period of the items that have that level, e.g. 机密★10年. One of them without a period leaves
/// the maximum of the law, so that none is written.
std::string level_mark(core::Level level, std::span<const core::ItemEntry> items);

/// The same of items that come one by one; the level is their highest.
class HighestLevel {
public:
    void add(const core::Item& item);
    core::Level level() const { return level_; }
    std::string mark() const;

private:
    core::Level level_ = core::Level::open;
    std::optional<int> months_;  // the longest period at that level
    bool without_period_ = false;
};

/// The last number of an archival code as it stands there: 0012 of Q001-WS·2023-D30-ZJB-0012.
std::string last_number(std::string_view code);

/// 文书 for WS; the code itself when it is none of ours.
std::string category_name(std::string_view code);

/// Different texts in the order of their first appearance.
class Distinct {
public:
    void add(std::string_view text);
    bool one() const { return texts_.size() == 1; }
    /// Joined by 、
    std::string joined() const;

private:
    std::vector<std::string> texts_;
};

/// "2023" or "2021—2023".
std::string year_range(int first, int last);

/// 2023-05-06 14:20, local.
std::string local_time(const core::Store& store, core::Timestamp time);

/// The notes as lines of F-2. They may be above what lies in the volume or box today: the mark of
/// the page is that of the highest.
void add_notes(pdf::NotesForm& form, const core::Store& store,
               const std::vector<core::NoteEntry>& notes);

/// The day that the forms of a volume carry (DECISIONS 7): of sealing, of taking an old volume
/// over, or of the last change.
core::Date content_day(const core::Store& store, const core::Volume& volume);

}  // namespace lantai::server
