// Archival codes 档号 after DA/T 13-2022 (T-3): levels joined by "-", codes inside a level by
// "·" (U+00B7). Pure functions.
#pragma once
#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"

namespace lantai::core {

struct CodeParts {
    std::string fonds;       // Q001
    std::string category;    // WS
    int year = 0;            // 1000-9999
    std::string retention;   // D30; a class without a code cannot be numbered
    std::string department;  // ZJB
    std::optional<int> volume;
    std::optional<int> item;
    bool operator==(const CodeParts&) const = default;
};

/// A template such as `{fonds}-{category}·{year}-{retention}-{dept}-{item:4}`. Fields: fonds,
/// category, year, retention, dept, volume:WIDTH, item:WIDTH (1-9 digits, zero-padded).
class CodeTemplate {
public:
    /// Errors (invalid_argument): code.template with the fault in detail: unknown or repeated
    /// field, two fields without a separator, no {fonds}, last field no number, bad width.
    static Result<CodeTemplate> parse(std::string_view text);

    /// Errors: invalid_argument code.component_missing (params component; e.g. a class without
    /// code), code.component_bad (a separator, blank or control character inside), code.year;
    /// conflict code.overflow (params width, number): the number needs more digits than the width.
    Result<std::string> format(const CodeParts& parts) const;
    /// The components of a code; accepts the input variants of normalise_code().
    /// Errors: invalid_argument code.no_match.
    Result<CodeParts> read(std::string_view code) const;
    /// The formatted text before the last number: the scope in which serials count and are never
    /// given twice. The last number of `parts` is not needed. Errors as format().
    Result<std::string> serial_scope(const CodeParts& parts) const;

private:
    enum class Field { fonds, category, year, retention, department, volume, item };
    struct Piece {
        std::string literal;  // stands before the field
        Field field = Field::fonds;
        int width = 0;
    };
    Result<void> append(const Piece& piece, const CodeParts& parts, std::string& out) const;
    std::vector<Piece> pieces_;
    std::string tail_;  // literal after the last field
};

/// One spelling for lookups: full-width letters, digits and hyphens become ASCII; · • . ・ ‧ ．
/// become U+00B7; blanks around and inside are dropped. Letters keep their case.
std::string normalise_code(std::string_view text);

/// By component: numbers by value (002 before 010, 9 before 10), other components by their bytes.
/// Codes that differ only in leading zeros are ordered by length, so that equal means same text
/// after normalise_code().
std::strong_ordering compare_codes(std::string_view a, std::string_view b);

}  // namespace lantai::core
