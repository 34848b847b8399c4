// Strict reader of query parameters, in the manner of JsonReader.
#pragma once
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/names.hpp"
#include "core/rules/text_rules.hpp"
#include "server/request.hpp"

namespace lantai::server {

/// Ask for every parameter the route knows, then finish(). A parameter that is empty counts as
/// absent; one that is sent twice (except for the lists) or unknown is a fault.
class QueryReader {
public:
    explicit QueryReader(const Request& request) : request_(request) {}

    std::optional<std::string> text(std::string_view name, std::size_t max = 200);
    std::optional<core::Id> id(std::string_view name);
    std::vector<core::Id> ids(std::string_view name);  // repeated
    std::optional<int> integer(std::string_view name, int min, int max);
    std::vector<int> integers(std::string_view name, int min, int max);  // repeated
    std::vector<std::string> texts(std::string_view name, std::size_t max = 200);
    std::optional<core::Date> date(std::string_view name);
    std::optional<core::Level> level(std::string_view name);
    std::vector<core::Level> levels(std::string_view name);
    bool flag(std::string_view name);  // "1" or "true"; absent, "0", "false": no
    std::optional<bool> optional_flag(std::string_view name);
    template <class E>
    std::optional<E> choice(std::string_view name) {
        const auto index = pick(name, core::enum_texts<E>());
        return index ? std::optional(static_cast<E>(*index)) : std::nullopt;
    }
    template <class E>
    std::vector<E> choices(std::string_view name) {  // repeated
        std::vector<E> out;
        for (const std::size_t index : pick_all(name, core::enum_texts<E>()))
            out.push_back(static_cast<E>(index));
        return out;
    }
    /// One of `words`, e.g. a sort order; its index.
    std::optional<std::size_t> pick(std::string_view name, std::span<const std::string_view> words);
    /// 1 … 200, default 50.
    int limit(int standard = 50);
    std::optional<std::string> cursor() { return text("cursor", 500); }

    /// Error: invalid_argument with every fault, keys as in JsonReader.
    Result<void> finish();

private:
    std::optional<std::string> one(std::string_view name);
    std::vector<std::string> all(std::string_view name);
    std::vector<std::size_t> pick_all(std::string_view name,
                                      std::span<const std::string_view> words);
    std::optional<std::size_t> index_of(std::string_view name, std::string_view value,
                                        std::span<const std::string_view> words);
    void fault(std::string_view name, std::string key,
               std::vector<std::pair<std::string, std::string>> params = {});
    const Request& request_;
    std::set<std::string, std::less<>> asked_;
    std::vector<core::Error> faults_;
};

}  // namespace lantai::server
