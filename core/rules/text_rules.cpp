#include "core/rules/text_rules.hpp"

namespace lantai::core {

namespace {

// Length and smallest value of a sequence by its first byte; length 0 for no first byte.
struct Lead {
    std::size_t length = 0;
    char32_t bits = 0;
    char32_t smallest = 0;
};

Lead lead_of(unsigned char byte) {
    if (byte < 0x80) return {1, byte, 0};
    if (byte >= 0xC2 && byte < 0xE0) return {2, char32_t(byte & 0x1F), 0x80};
    if (byte >= 0xE0 && byte < 0xF0) return {3, char32_t(byte & 0x0F), 0x800};
    if (byte >= 0xF0 && byte < 0xF5) return {4, char32_t(byte & 0x07), 0x10000};
    return {};
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

bool is_invisible(char32_t c) {
    return c == 0x061C || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
           (c >= 0xE0000 && c <= 0xE007F) || (c & 0xFFFE) == 0xFFFE;
}

bool is_blank(char32_t c) {
    return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0x3000 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F;
}

}  // namespace

bool is_blank(std::string_view text) {
    while (!text.empty()) {
        const auto c = next_code_point(text);
        if (!c || !is_blank(*c)) return false;
    }
    return true;
}

std::optional<char32_t> next_code_point(std::string_view& text) {
    if (text.empty()) return std::nullopt;
    const Lead lead = lead_of(static_cast<unsigned char>(text[0]));
    if (lead.length == 0 || text.size() < lead.length) return std::nullopt;
    char32_t value = lead.bits;
    for (std::size_t i = 1; i < lead.length; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0) != 0x80) return std::nullopt;
        value = (value << 6) | (byte & 0x3F);
    }
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < lead.smallest || value > 0x10FFFF || surrogate) return std::nullopt;
    text.remove_prefix(lead.length);
    return value;
}

void append_utf8(std::string& out, char32_t c) {
    const auto tail = [&](int shift) { out.push_back(char(0x80 | ((c >> shift) & 0x3F))); };
    if (c < 0x80) {
        out.push_back(char(c));
    } else if (c < 0x800) {
        out.push_back(char(0xC0 | (c >> 6)));
        tail(0);
    } else if (c < 0x10000) {
        out.push_back(char(0xE0 | (c >> 12)));
        tail(6);
        tail(0);
    } else {
        out.push_back(char(0xF0 | (c >> 18)));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::optional<std::size_t> code_points(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count)
        if (!next_code_point(text)) return std::nullopt;
    return count;
}

std::optional<Error> text_fault(std::string field, std::string_view text, TextLimit limit) {
    std::size_t count = 0;
    bool blank = true;
    std::string_view rest = text;
    for (; !rest.empty(); ++count) {
        const auto c = next_code_point(rest);
        if (!c) return field_error(std::move(field), "text.not_utf8");
        const bool break_allowed = limit.kind == TextKind::lines && (*c == '\n' || *c == '\t');
        if (is_control(*c) && !break_allowed) return field_error(std::move(field), "text.control");
        if (is_invisible(*c)) return field_error(std::move(field), "text.bidi");
        if (!is_blank(*c)) blank = false;
    }
    if (limit.required && blank) return field_error(std::move(field), "text.required");
    if (count > limit.max)
        return field_error(std::move(field), "text.too_long",
                           {{"max", std::to_string(limit.max)}, {"length", std::to_string(count)}});
    return std::nullopt;
}

}  // namespace lantai::core
