// How a category is arranged and coded: what its settings may be, and the usual templates as data
// (DA/T 13, DA/T 22, domain.md 2.4). Pure functions.
#pragma once
#include <span>
#include <string_view>

#include "core/model/fonds.hpp"
#include "core/rules/archival_code.hpp"

namespace lantai::core {

/// A usual set of templates that a person starts from.
struct CodePreset {
    std::string_view id;  // "by_volume" …; its name is the text code_preset.<id> of the client
    Arrangement arrangement;
    std::string_view item_code_template;
    std::string_view volume_code_template;
    std::string_view bound_code_template;
    std::string_view box_code_template;
};
std::span<const CodePreset> code_presets();

/// The settings of a category that has none of its own: those of the fonds, arranged by volume.
FondsCategory category_of_fonds(const Fonds& fonds, std::string_view category);

/// The year rules that go with an arrangement: DA/T 22 by item, the seed's by volume.
YearPolicy usual_year_policy(Arrangement arrangement);

/// Parts as an example: year 2024, class D30, department BGS, every number 1.
CodeParts sample_parts(std::string_view fonds_no, std::string_view category,
                       std::string_view catalogue_no);

/// Errors: every fault at its field: those of CodeTemplate for each template, where an item is
/// numbered by {item}, a volume by {volume}, a box by {box}, a bound item by {item} or {page} after
/// all parts of its volume's code (code.bound_incomplete, else two volumes could give the same
/// code); by item a box template is needed; category and page_limit (item.category,
/// request.out_of_range).
Result<void> check_category(const Fonds& fonds, const FondsCategory& settings);

}  // namespace lantai::core
