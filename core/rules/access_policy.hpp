// The rows of the policy table as access_rules' own parts read them. Other code uses
// access_rules.hpp.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "core/rules/access_rules.hpp"

namespace lantai::core {

/// A set of enum values, one bit each.
using Mask = std::uint32_t;

template <class E>
constexpr Mask bit(E value) {
    return Mask{1} << static_cast<unsigned>(value);
}
template <class E>
constexpr Mask mask(std::initializer_list<E> values) {
    Mask all = 0;
    for (const E value : values) all |= bit(value);
    return all;
}

/// Whose department the object must belong to.
enum class Place { any, own, own_or_grant };
/// The person named by the object: requester of a loan, compiler of a volume.
enum class Person { any, self, other };

/// One way in which an action is allowed: every condition has to hold.
struct PolicyRow {
    Action action;
    Mask kinds;      // ObjectKind
    Mask roles;      // any of these, or
    Mask positions;  // any of these
    bool clearance;  // clearance >= level
    Place place;
    Person person;
    Mask states;  // ObjectState
};

/// The rows that the subject's roles and positions open for an action. An account with a forbidden
/// mixture of roles has none, and a separated administrator gains nothing from a position.
std::vector<const PolicyRow*> policy_rows(const Subject& subject, Action action);

}  // namespace lantai::core
