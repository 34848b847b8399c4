#include "core/model/names.hpp"

#include <array>

namespace lantai::core {

template <>
std::span<const std::string_view> enum_texts<Outcome>() {
    static constexpr std::array<std::string_view, 3> kTexts = {"done", "denied", "failed"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<NoticeKind>() {
    static constexpr std::array<std::string_view, 4> kTexts = {"appointed", "end_set",
                                                               "deputy_added", "deputy_removed"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<RegisterDirection>() {
    static constexpr std::array<std::string_view, 3> kTexts = {"incoming", "outgoing", "internal"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<RegisterOrigin>() {
    static constexpr std::array<std::string_view, 3> kTexts = {"ordinary", "company_issued",
                                                               "meeting_set"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<RegisterState>() {
    static constexpr std::array<std::string_view, 7> kTexts = {
        "in_hand", "concluded", "kept", "collected", "placed", "bound", "archived"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<RegisterAct>() {
    static constexpr std::array<std::string_view, 8> kTexts = {
        "conclude", "keep", "collect", "file", "bind", "receive", "take_back", "hand_on"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<ClearanceKind>() {
    static constexpr std::array<std::string_view, 2> kTexts = {"travel", "training"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<ClearanceState>() {
    static constexpr std::array<std::string_view, 3> kTexts = {"blocked", "cleared", "withdrawn"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<LeavingState>() {
    static constexpr std::array<std::string_view, 3> kTexts = {"open", "cleared", "cancelled"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<HeldKind>() {
    static constexpr std::array<std::string_view, 4> kTexts = {"loan", "entry", "handover", "post"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<Carrier>() {
    static constexpr std::array<std::string_view, 6> kTexts = {"file", "print", "negative",
                                                               "film", "tape",  "disc"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<Origin>() {
    static constexpr std::array<std::string_view, 2> kTexts = {"regular", "old"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<YearPolicy>() {
    static constexpr std::array<std::string_view, 2> kTexts = {"volume", "item"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<DraftOrder>() {
    static constexpr std::array<std::string_view, 2> kTexts = {"draft_first", "final_first"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<Arrangement>() {
    static constexpr std::array<std::string_view, 2> kTexts = {"volume", "item"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<ChangeKind>() {
    static constexpr std::array<std::string_view, 6> kTexts = {"reopen_volume", "correct_item",
                                                               "change_level",  "change_retention",
                                                               "move_group",    "reopen_box"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<BoxState>() {
    static constexpr std::array<std::string_view, 2> kTexts = {"open", "closed"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<ChangeState>() {
    static constexpr std::array<std::string_view, 4> kTexts = {"open", "approved", "refused",
                                                               "withdrawn"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<CodeOwner>() {
    static constexpr std::array<std::string_view, 3> kTexts = {"item", "volume", "box"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<ChangeTarget>() {
    static constexpr std::array<std::string_view, 3> kTexts = {"item", "volume", "box"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<HandoverState>() {
    static constexpr std::array<std::string_view, 4> kTexts = {"draft", "given", "received",
                                                               "cancelled"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<ItemKind>() {
    static constexpr std::array<std::string_view, 14> kTexts = {
        "general",  "request",    "reply",  "plan",   "summary",  "meeting",    "notice",
        "contract", "regulation", "report", "letter", "telegram", "legal_case", "minutes"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<Medium>() {
    static constexpr std::array<std::string_view, 3> kTexts = {"paper", "electronic", "both"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<ItemState>() {
    static constexpr std::array<std::string_view, 2> kTexts = {"filed", "withdrawn"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<LinkKind>() {
    static constexpr std::array<std::string_view, 5> kTexts = {
        "main_attachment", "draft_final", "reply_request", "forward_original", "languages"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<TextState>() {
    static constexpr std::array<std::string_view, 3> kTexts = {"pending", "indexed", "none"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<ReaderKind>() {
    static constexpr std::array<std::string_view, 2> kTexts = {"inside", "outside"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<LoanMode>() {
    static constexpr std::array<std::string_view, 2> kTexts = {"in_room", "take_out"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<LoanState>() {
    static constexpr std::array<std::string_view, 9> kTexts = {"requested", "approved", "refused",
                                                               "withdrawn", "issuing",  "on_loan",
                                                               "returning", "returned", "incident"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<StepDecision>() {
    static constexpr std::array<std::string_view, 2> kTexts = {"approved", "refused"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<CountPhase>() {
    static constexpr std::array<std::string_view, 2> kTexts = {"issue", "return"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<CountSide>() {
    static constexpr std::array<std::string_view, 2> kTexts = {"archivist", "borrower"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<IncidentKind>() {
    static constexpr std::array<std::string_view, 5> kTexts = {"count_mismatch", "damage", "loss",
                                                               "leak", "sub_lending"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<Level>() {
    static constexpr std::array<std::string_view, 5> kTexts = {"open", "internal", "secret",
                                                               "confidential", "top_secret"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<Role>() {
    static constexpr std::array<std::string_view, 9> kTexts = {
        "system_admin", "security_admin", "audit_admin", "archivist",      "dept_archivist",
        "supervisor",   "employee",       "auditor",     "account_manager"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<PositionKind>() {
    static constexpr std::array<std::string_view, 6> kTexts = {
        "department_leader",        "archive_head",        "manager", "general_manager",
        "administrative_assistant", "department_archivist"};
    return kTexts;
}

template <>
std::span<const std::string_view> enum_texts<VolumeState>() {
    static constexpr std::array<std::string_view, 3> kTexts = {"open", "submitted", "sealed"};
    return kTexts;
}

}  // namespace lantai::core
