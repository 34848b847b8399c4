// Refusals that name the rule and the items at fault, for volumes and boxes alike. Pure.
#pragma once
#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/model/item.hpp"
#include "core/rules/faults.hpp"

namespace lantai::core {

/// Archival codes, joined by ", ".
std::string codes_of(const std::vector<const Item*>& items);

/// A conflict `key` with the params rule, ids and items (the codes) of those at fault.
Error refusal(const char* key, const char* rule, const std::vector<const Item*>& at_fault = {});

/// The items that `test` holds for; they live as long as `items`.
std::vector<const Item*> where(std::span<const Item> items,
                               const std::function<bool(const Item&)>& test);

/// One refusal for all items that `test` holds for; none when there is no such item.
void refuse_where(Faults& faults, const char* key, const char* rule, std::span<const Item> items,
                  const std::function<bool(const Item&)>& test);

/// Refuses, by R-22 and with their ids, those of `leaving` that are not `present`.
void refuse_absent(Faults& faults, const char* key, const std::set<Id>& leaving,
                   const std::set<Id>& present);

}  // namespace lantai::core
