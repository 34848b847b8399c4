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

Error template_fault(std::string detail) {
    return fail(ErrorCode::invalid_argument, "code.template", std::move(detail));
}

Error component_fault(const char* key, const char* component) {
    Error error = fail(ErrorCode::invalid_argument, key);
    error.params = {{"component", component}};
    return error;
}

// A component must survive reading back: no separator, blank, brace or control character.
bool is_component(std::string_view text) {
    if (text_fault("", text, {100, true, TextKind::line})) return false;
    if (text.find_first_of("-{}") != std::string_view::npos) return false;
    const std::string same = normalise_code(text);
    return same == text && same.find(kDot) == std::string::npos;
}

std::vector<std::string_view> components(std::string_view code) {
    std::vector<std::string_view> list;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= code.size();) {
        const bool dash = i < code.size() && code[i] == '-';
        const bool dot = code.substr(std::min(i, code.size()), kDot.size()) == kDot;
        if (i == code.size() || dash || dot) {
            list.push_back(code.substr(start, i - start));
            i += dot ? kDot.size() : 1;
            start = i;
        } else {
            ++i;
        }
    }
    return list;
}

std::string_view without_zeros(std::string_view number) {
    const auto first = number.find_first_not_of('0');
    return first == std::string_view::npos ? number.substr(number.size() - 1)
                                           : number.substr(first);
}

std::strong_ordering compare_component(std::string_view a, std::string_view b) {
    if (!all_digits(a) || !all_digits(b)) return a <=> b;
    const std::string_view x = without_zeros(a);
    const std::string_view y = without_zeros(b);
    return x.size() != y.size() ? x.size() <=> y.size() : x <=> y;
}

}  // namespace

Result<CodeTemplate> CodeTemplate::parse(std::string_view text) {
    struct Name {
        const char* text;
        Field field;
        bool number;
    };
    static constexpr Name kNames[] = {
        {"fonds", Field::fonds, false},     {"category", Field::category, false},
        {"year", Field::year, false},       {"retention", Field::retention, false},
        {"dept", Field::department, false}, {"volume", Field::volume, true},
        {"item", Field::item, true},
    };
    CodeTemplate result;
    const std::string normal = normalise_code(text);
    std::set<Field> seen;
    std::string_view rest = normal;
    while (true) {
        const auto open = rest.find('{');
        const std::string_view literal = rest.substr(0, open);
        if (literal.find('}') != std::string_view::npos) return template_fault("stray }");
        if (open == std::string_view::npos) {
            result.tail_ = literal;
            break;
        }
        const auto close = rest.find('}', open);
        if (close == std::string_view::npos) return template_fault("missing }");
        const std::string_view inside = rest.substr(open + 1, close - open - 1);
        const auto colon = inside.find(':');
        const std::string_view name = inside.substr(0, colon);
        const auto known = std::find_if(std::begin(kNames), std::end(kNames),
                                        [&](const Name& n) { return name == n.text; });
        if (known == std::end(kNames)) return template_fault("unknown field");
        if (!seen.insert(known->field).second) return template_fault("field twice");
        Piece piece{std::string(literal), known->field, 0};
        const bool has_width = colon != std::string_view::npos;
        if (has_width != known->number) return template_fault("width where none belongs, or none");
        if (has_width) {
            const std::string_view width = inside.substr(colon + 1);
            if (width.size() != 1 || width[0] < '1' || width[0] > '9')
                return template_fault("width is one digit, 1-9");
            piece.width = width[0] - '0';
        }
        if (!result.pieces_.empty() && literal.empty())
            return template_fault("two fields without a separator");
        result.pieces_.push_back(std::move(piece));
        rest.remove_prefix(close + 1);
    }
    if (!seen.count(Field::fonds)) return template_fault("no {fonds}");
    if (result.pieces_.back().width == 0) return template_fault("the last field is no number");
    if (text_fault("", normal, {200, true, TextKind::line})) return template_fault("text");
    return result;
}

Result<void> CodeTemplate::append(const Piece& piece, const CodeParts& parts,
                                  std::string& out) const {
    const auto text = [&](const std::string& value, const char* name) -> Result<void> {
        if (value.empty()) return component_fault("code.component_missing", name);
        if (!is_component(value)) return component_fault("code.component_bad", name);
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
        case Field::fonds:
            return text(parts.fonds, "fonds");
        case Field::category:
            return text(parts.category, "category");
        case Field::year:
            if (parts.year < 1000 || parts.year > 9999) return component_fault("code.year", "year");
            out += std::to_string(parts.year);
            return {};
        case Field::retention:
            return text(parts.retention, "retention");
        case Field::department:
            return text(parts.department, "dept");
        case Field::volume:
            return number(parts.volume, "volume");
        case Field::item:
            return number(parts.item, "item");
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
        const bool counts = piece.width > 0 || piece.field == Field::year;
        const std::size_t width = piece.width > 0 ? std::size_t(piece.width) : 4;
        if (counts && (!all_digits(value) || value.size() != width)) return no_match;
        if (!counts && !is_component(value)) return no_match;
        const int number = counts ? std::stoi(std::string(value)) : 0;
        switch (piece.field) {
            case Field::fonds:
                parts.fonds = value;
                break;
            case Field::category:
                parts.category = value;
                break;
            case Field::year:
                parts.year = number;
                break;
            case Field::retention:
                parts.retention = value;
                break;
            case Field::department:
                parts.department = value;
                break;
            case Field::volume:
                parts.volume = number;
                break;
            case Field::item:
                parts.item = number;
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
        constexpr std::u32string_view kDots = U"·•.・‧･∙⋅";
        constexpr std::u32string_view kDashes = U"‐‑‒–—−";
        constexpr std::u32string_view kBlanks = U" \t\u00A0\u3000";
        if (kBlanks.find(c) != std::u32string_view::npos) continue;
        if (kDots.find(c) != std::u32string_view::npos) c = U'·';
        if (kDashes.find(c) != std::u32string_view::npos) c = U'-';
        append_utf8(out, c);
    }
    return out;
}

std::strong_ordering compare_codes(std::string_view a, std::string_view b) {
    const std::string left = normalise_code(a);
    const std::string right = normalise_code(b);
    const auto x = components(left);
    const auto y = components(right);
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i)
        if (const auto order = compare_component(x[i], y[i]); order != 0) return order;
    if (x.size() != y.size()) return x.size() <=> y.size();
    if (left.size() != right.size()) return left.size() <=> right.size();
    return left <=> right;
}

}  // namespace lantai::core
