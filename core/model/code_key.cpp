#include "core/model/code_key.hpp"

#include <algorithm>

namespace lantai::core {
namespace {

constexpr std::string_view kDot = "·";      // U+00B7
constexpr char kEndOfComponent = '!';       // before every character of a component
constexpr char kNumber = '#';               // before digits and letters
constexpr std::size_t kLongestNumber = 99;  // its length is written with two digits

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Length and digits, so that the longer number is the greater one.
void append_number(std::string_view digits, std::string& key) {
    const auto first = std::min(digits.find_first_not_of('0'), digits.size());
    const std::string_view value = digits.substr(first);
    key += kNumber;
    if (value.size() < 10) key += '0';
    key += std::to_string(value.size());
    key += value;
}

}  // namespace

std::string code_key(std::string_view code) {
    std::string key;
    key.reserve(code.size() + 16);
    for (std::size_t i = 0; i < code.size();) {
        if (code[i] == '-') {
            key += kEndOfComponent;
            ++i;
        } else if (code.substr(i, kDot.size()) == kDot) {
            key += kEndOfComponent;
            i += kDot.size();
        } else if (is_digit(code[i])) {
            std::size_t end = i;
            while (end < code.size() && is_digit(code[end]) && end - i < kLongestNumber) ++end;
            append_number(code.substr(i, end - i), key);
            i = end;
        } else {
            key += code[i++];
        }
    }
    return key;
}

}  // namespace lantai::core
