#include "core/rules/register_rules.hpp"

#include <algorithm>
#include <array>

#include "core/model/names.hpp"
#include "core/rules/faults.hpp"
#include "core/rules/item_rules.hpp"
#include "core/rules/text_rules.hpp"

namespace lantai::core {
namespace {

using Act = RegisterAct;
using State = RegisterState;

constexpr RegisterMove kMoves[] = {
    {State::in_hand, Act::conclude, State::concluded},
    {State::in_hand, Act::keep, State::kept},
    {State::concluded, Act::collect, State::collected},
    {State::kept, Act::collect, State::collected},
    {State::collected, Act::file, State::placed},
    {State::placed, Act::take_back, State::collected},
    {State::placed, Act::bind, State::bound},
    {State::bound, Act::receive, State::archived},
    // A receipt before the volume is sealed is remembered, the state stays.
    {State::collected, Act::receive, State::collected},
    {State::placed, Act::receive, State::placed},
    {State::archived, Act::receive, State::archived},
    // The paper passes to another handler.
    {State::in_hand, Act::hand_on, State::in_hand},
    {State::concluded, Act::hand_on, State::concluded},
    {State::kept, Act::hand_on, State::kept},
};

Error refusal(const char* key, const char* rule, const RegisterEntry& entry) {
    Error error = fail(ErrorCode::conflict, key);
    error.params = {{"rule", rule}, {"register_no", entry.register_no}};
    return error;
}

const char* rule_of(RegisterOrigin origin) {
    return origin == RegisterOrigin::company_issued ? "R-6" : "R-8";
}

void check_number(const char* field, const std::optional<int>& value, int max, Faults& faults) {
    if (value && (*value < 1 || *value > max))
        faults.add(
            field_error(field, "request.out_of_range", {{"min", "1"}, {"max", std::to_string(max)}}));
}

}  // namespace

std::span<const RegisterMove> register_moves() { return kMoves; }

Result<RegisterState> next_state(RegisterState state, RegisterAct act) {
    for (const RegisterMove& move : kMoves)
        if (move.from == state && move.act == act) return move.to;
    const bool unfinished = act == Act::file && state < State::collected;
    Error error = fail(ErrorCode::conflict,
                       unfinished ? "register.not_collected" : "register.wrong_state");
    error.params = {{"state", std::string(to_text(state))},
                    {"act", std::string(to_text(act))},
                    {"rule", unfinished ? "R-14" : "R-16"}};
    return error;
}

Result<void> check_file_entry(const RegisterEntry& entry, Id general_office) {
    if (entry.copy_of) return refusal("register.copy", "R-7", entry);
    LT_TRY(const RegisterState next, next_state(entry.state, Act::file));
    (void)next;
    const bool of_office = entry.origin != RegisterOrigin::ordinary;
    if (of_office && entry.department_id != general_office && !entry.receipted_on)
        return refusal("register.no_receipt", rule_of(entry.origin), entry);
    return {};
}

Id keeper_of(const RegisterEntry& entry, Id general_office) {
    return entry.origin == RegisterOrigin::ordinary ? entry.department_id : general_office;
}

Result<void> check_entry(const RegisterEntry& entry, Id general_office, const Date& today) {
    Faults faults;
    const bool incoming = entry.direction == RegisterDirection::incoming;
    faults.add(text_fault("title", entry.title, {kMaxTitle, true, TextKind::line}));
    faults.add(
        text_fault("document_no", entry.document_no, {kMaxDocumentNo, false, TextKind::line}));
    faults.add(text_fault("correspondent", entry.correspondent,
                          {kMaxCorrespondent, incoming, TextKind::line}));
    faults.add(text_fault("remarks", entry.remarks, {kMaxRemarks, false, TextKind::lines}));
    check_number("copies", entry.copies, 9999, faults);
    check_number("pages", entry.pages, 99999, faults);
    if (entry.registered_on > today)
        faults.add(field_error("registered_on", "register.in_future"));
    const bool meeting = entry.origin == RegisterOrigin::meeting_set;
    if ((entry.origin == RegisterOrigin::company_issued && incoming) ||
        (meeting && entry.direction != RegisterDirection::internal))
        faults.add(field_error("origin", "register.origin", {{"rule", rule_of(entry.origin)}}));
    else if (entry.origin != RegisterOrigin::ordinary && general_office == 0)
        faults.add(field_error("origin", "register.no_general_office",
                               {{"rule", rule_of(entry.origin)}}));
    return std::move(faults).result();
}

Date filing_due(const Date& concluded_on) {
    return Date(concluded_on.year(), concluded_on.month(), 1).plus_months(1).plus_days(9);
}

int days_late(const Date& concluded_on, const Date& until) {
    return std::max(0, until.days_since(filing_due(concluded_on)));
}

Date late_before(const Date& today) {
    const Date month(today.year(), today.month(), 1);
    return today.day() > 10 ? month : month.plus_months(-1);
}

std::string_view direction_letter(RegisterDirection direction) {
    constexpr std::array<std::string_view, 3> kLetters = {"S", "F", "N"};
    return kLetters[static_cast<std::size_t>(direction)];
}

}  // namespace lantai::core
