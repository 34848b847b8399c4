#include "server/json_codec.hpp"

#include <algorithm>

#include "core/rules/faults.hpp"
#include "server/json_tree.hpp"
#include "server/request.hpp"

namespace lantai::server {

using Type = JsonNode::Type;

struct JsonReader::Shared {
    JsonNode root;
    std::vector<core::Error> faults;
};

namespace {

std::string joined(std::span<const std::string_view> texts) {
    std::string out;
    for (const std::string_view text : texts) {
        if (!out.empty()) out += ", ";
        out += text;
    }
    return out;
}

std::string indexed(std::string_view name, std::size_t index) {
    return std::string(name) + "[" + std::to_string(index) + "]";
}

}  // namespace

JsonReader::JsonReader(std::shared_ptr<Shared> shared, const JsonNode* node, std::string prefix)
    : shared_(std::move(shared)), node_(node), prefix_(std::move(prefix)) {}

Result<JsonReader> JsonReader::parse(std::string_view text) {
    LT_TRY(JsonNode root, parse_json(text));
    if (root.type != Type::object)
        return core::fail(core::ErrorCode::invalid_argument, "request.not_an_object");
    auto shared = std::make_shared<Shared>();
    shared->root = std::move(root);
    const JsonNode* node = &shared->root;
    return JsonReader(std::move(shared), node, "");
}

bool JsonReader::mentions(std::string_view name) {
    asked_.emplace(name);
    return node_->find(name) != nullptr;
}

bool JsonReader::has(std::string_view name) {
    asked_.emplace(name);
    const JsonNode* node = node_->find(name);
    return node && node->type != Type::null;
}

const JsonNode* JsonReader::take(std::string_view name, bool required) {
    if (!has(name)) {
        if (required) fault(name, "request.field_missing");
        return nullptr;
    }
    return node_->find(name);
}

void JsonReader::fault(std::string_view name, std::string key,
                       std::vector<std::pair<std::string, std::string>> params) {
    shared_->faults.push_back(
        core::field_error(prefix_ + std::string(name), std::move(key), std::move(params)));
}

void JsonReader::type_fault(std::string_view name, const char* expected) {
    fault(name, "request.field_type", {{"expected", expected}});
}

std::optional<std::string> JsonReader::optional_text(std::string_view name, core::TextLimit limit) {
    const JsonNode* node = take(name, limit.required);
    if (!node) return std::nullopt;
    if (node->type != Type::text) {
        type_fault(name, "string");
        return std::nullopt;
    }
    if (auto bad = core::text_fault(prefix_ + std::string(name), node->text, limit)) {
        shared_->faults.push_back(*std::move(bad));
        return std::nullopt;
    }
    return node->text;
}

std::string JsonReader::text(std::string_view name, core::TextLimit limit) {
    return optional_text(name, limit).value_or("");
}

std::string JsonReader::secret(std::string_view name, std::size_t max) {
    const JsonNode* node = take(name, true);
    if (!node) return "";
    if (node->type != Type::text) {
        type_fault(name, "string");
    } else if (node->text.empty()) {
        fault(name, "request.field_missing");
    } else if (node->text.size() > max) {
        fault(name, "text.too_long", {{"max", std::to_string(max)}});
    } else if (node->text.find('\0') != std::string::npos) {
        fault(name, "text.control");
    } else {
        return node->text;
    }
    return "";
}

std::optional<int> JsonReader::optional_integer(std::string_view name, int min, int max) {
    const JsonNode* node = take(name, false);
    if (!node) return std::nullopt;
    if (node->type != Type::integer) {
        type_fault(name, "integer");
        return std::nullopt;
    }
    if (node->integer < min || node->integer > max) {
        fault(name, "request.out_of_range",
              {{"min", std::to_string(min)}, {"max", std::to_string(max)}});
        return std::nullopt;
    }
    return static_cast<int>(node->integer);
}

int JsonReader::integer(std::string_view name, int min, int max) {
    if (!take(name, true)) return 0;
    return optional_integer(name, min, max).value_or(0);
}

std::optional<bool> JsonReader::optional_boolean(std::string_view name) {
    const JsonNode* node = take(name, false);
    if (!node) return std::nullopt;
    if (node->type != Type::boolean) {
        type_fault(name, "boolean");
        return std::nullopt;
    }
    return node->boolean;
}

bool JsonReader::boolean(std::string_view name) {
    if (!take(name, true)) return false;
    return optional_boolean(name).value_or(false);
}

std::optional<core::Date> JsonReader::optional_date(std::string_view name) {
    const JsonNode* node = take(name, false);
    if (!node) return std::nullopt;
    if (node->type != Type::text) {
        type_fault(name, "date");
        return std::nullopt;
    }
    const auto date = core::Date::parse(node->text);
    if (!date) {
        fault(name, "date.bad");
        return std::nullopt;
    }
    return *date;
}

core::Date JsonReader::date(std::string_view name) {
    if (!take(name, true)) return {};
    return optional_date(name).value_or(core::Date{});
}

std::optional<core::Id> JsonReader::optional_id(std::string_view name) {
    const JsonNode* node = take(name, false);
    if (!node) return std::nullopt;
    const auto id = node->type == Type::text ? parse_id(node->text) : std::nullopt;
    if (!id) type_fault(name, "id");
    return id;
}

core::Id JsonReader::id(std::string_view name) {
    if (!take(name, true)) return 0;
    return optional_id(name).value_or(0);
}

std::vector<core::Id> JsonReader::ids(std::string_view name, std::size_t max) {
    std::vector<core::Id> out;
    const JsonNode* node = take(name, false);
    if (!node) return out;
    if (node->type != Type::array) {
        type_fault(name, "array");
        return out;
    }
    if (node->items.size() > max) {
        fault(name, "request.too_many", {{"max", std::to_string(max)}});
        return out;
    }
    for (std::size_t i = 0; i < node->items.size(); ++i) {
        const JsonNode& item = node->items[i];
        const auto id = item.type == Type::text ? parse_id(item.text) : std::nullopt;
        if (id) {
            out.push_back(*id);
        } else {
            type_fault(indexed(name, i), "id");
        }
    }
    return out;
}

std::vector<std::string> JsonReader::texts(std::string_view name, std::size_t max,
                                           core::TextLimit each) {
    std::vector<std::string> out;
    const JsonNode* node = take(name, false);
    if (!node) return out;
    if (node->type != Type::array) {
        type_fault(name, "array");
        return out;
    }
    if (node->items.size() > max) {
        fault(name, "request.too_many", {{"max", std::to_string(max)}});
        return out;
    }
    for (std::size_t i = 0; i < node->items.size(); ++i) {
        const JsonNode& item = node->items[i];
        const std::string field = indexed(name, i);
        if (item.type != Type::text) {
            type_fault(field, "string");
        } else if (auto bad = core::text_fault(prefix_ + field, item.text, each)) {
            shared_->faults.push_back(*std::move(bad));
        } else {
            out.push_back(item.text);
        }
    }
    return out;
}

std::optional<core::Level> JsonReader::optional_level(std::string_view name) {
    const auto number = optional_integer(name, 0, 4);
    return number ? std::optional(static_cast<core::Level>(*number)) : std::nullopt;
}

core::Level JsonReader::level(std::string_view name) {
    return static_cast<core::Level>(integer(name, 0, 4));
}

std::optional<std::size_t> JsonReader::pick(std::string_view name,
                                            std::span<const std::string_view> texts,
                                            bool required) {
    const JsonNode* node = take(name, required);
    if (!node) return std::nullopt;
    if (node->type != Type::text) {
        type_fault(name, "string");
        return std::nullopt;
    }
    const auto found = std::find(texts.begin(), texts.end(), node->text);
    if (found == texts.end()) {
        fault(name, "request.not_a_choice", {{"choices", joined(texts)}});
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - texts.begin());
}

std::vector<std::size_t> JsonReader::pick_all(std::string_view name,
                                              std::span<const std::string_view> texts) {
    std::vector<std::size_t> out;
    const JsonNode* node = take(name, true);
    if (!node) return out;
    if (node->type != Type::array) {
        type_fault(name, "array");
        return out;
    }
    for (std::size_t i = 0; i < node->items.size(); ++i) {
        const JsonNode& item = node->items[i];
        const auto found = std::find(texts.begin(), texts.end(), item.text);
        const auto index = static_cast<std::size_t>(found - texts.begin());
        if (item.type != Type::text || found == texts.end()) {
            fault(indexed(name, i), "request.not_a_choice", {{"choices", joined(texts)}});
        } else if (std::find(out.begin(), out.end(), index) != out.end()) {
            fault(indexed(name, i), "request.repeated_value");
        } else {
            out.push_back(index);
        }
    }
    return out;
}

bool JsonReader::object(std::string_view name, const std::function<void(JsonReader&)>& read,
                        bool required) {
    const JsonNode* node = take(name, required);
    if (!node) return false;
    if (node->type != Type::object) {
        type_fault(name, "object");
        return false;
    }
    JsonReader inner(shared_, node, prefix_ + std::string(name) + ".");
    read(inner);
    inner.report_unknown();
    return true;
}

void JsonReader::objects(std::string_view name, std::size_t max,
                         const std::function<void(JsonReader&)>& read) {
    const JsonNode* node = take(name, false);
    if (!node) return;
    if (node->type != Type::array) return type_fault(name, "array");
    if (node->items.size() > max)
        return fault(name, "request.too_many", {{"max", std::to_string(max)}});
    for (std::size_t i = 0; i < node->items.size(); ++i) {
        if (node->items[i].type != Type::object) {
            type_fault(indexed(name, i), "object");
            continue;
        }
        JsonReader inner(shared_, &node->items[i], prefix_ + indexed(name, i) + ".");
        read(inner);
        inner.report_unknown();
    }
}

void JsonReader::report_unknown() {
    constexpr std::size_t kShown = 20;  // a hostile body must not make a huge answer
    std::size_t shown = 0;
    const auto report = [&](const std::string& name, const char* key) {
        // The name comes from outside: shown only when it is a harmless line.
        const bool plain = !core::text_fault("", name, {.max = 60, .required = true});
        if (++shown <= kShown) fault(plain ? name : "?", key);
    };
    for (const std::string& name : node_->duplicates) report(name, "request.duplicate_field");
    for (const auto& [name, node] : node_->members)
        if (asked_.find(name) == asked_.end()) report(name, "request.unknown_field");
}

Result<void> JsonReader::finish() {
    report_unknown();
    core::Faults all;
    for (core::Error& error : shared_->faults) all.add(std::move(error));
    shared_->faults.clear();
    return std::move(all).result();
}

}  // namespace lantai::server
