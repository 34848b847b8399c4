#include "core/rules/archival_code.hpp"

#include <algorithm>
#include <set>

#include "core/rules/text_rules.hpp"

namespace lantai::core {

namespace {

constexpr std::string_view kDot = "·";  // U+00B7

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// What a template may name; `number`: written {name:WIDTH}.
struct FieldName {
    std::string_view text;
    CodeField field;
    bool number;
};
constexpr FieldName kFieldNames[] = {
    {"fonds", CodeField::fonds, false},
    {"category", CodeField::category, false},
    {"catalogue", CodeField::catalogue, false},
    {"year", CodeField::year, false},
    {"retention", CodeField::retention, false},
    {"dept", CodeField::department, false},
    {"volume", CodeField::volume, true},
    {"item", CodeField::item, true},
    {"page", CodeField::page, true},
    {"box", CodeField::box, true},
};

Error template_fault(const char* key, std::string_view text, std::size_t at) {
    Error error = fail(ErrorCode::invalid_argument, key);
    const auto before = code_points(text.substr(0, std::min(at, text.size())));
    error.params = {{"position", std::to_string(before.value_or(at) + 1)}};
    return error;
}

Error component_fault(const char* key, const char* component) {
    Error error = fail(ErrorCode::invalid_argument, key);
    error.params = {{"component", component}};
    return error;
}

/// What stands between { and }.
Result<std::pair<CodeField, int>> read_field(std::string_view text, std::string_view inside,
                                             std::size_t at) {
    const auto colon = inside.find(':');
    const std::string_view name = inside.substr(0, colon);
    const auto known = std::find_if(std::begin(kFieldNames), std::end(kFieldNames),
                                    [&](const FieldName& n) { return name == n.text; });
    if (known == std::end(kFieldNames)) return template_fault("code.unknown_field", text, at);
    const bool has_width = colon != std::string_view::npos;
    if (has_width != known->number) return template_fault("code.width", text, at);
    if (!has_width) return std::pair(known->field, 0);
    const std::string_view width = inside.substr(colon + 1);
    if (width.size() != 1 || width[0] < '1' || width[0] > '9')
        return template_fault("code.width", text, at + colon + 1);
    return std::pair(known->field, width[0] - '0');
}

}  // namespace

Result<CodeTemplate> CodeTemplate::parse(std::string_view text) {
    CodeTemplate result;
    const std::string normal = normalise_code(text);
    std::set<CodeField> seen;
    std::size_t at = 0;
    while (true) {
        const auto open = std::min(normal.find('{', at), normal.size());
        const std::string literal = normal.substr(at, open - at);
        if (const auto stray = literal.find('}'); stray != std::string::npos)
            return template_fault("code.brace", normal, at + stray);
        if (open == normal.size()) {
            result.tail_ = literal;
            break;
        }
        const auto close = normal.find('}', open);
        if (close == std::string::npos) return template_fault("code.brace", normal, open);
        const std::string_view inside = std::string_view(normal).substr(open + 1, close - open - 1);
        LT_TRY(const auto field, read_field(normal, inside, open + 1));
        if (!seen.insert(field.first).second)
            return template_fault("code.field_twice", normal, open);
        if (!result.pieces_.empty() && literal.empty())
            return template_fault("code.no_separator", normal, open);
        result.pieces_.push_back({literal, field.first, field.second});
        at = close + 1;
    }
    if (!seen.count(CodeField::fonds)) return template_fault("code.no_fonds", normal, 0);
    if (result.pieces_.back().width == 0)
        return template_fault("code.last_no_number", normal, normal.size());
    if (text_fault("", normal, {200, true, TextKind::line}))
        return template_fault("code.template_text", normal, 0);
    return result;
}

bool CodeTemplate::has(CodeField field) const {
    return std::any_of(pieces_.begin(), pieces_.end(),
                       [&](const Piece& piece) { return piece.field == field; });
}

Result<void> CodeTemplate::append(const Piece& piece, const CodeParts& parts,
                                  std::string& out) const {
    const auto text = [&](const std::string& value, const char* name) -> Result<void> {
        if (value.empty()) return component_fault("code.component_missing", name);
        if (!is_code_component(value)) return component_fault("code.component_bad", name);
        out += value;
        return {};
    };
    const auto number = [&](std::optional<int> value, const char* name) -> Result<void> {
        if (!value) return component_fault("code.component_missing", name);
        if (*value < 1) return component_fault("code.component_bad", name);
        const std::string digits = std::to_string(*value);
        const auto width = static_cast<std::size_t>(piece.width);
        if (digits.size() > width) {
            Error error = fail(ErrorCode::conflict, "code.overflow");
            error.params = {{"width", std::to_string(width)}, {"number", digits}};
            return error;
        }
        out += std::string(width - digits.size(), '0') + digits;
        return {};
    };
    out += piece.literal;
    switch (piece.field) {
        case CodeField::fonds:
            return text(parts.fonds, "fonds");
        case CodeField::category:
            return text(parts.category, "category");
        case CodeField::year:
            if (parts.year < 1000 || parts.year > 9999) return component_fault("code.year", "year");
            out += std::to_string(parts.year);
            return {};
        case CodeField::retention:
            return text(parts.retention, "retention");
        case CodeField::department:
            return text(parts.department, "dept");
        case CodeField::catalogue:
            return text(parts.catalogue, "catalogue");
        case CodeField::volume:
            return number(parts.volume, "volume");
        case CodeField::item:
            return number(parts.item, "item");
        case CodeField::page:
            return number(parts.page, "page");
        case CodeField::box:
            return number(parts.box, "box");
    }
    return {};
}

Result<std::string> CodeTemplate::format(const CodeParts& parts) const {
    std::string code;
    for (const Piece& piece : pieces_) LT_CHECK(append(piece, parts, code));
    return code + tail_;
}

Result<std::string> CodeTemplate::serial_scope(const CodeParts& parts) const {
    std::string scope;
    for (std::size_t i = 0; i + 1 < pieces_.size(); ++i) LT_CHECK(append(pieces_[i], parts, scope));
    return scope + pieces_.back().literal;
}

Result<CodeParts> CodeTemplate::read(std::string_view code) const {
    const Error no_match = fail(ErrorCode::invalid_argument, "code.no_match");
    const std::string normal = normalise_code(code);
    std::string_view rest = normal;
    CodeParts parts;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        const Piece& piece = pieces_[i];
        if (rest.substr(0, piece.literal.size()) != piece.literal) return no_match;
        rest.remove_prefix(piece.literal.size());
        const std::string& next = i + 1 < pieces_.size() ? pieces_[i + 1].literal : tail_;
        const auto end = next.empty() ? rest.size() : rest.find(next);
        if (end == std::string_view::npos) return no_match;
        const std::string_view value = rest.substr(0, end);
        rest.remove_prefix(end);
        const bool counts = piece.width > 0 || piece.field == CodeField::year;
        const std::size_t width = piece.width > 0 ? std::size_t(piece.width) : 4;
        if (counts && (!all_digits(value) || value.size() != width)) return no_match;
        if (!counts && !is_code_component(value)) return no_match;
        const int number = counts ? std::stoi(std::string(value)) : 0;
        switch (piece.field) {
            case CodeField::fonds:
                parts.fonds = value;
                break;
            case CodeField::category:
                parts.category = value;
                break;
            case CodeField::year:
                parts.year = number;
                break;
            case CodeField::retention:
                parts.retention = value;
                break;
            case CodeField::department:
                parts.department = value;
                break;
            case CodeField::catalogue:
                parts.catalogue = value;
                break;
            case CodeField::volume:
                parts.volume = number;
                break;
            case CodeField::item:
                parts.item = number;
                break;
            case CodeField::page:
                parts.page = number;
                break;
            case CodeField::box:
                parts.box = number;
                break;
        }
    }
    if (rest != tail_) return no_match;
    return parts;
}

