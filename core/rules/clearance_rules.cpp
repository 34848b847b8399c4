#include "core/rules/clearance_rules.hpp"

#include "core/rules/text_rules.hpp"

namespace lantai::core {
namespace {

Error conflict(const char* key, const char* rule) {
    Error error = fail(ErrorCode::conflict, key);
    error.params = {{"rule", rule}};
    return error;
}

}  // namespace

Result<void> check_clearance(const Clearance& clearance) {
    Faults faults;
    faults.add(text_fault("subject", clearance.subject, {kMaxSubject, true, TextKind::line}));
    if (clearance.to < clearance.from) faults.add(field_error("to", "clearance.dates"));
    return std::move(faults).result();
}

Result<void> check_sign(const Clearance& clearance, bool nothing_to_file,
                        const std::vector<RegisterRow>& papers) {
    if (clearance.state != ClearanceState::blocked) return conflict("clearance.not_blocked", "R-9");
    Faults faults;
    if (nothing_to_file != papers.empty())
        faults.add(field_error("entry_ids", "clearance.nothing_or_papers", {{"rule", "R-9"}}));
    for (const RegisterRow& row : papers) {
        const RegisterEntry& entry = row.entry;
        const bool fits = entry.handler_id == clearance.requester_id &&
                          entry.department_id == clearance.department_id &&
                          entry.state >= RegisterState::collected && !row.corrected_by;
        if (!fits)
            faults.add(field_error("entry_ids", "clearance.paper",
                                   {{"register_no", entry.register_no}, {"rule", "R-9"}}));
    }
    return std::move(faults).result();
}

Result<void> check_certificate(const Clearance& clearance) {
    if (clearance.state != ClearanceState::cleared) return conflict("clearance.blocked", "R-9");
    return {};
}

Result<void> check_certificate(const Leaving& leaving) {
    if (leaving.state != LeavingState::cleared) return conflict("leaving.not_cleared", "R-5");
    return {};
}

Result<void> check_leaving_receipt(const LeavingEntry& entry, Id receiver) {
    const Leaving& leaving = entry.leaving;
    if (leaving.state != LeavingState::open) return conflict("leaving.not_open", "R-5");
    if (receiver == leaving.user_id || leaving.leaver_witness == std::optional(receiver))
        return fail(ErrorCode::forbidden, "access.own_work");
    Faults faults;
    if (leaving.leaver_paper.empty()) faults.add(conflict("leaving.leaver_not_signed", "R-5"));
    if (!entry.held.empty()) {
        Error error = conflict("leaving.still_held", "R-5");
        error.params.emplace_back("count", std::to_string(entry.held.size()));
        faults.add(std::move(error));
    }
    return std::move(faults).result();
}

}  // namespace lantai::core
