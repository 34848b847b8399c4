// The text of every enum as SQL, JSON and the policy table write it. One table per enum;
// from_text returns nothing for an unknown word.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "core/model/appointment.hpp"
#include "core/model/box.hpp"
#include "core/model/change_request.hpp"
#include "core/model/clearance.hpp"
#include "core/model/codes.hpp"
#include "core/model/event.hpp"
#include "core/model/fonds.hpp"
#include "core/model/handover.hpp"
#include "core/model/item.hpp"
#include "core/model/leaving.hpp"
#include "core/model/loan.hpp"
#include "core/model/register_entry.hpp"
#include "core/model/user.hpp"
#include "core/model/volume.hpp"

namespace lantai::core {

/// All texts of an enum in the order of its values, for schemas and tests.
template <class E>
std::span<const std::string_view> enum_texts();
template <>
std::span<const std::string_view> enum_texts<Outcome>();
template <>
std::span<const std::string_view> enum_texts<NoticeKind>();
template <>
std::span<const std::string_view> enum_texts<RegisterDirection>();
template <>
std::span<const std::string_view> enum_texts<RegisterOrigin>();
template <>
std::span<const std::string_view> enum_texts<RegisterState>();
template <>
std::span<const std::string_view> enum_texts<RegisterAct>();
template <>
std::span<const std::string_view> enum_texts<ClearanceKind>();
template <>
std::span<const std::string_view> enum_texts<ClearanceState>();
template <>
std::span<const std::string_view> enum_texts<LeavingState>();
template <>
std::span<const std::string_view> enum_texts<HeldKind>();
template <>
std::span<const std::string_view> enum_texts<Carrier>();
template <>
std::span<const std::string_view> enum_texts<YearPolicy>();
template <>
std::span<const std::string_view> enum_texts<Origin>();
template <>
std::span<const std::string_view> enum_texts<DraftOrder>();
template <>
std::span<const std::string_view> enum_texts<Arrangement>();
template <>
std::span<const std::string_view> enum_texts<BoxState>();
template <>
std::span<const std::string_view> enum_texts<CodeOwner>();
template <>
std::span<const std::string_view> enum_texts<ChangeKind>();
template <>
std::span<const std::string_view> enum_texts<ChangeState>();
template <>
std::span<const std::string_view> enum_texts<ChangeTarget>();
template <>
std::span<const std::string_view> enum_texts<HandoverState>();
template <>
std::span<const std::string_view> enum_texts<ItemKind>();
template <>
std::span<const std::string_view> enum_texts<Medium>();
template <>
std::span<const std::string_view> enum_texts<ItemState>();
template <>
std::span<const std::string_view> enum_texts<LinkKind>();
template <>
std::span<const std::string_view> enum_texts<TextState>();
template <>
std::span<const std::string_view> enum_texts<ReaderKind>();
template <>
std::span<const std::string_view> enum_texts<LoanMode>();
template <>
std::span<const std::string_view> enum_texts<LoanState>();
template <>
std::span<const std::string_view> enum_texts<StepDecision>();
template <>
std::span<const std::string_view> enum_texts<CountPhase>();
template <>
std::span<const std::string_view> enum_texts<CountSide>();
template <>
std::span<const std::string_view> enum_texts<IncidentKind>();
template <>
std::span<const std::string_view> enum_texts<Level>();
template <>
std::span<const std::string_view> enum_texts<Role>();
template <>
std::span<const std::string_view> enum_texts<PositionKind>();
template <>
std::span<const std::string_view> enum_texts<VolumeState>();

template <class E>
std::string_view to_text(E value) {
    return enum_texts<E>()[static_cast<std::size_t>(value)];
}

template <class E>
std::optional<E> from_text(std::string_view text) {
    const auto texts = enum_texts<E>();
    for (std::size_t i = 0; i < texts.size(); ++i)
        if (texts[i] == text) return static_cast<E>(i);
    return std::nullopt;
}

}  // namespace lantai::core
