// What services share: the answer for what one may not know, and the record of every refusal.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/model/item_entry.hpp"
#include "core/model/note.hpp"
#include "core/rules/access_rules.hpp"
#include "core/service/denial_log.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

/// Missing and hidden objects are answered alike (DECISIONS 2).
inline Error not_found() { return fail(ErrorCode::not_found, "access.not_found"); }

/// The record was changed by somebody else since it was read; params version: the stored one.
inline Error stale(int stored_version) {
    Error error = fail(ErrorCode::stale, "request.stale");
    error.params = {{"version", std::to_string(stored_version)}};
    return error;
}

inline bool may_know(const Subject& subject, const ItemEntry& entry) {
    return decide(subject, Action::view_catalogue, access_object(entry.item, entry.volume_state))
        .allow;
}

/// Takes out of the entry what tells of a record that the caller may not know: the leading item of
/// its group, and of its volume or box the number, and position and page, which tell of other
/// papers in it. The state stays, the policy needs it.
inline void hide_unknown(const Subject& subject, ItemEntry& entry) {
    if (subject.clearance < entry.group_level) entry.item.group_id = entry.item.id;
    if (entry.item.volume_id) {
        Volume volume;
        volume.id = *entry.item.volume_id;
        volume.level = entry.volume_level.value_or(Level::top_secret);
        volume.department_id = entry.item.department_id;
        volume.state = entry.volume_state.value_or(VolumeState::sealed);
        if (decide(subject, Action::view_catalogue, access_object(volume)).allow) return;
        entry.item.volume_id.reset();
        entry.item.volume_position.reset();
        entry.item.start_page.reset();
        entry.volume_code.clear();
        entry.shelf = {};
        entry.location.clear();
    }
    if (!entry.item.box_id) return;
    Box box;
    box.id = *entry.item.box_id;
    box.level = entry.box_level.value_or(Level::top_secret);
    box.department_id = entry.item.department_id;
    if (decide(subject, Action::view_catalogue, access_object(box)).allow) return;
    entry.item.box_id.reset();
    entry.box_code.clear();
    entry.shelf = {};
}

/// Takes out the notes above the reader's clearance (core/model/note.hpp).
inline void hide_notes(const Subject& subject, std::vector<NoteEntry>& notes) {
    std::erase_if(notes, [&](const NoteEntry& one) { return one.note.level > subject.clearance; });
}

/// Logs `event` as denied when the answer was a refusal (R-54: every denial is logged). Only for
/// events about objects that exist.
inline Result<void> log_denial(DenialLog& denials, const Actor& actor, Event event,
                               const Error& answer) {
    if (answer.code != ErrorCode::forbidden && answer.code != ErrorCode::not_found) return {};
    event.outcome = Outcome::denied;
    event.reason = answer.key;
    return denials.note(actor, std::move(event));
}

}  // namespace lantai::core
