#include "server/json_tree.hpp"

#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

namespace lantai::server {
namespace {

constexpr std::size_t kMaxDepth = 32;
// No body of ours has more; what a reader does with a member may take time for each other one.
constexpr std::size_t kMaxMembers = 200;
constexpr std::size_t kMaxNodes = 100'000;

/// Builds the tree from nlohmann's events. nlohmann's own tree would keep the last of two equal
/// keys, turn -5 into an unsigned number when asked, and take any depth.
class Builder : public nlohmann::json_sax<nlohmann::json> {
public:
    bool null() override { return add({}); }
    bool boolean(bool value) override {
        JsonNode node;
        node.type = JsonNode::Type::boolean;
        node.boolean = value;
        return add(std::move(node));
    }
    bool number_integer(number_integer_t value) override { return add_integer(value); }
    bool number_unsigned(number_unsigned_t value) override {
        if (value > static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max()))
            return add_number();
        return add_integer(static_cast<std::int64_t>(value));
    }
    bool number_float(number_float_t, const string_t&) override { return add_number(); }
    bool string(string_t& value) override {
        JsonNode node;
        node.type = JsonNode::Type::text;
        node.text = std::move(value);
        return add(std::move(node));
    }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(JsonNode::Type::object); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(JsonNode::Type::array); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        JsonNode& object = *stack_.back();
        if (object.members.size() == kMaxMembers) {
            too_many_ = true;
            return false;
        }
        if (object.find(name)) object.duplicates.push_back(name);
        // A repeated member is kept under a name nobody asks for; the fault is reported anyway.
        object.members.emplace_back(std::move(name), JsonNode{});
        return true;
    }
    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception&) override {
        position_ = position;
        return false;
    }

    core::Result<JsonNode> result(bool parsed) {
        if (too_many_)
            return core::fail(core::ErrorCode::invalid_argument, "request.too_many_members");
        if (too_deep_) return core::fail(core::ErrorCode::invalid_argument, "request.too_deep");
        if (parsed) return std::move(root_);
        core::Error error = core::fail(core::ErrorCode::invalid_argument, "request.json_bad");
        error.params = {{"position", std::to_string(position_)}};
        return error;
    }

private:
    bool add_integer(std::int64_t value) {
        JsonNode node;
        node.type = JsonNode::Type::integer;
        node.integer = value;
        return add(std::move(node));
    }
    bool add_number() {
        JsonNode node;
        node.type = JsonNode::Type::number;
        return add(std::move(node));
    }
    JsonNode* place(JsonNode node) {
        ++nodes_;
        if (stack_.empty()) {
            root_ = std::move(node);
            return &root_;
        }
        JsonNode& parent = *stack_.back();
        if (parent.type == JsonNode::Type::array) {
            parent.items.push_back(std::move(node));
            return &parent.items.back();
        }
        parent.members.back().second = std::move(node);
        return &parent.members.back().second;
    }
    bool add(JsonNode node) {
        place(std::move(node));
        too_many_ = nodes_ > kMaxNodes;
        return !too_many_;
    }
    bool open(JsonNode::Type type) {
        if (stack_.size() == kMaxDepth) {
            too_deep_ = true;
            return false;
        }
        JsonNode node;
        node.type = type;
        // Pointers into vectors stay valid: a vector grows only while its last element is closed.
        stack_.push_back(place(std::move(node)));
        too_many_ = nodes_ > kMaxNodes;
        return !too_many_;
    }
    bool close() {
        stack_.pop_back();
        return true;
    }

    JsonNode root_;
    std::vector<JsonNode*> stack_;
    bool too_deep_ = false;
    bool too_many_ = false;
    std::size_t nodes_ = 0;
    std::size_t position_ = 0;
};

}  // namespace

const JsonNode* JsonNode::find(std::string_view name) const {
    for (const auto& [member, node] : members)
        if (member == name) return &node;
    return nullptr;
}

core::Result<JsonNode> parse_json(std::string_view text) {
    Builder builder;
    bool parsed = false;
    try {
        parsed = nlohmann::json::sax_parse(text, &builder);
    } catch (const nlohmann::json::exception&) {
        parsed = false;
    }
    return builder.result(parsed);
}

}  // namespace lantai::server