std::string normalise_code(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto read = next_code_point(text);
        if (!read) {  // not UTF-8: keep the byte; no stored code has it
            out.push_back(text.front());
            text.remove_prefix(1);
            continue;
        }
        char32_t c = *read;
        if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
        constexpr std::u32string_view kDots = U"·•.・‧･∙⋅。｡";
        constexpr std::u32string_view kDashes = U"‐‑‒–—−";
        constexpr std::u32string_view kBlanks = U" \t\u00A0\u3000";
        if (kBlanks.find(c) != std::u32string_view::npos) continue;
        if (kDots.find(c) != std::u32string_view::npos) c = U'·';
        if (kDashes.find(c) != std::u32string_view::npos) c = U'-';
        append_utf8(out, c);
    }
    return out;
}

std::string fold_code(std::string_view text) {
    std::string code = normalise_code(text);
    for (char& c : code)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return code;
}

std::strong_ordering compare_codes(std::string_view a, std::string_view b) {
    const std::string left = normalise_code(a);
    const std::string right = normalise_code(b);
    if (const auto order = code_key(left) <=> code_key(right); order != 0) return order;
    if (left.size() != right.size()) return left.size() <=> right.size();
    return left <=> right;
}

bool is_code_component(std::string_view text) {
    if (text_fault("", text, {100, true, TextKind::line})) return false;
    if (text.find_first_of("-{}") != std::string_view::npos) return false;
    const std::string same = normalise_code(text);
    return same == text && same.find(kDot) == std::string::npos;
}

}  // namespace lantai::core
