#include "core/rules/item_refusal.hpp"

namespace lantai::core {

std::string codes_of(const std::vector<const Item*>& items) {
    std::string codes;
    for (const Item* item : items) codes += (codes.empty() ? "" : ", ") + item->archival_code;
    return codes;
}

Error refusal(const char* key, const char* rule, const std::vector<const Item*>& at_fault) {
    Error error = fail(ErrorCode::conflict, key);
    std::string ids;
    for (const Item* item : at_fault) ids += (ids.empty() ? "" : ", ") + std::to_string(item->id);
    error.params = {{"rule", rule}, {"ids", ids}, {"items", codes_of(at_fault)}};
    return error;
}

std::vector<const Item*> where(std::span<const Item> items,
                               const std::function<bool(const Item&)>& test) {
    std::vector<const Item*> found;
    for (const Item& item : items)
        if (test(item)) found.push_back(&item);
    return found;
}

void refuse_where(Faults& faults, const char* key, const char* rule, std::span<const Item> items,
                  const std::function<bool(const Item&)>& test) {
    const auto found = where(items, test);
    if (!found.empty()) faults.add(refusal(key, rule, found));
}

void refuse_absent(Faults& faults, const char* key, const std::set<Id>& leaving,
                   const std::set<Id>& present) {
    std::string absent;
    for (const Id id : leaving)
        if (!present.count(id)) absent += (absent.empty() ? "" : ", ") + std::to_string(id);
    if (absent.empty()) return;
    Error error = refusal(key, "R-22");
    error.params[1].second = absent;
    faults.add(std::move(error));
}

}  // namespace lantai::core
