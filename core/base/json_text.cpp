#include "core/base/json_text.hpp"

#include <charconv>
#include <cstdio>

namespace lantai::core {
namespace {

struct JsonToken {
    std::size_t begin = 0;  // of the opening quote
    std::size_t end = 0;    // behind the closing quote
    int depth = 0;          // 1: of the outermost object
    bool name = false;
    std::string text;
};

/// The string that begins at `at`; json_string() escapes nothing but quotes and controls.
JsonToken read_string(std::string_view json, std::size_t at, int depth) {
    JsonToken token{at, json.size(), depth, false, {}};
    for (std::size_t i = at + 1; i < json.size(); ++i) {
        if (json[i] == '"') {
            token.end = i + 1;
            break;
        }
        if (json[i] == '\\' && i + 1 < json.size()) ++i;
        token.text += json[i];
    }
    token.name = token.end < json.size() && json[token.end] == ':';
    return token;
}

std::vector<JsonToken> read_strings(std::string_view json) {
    std::vector<JsonToken> tokens;
    int depth = 0;
    for (std::size_t i = 0; i < json.size(); ++i) {
        if (json[i] == '{' || json[i] == '[') ++depth;
        if (json[i] == '}' || json[i] == ']') --depth;
        if (json[i] != '"') continue;
        tokens.push_back(read_string(json, i, depth));
        i = tokens.back().end - 1;
    }
    return tokens;
}

}  // namespace

std::string json_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7F) {
            char escaped[8];
            std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(byte));
            out += escaped;
        } else {
            out += c;
        }
    }
    return out + "\"";
}

std::string json_object(const std::vector<JsonField>& fields) {
    std::string out = "{";
    for (const JsonField& field : fields) {
        if (out.size() > 1) out += ',';
        out += json_string(field.name) + ":" + field.text;
    }
    return out + "}";
}

std::string json_array(const std::vector<std::string>& strings) {
    std::string out = "[";
    for (const std::string& text : strings) {
        if (out.size() > 1) out += ',';
        out += json_string(text);
    }
    return out + "]";
}

std::vector<std::string> json_strings(std::string_view json) {
    std::vector<std::string> texts;
    for (JsonToken& token : read_strings(json))
        if (!token.name) texts.push_back(std::move(token.text));
    return texts;
}

std::string json_without(std::string_view object, std::string_view name) {
    const std::vector<JsonToken> tokens = read_strings(object);
    std::string rest(object);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const JsonToken& token = tokens[i];
        if (!token.name || token.depth != 1 || token.text != name) continue;
        std::size_t end = object.rfind('}');
        for (std::size_t next = i + 1; next < tokens.size(); ++next)
            if (tokens[next].name && tokens[next].depth == 1) {
                end = tokens[next].begin;
                break;
            }
        const bool last = end == object.rfind('}');
        const bool first = object.substr(0, token.begin) == "{";
        // The comma behind the member goes with it, or the one before it when it is the last.
        const std::size_t begin = last && !first ? token.begin - 1 : token.begin;
        return rest.erase(begin, end - begin);
    }
    return rest;
}

std::optional<std::int64_t> json_integer(std::string_view object, std::string_view name) {
    for (const JsonToken& token : read_strings(object)) {
        if (!token.name || token.depth != 1 || token.text != name) continue;
        if (token.end >= object.size()) return std::nullopt;
        std::int64_t value = 0;
        const char* begin = object.data() + token.end + 1;  // behind the colon
        const auto read = std::from_chars(begin, object.data() + object.size(), value);
        if (read.ec != std::errc()) return std::nullopt;
        return value;
    }
    return std::nullopt;
}

namespace {

/// Reads exactly what json_string() and json_object() write.
class TextReader {
public:
    explicit TextReader(std::string_view text) : rest_(text) {}

    bool take(std::string_view word) {
        if (rest_.substr(0, word.size()) != word) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    bool at_end() const { return rest_.empty(); }

    std::optional<std::string> text() {
        if (!take("\"")) return std::nullopt;
        std::string out;
        while (!rest_.empty() && rest_.front() != '"') {
            if (rest_.front() == '\\') {
                if (!escaped(out)) return std::nullopt;
                continue;
            }
            out += rest_.front();
            rest_.remove_prefix(1);
        }
        if (!take("\"")) return std::nullopt;
        return out;
    }

private:
    bool escaped(std::string& out) {
        if (take("\\u00")) {
            constexpr std::size_t kDigits = 2;
            unsigned value = 0;
            if (rest_.size() < kDigits) return false;
            const char* end = rest_.data() + kDigits;
            const auto read = std::from_chars(rest_.data(), end, value, 16);
            if (read.ptr != end || value > 0x7F) return false;
            out += static_cast<char>(value);
            rest_.remove_prefix(kDigits);
            return true;
        }
        if (rest_.size() < 2 || (rest_[1] != '"' && rest_[1] != '\\')) return false;
        out += rest_[1];
        rest_.remove_prefix(2);
        return true;
    }
    std::string_view rest_;
};

}  // namespace

Result<JsonTexts> read_json_texts(std::string_view object) {
    const Error bad = fail(ErrorCode::corrupt, "db.corrupt", "not an object of texts");
    TextReader in(object);
    JsonTexts members;
    if (!in.take("{")) return bad;
    while (!in.take("}")) {
        if (!members.empty() && !in.take(",")) return bad;
        auto name = in.text();
        if (!name || !in.take(":")) return bad;
        if (in.take("null")) {
            members.emplace_back(*std::move(name), std::nullopt);
            continue;
        }
        auto value = in.text();
        if (!value) return bad;
        members.emplace_back(*std::move(name), *std::move(value));
    }
    if (!in.at_end()) return bad;
    return members;
}

}  // namespace lantai::core
