#include "core/rules/handover_rules.hpp"

#include <functional>

#include "core/model/names.hpp"
#include "core/rules/faults.hpp"

namespace lantai::core {
namespace {

Error refusal(const char* key, const char* rule, const std::string& rows = {}) {
    Error error = fail(ErrorCode::conflict, key);
    error.params = {{"rule", rule}, {"rows", rows}};
    return error;
}

using Test = std::function<bool(const HandoverRow&, const HandedRecord&)>;

void refuse_where(Faults& faults, const char* key, const char* rule, const HandoverEntry& entry,
                  const Test& test) {
    std::string rows;
    for (std::size_t i = 0; i < entry.handover.rows.size(); ++i) {
        const HandoverRow& row = entry.handover.rows[i];
        if (test(row, entry.records[i]))
            rows += (rows.empty() ? "" : ", ") + std::to_string(row.ordinal);
    }
    if (!rows.empty()) faults.add(refusal(key, rule, rows));
}

bool is_over(const Handover& handover) {
    return handover.state == HandoverState::received || handover.state == HandoverState::cancelled;
}

}  // namespace

Result<void> check_give(const HandoverEntry& entry) {
    if (entry.handover.state != HandoverState::draft) return refusal("handover.not_draft", "R-11");
    Faults faults;
    if (entry.handover.rows.empty()) faults.add(refusal("handover.empty", "R-11"));
    refuse_where(faults, "handover.not_ready", "R-37", entry,
                 [](const HandoverRow&, const HandedRecord& record) { return !record.ready; });
    refuse_where(
        faults, "handover.volume_on_paper", "R-37", entry,
        [](const HandoverRow& row, const HandedRecord&) { return row.volume_id && !row.paper; });
    refuse_where(faults, "handover.nothing_in_row", "R-11", entry,
                 [](const HandoverRow& row, const HandedRecord&) {
                     return !row.volume_id && !row.paper && row.file_sha256.empty();
                 });
    return std::move(faults).result();
}

Result<void> check_receive(const HandoverEntry& entry, Id receiver) {
    const Handover& handover = entry.handover;
    if (handover.state != HandoverState::given) return refusal("handover.not_given", "R-11");
    if (handover.giver_id == std::optional(receiver))
        return fail(ErrorCode::forbidden, "access.own_work");
    Faults faults;
    refuse_where(faults, "handover.paper_missing", "R-37", entry,
                 [](const HandoverRow& row, const HandedRecord&) {
                     return row.paper && !row.paper_received;
                 });
    refuse_where(faults, "handover.notes_form_missing", "R-37", entry,
                 [](const HandoverRow& row, const HandedRecord&) {
                     return row.volume_id && row.file_sha256.empty();
                 });
    return std::move(faults).result();
}

Result<void> check_cancel(const Handover& handover) {
    if (is_over(handover)) return refusal("handover.closed", "R-56");
    return {};
}

Result<void> check_receipt(const Handover& handover) {
    if (handover.state == HandoverState::cancelled) return refusal("handover.cancelled", "R-56");
    return {};
}

Result<void> check_file(const Handover& handover) {
    if (is_over(handover)) return refusal("handover.closed", "R-56");
    return {};
}

}  // namespace lantai::core
