#include "server/query.hpp"

#include <algorithm>
#include <charconv>

#include "core/rules/faults.hpp"

namespace lantai::server {
namespace {

std::optional<int> parse_int(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace

void QueryReader::fault(std::string_view name, std::string key,
                        std::vector<std::pair<std::string, std::string>> params) {
    faults_.push_back(core::field_error(std::string(name), std::move(key), std::move(params)));
}

std::vector<std::string> QueryReader::all(std::string_view name) {
    asked_.emplace(name);
    std::vector<std::string> values;
    for (const auto& [parameter, value] : request_.query)
        if (parameter == name && !value.empty()) values.push_back(value);
    constexpr std::size_t kMost = 100;
    if (values.size() > kMost) {
        fault(name, "request.too_many", {{"max", std::to_string(kMost)}});
        values.clear();
    }
    return values;
}

std::optional<std::string> QueryReader::one(std::string_view name) {
    auto values = all(name);
    if (values.size() > 1) fault(name, "request.duplicate_field");
    if (values.size() != 1) return std::nullopt;
    return std::move(values.front());
}

std::optional<std::string> QueryReader::text(std::string_view name, std::size_t max) {
    auto value = one(name);
    if (!value) return std::nullopt;
    if (auto bad = core::text_fault(std::string(name), *value, {.max = max})) {
        faults_.push_back(*std::move(bad));
        return std::nullopt;
    }
    return value;
}

std::vector<std::string> QueryReader::texts(std::string_view name, std::size_t max) {
    auto values = all(name);
    for (const std::string& value : values)
        if (auto bad = core::text_fault(std::string(name), value, {.max = max}))
            faults_.push_back(*std::move(bad));
    return values;
}

std::optional<core::Id> QueryReader::id(std::string_view name) {
    const auto value = one(name);
    if (!value) return std::nullopt;
    const auto id = parse_id(*value);
    if (!id) fault(name, "request.field_type", {{"expected", "id"}});
    return id;
}

std::vector<core::Id> QueryReader::ids(std::string_view name) {
    std::vector<core::Id> out;
    for (const std::string& value : all(name)) {
        if (const auto id = parse_id(value)) {
            out.push_back(*id);
        } else {
            fault(name, "request.field_type", {{"expected", "id"}});
        }
    }
    return out;
}

std::vector<int> QueryReader::integers(std::string_view name, int min, int max) {
    std::vector<int> out;
    for (const std::string& value : all(name)) {
        const auto number = parse_int(value);
        if (!number) {
            fault(name, "request.field_type", {{"expected", "integer"}});
        } else if (*number < min || *number > max) {
            fault(name, "request.out_of_range",
                  {{"min", std::to_string(min)}, {"max", std::to_string(max)}});
        } else {
            out.push_back(*number);
        }
    }
    return out;
}

std::optional<int> QueryReader::integer(std::string_view name, int min, int max) {
    const auto values = integers(name, min, max);
    if (values.size() > 1) fault(name, "request.duplicate_field");
    return values.size() == 1 ? std::optional(values.front()) : std::nullopt;
}

std::optional<core::Date> QueryReader::date(std::string_view name) {
    const auto value = one(name);
    if (!value) return std::nullopt;
    const auto date = core::Date::parse(*value);
    if (!date) {
        fault(name, "date.bad");
        return std::nullopt;
    }
    return *date;
}

std::optional<core::Level> QueryReader::level(std::string_view name) {
    const auto number = integer(name, 0, 4);
    return number ? std::optional(static_cast<core::Level>(*number)) : std::nullopt;
}

std::vector<core::Level> QueryReader::levels(std::string_view name) {
    std::vector<core::Level> out;
    for (const int number : integers(name, 0, 4)) out.push_back(static_cast<core::Level>(number));
    return out;
}

std::optional<bool> QueryReader::optional_flag(std::string_view name) {
    const auto value = one(name);
    if (!value) return std::nullopt;
    if (*value == "1" || *value == "true") return true;
    if (*value == "0" || *value == "false") return false;
    fault(name, "request.field_type", {{"expected", "boolean"}});
    return std::nullopt;
}

bool QueryReader::flag(std::string_view name) { return optional_flag(name).value_or(false); }

std::optional<std::size_t> QueryReader::index_of(std::string_view name, std::string_view value,
                                                 std::span<const std::string_view> words) {
    const auto found = std::find(words.begin(), words.end(), value);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    std::string choices;
    for (const std::string_view word : words)
        choices += (choices.empty() ? "" : ", ") + std::string(word);
    fault(name, "request.not_a_choice", {{"choices", choices}});
    return std::nullopt;
}

std::optional<std::size_t> QueryReader::pick(std::string_view name,
                                             std::span<const std::string_view> words) {
    const auto value = one(name);
    return value ? index_of(name, *value, words) : std::nullopt;
}

std::vector<std::size_t> QueryReader::pick_all(std::string_view name,
                                               std::span<const std::string_view> words) {
    std::vector<std::size_t> out;
    for (const std::string& value : all(name))
        if (const auto index = index_of(name, value, words)) out.push_back(*index);
    return out;
}

int QueryReader::limit(int standard) { return integer("limit", 1, 200).value_or(standard); }

Result<void> QueryReader::finish() {
    for (const auto& [name, value] : request_.query) {
        if (!asked_.insert(name).second) continue;
        const bool plain = !core::text_fault("", name, {.max = 60, .required = true});
        fault(plain ? name : "?", "request.unknown_field");
    }
    core::Faults list;
    for (core::Error& error : faults_) list.add(std::move(error));
    faults_.clear();
    return std::move(list).result();
}

}  // namespace lantai::server
