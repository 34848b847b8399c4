// Archival codes 档号 after DA/T 13-2022 (T-3): levels joined by "-", codes inside a level by
// "·" (U+00B7). Pure functions.
#pragma once
#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/model/code_key.hpp"

namespace lantai::core {

struct CodeParts {
    std::string fonds;       // Q001
    std::string category;    // WS
    int year = 0;            // 1000-9999
    std::string retention;   // D30; a class without a code cannot be numbered
    std::string department;  // ZJB
    std::optional<int> volume;
    std::optional<int> item;
    std::string catalogue = {};    // 目录号; empty: the category has none
    std::optional<int> page = {};  // 页号: start page in the volume
    std::optional<int> box = {};   // 盒号
    bool operator==(const CodeParts&) const = default;
};

/// The parts of a code that a template may name.
enum class CodeField {
    fonds,
    category,
    catalogue,
    year,
    retention,
    department,
    volume,
    item,
    page,
    box
};

/// A template such as `{fonds}-{category}·{year}-{retention}-{dept}-{item:4}`. Fields: fonds,
/// category, catalogue, year, retention, dept, and with a width of 1-9 digits, zero-padded:
/// volume:WIDTH, item:WIDTH, page:WIDTH, box:WIDTH.
class CodeTemplate {
public:
    /// Errors (invalid_argument, params position: the character of the normalised text where the
    /// fault begins, from 1): code.brace, code.unknown_field, code.field_twice, code.width,
    /// code.no_separator (two fields touch), code.no_fonds, code.last_no_number,
    /// code.template_text (a character that no code may have).
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
    bool has(CodeField field) const;
    /// The number that the code ends with.
    CodeField last() const { return pieces_.back().field; }

private:
    struct Piece {
        std::string literal;  // stands before the field
        CodeField field = CodeField::fonds;
        int width = 0;
    };
    Result<void> append(const Piece& piece, const CodeParts& parts, std::string& out) const;
    std::vector<Piece> pieces_;
    std::string tail_;  // literal after the last field
};

/// One spelling for lookups: full-width letters, digits and hyphens become ASCII; · • . ・ ‧ ．
/// become U+00B7; blanks around and inside are dropped. Letters keep their case.
std::string normalise_code(std::string_view text);
/// The same with ASCII letters made small: codes that differ only in their case are one code.
std::string fold_code(std::string_view text);

/// As their code_key()s; codes with the same key by length, then by their bytes, so that equal
/// means same text after normalise_code().
std::strong_ordering compare_codes(std::string_view a, std::string_view b);

/// May `text` be one component of a code, such as a department's? It has to survive reading back:
/// 1-100 characters without separator, blank, brace or control character.
bool is_code_component(std::string_view text);

}  // namespace lantai::core
