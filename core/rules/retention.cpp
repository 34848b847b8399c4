#include "core/rules/retention.hpp"

#include <algorithm>

namespace lantai::core {

RetentionEnd retention_end(const RetentionClass& retention, int filing_year) {
    if (retention.permanent) return {RetentionKind::permanent, std::nullopt, std::nullopt};
    if (!retention.years) return {RetentionKind::unset, std::nullopt, std::nullopt};
    const Date last(filing_year + *retention.years, 12, 31);
    return {RetentionKind::dated, last, last.plus_days(1)};
}

bool is_appraisable(const RetentionEnd& end, Date today) {
    return end.appraisal_day && today >= *end.appraisal_day;
}

bool is_destroyable(const RetentionEnd& end, Date today, bool on_loan, bool held) {
    return is_appraisable(end, today) && !on_loan && !held;
}

std::optional<RetentionClass> longest_retention(std::span<const RetentionClass> classes) {
    const auto longest = std::max_element(
        classes.begin(), classes.end(),
        [](const RetentionClass& a, const RetentionClass& b) { return a.rank < b.rank; });
    if (longest == classes.end()) return std::nullopt;
    return *longest;
}

}  // namespace lantai::core
