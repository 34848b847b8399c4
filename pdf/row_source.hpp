// The rows of a long list, which need not be in memory at once.
#pragma once
#include <functional>
#include <vector>

#include "core/base/result.hpp"

namespace lantai::pdf {

/// Hands over row after row and ends with the first error of `take`; every call begins anew with
/// the same rows.
template <class Row>
using TakeRow = std::function<core::Result<void>(const Row&)>;
template <class Row>
using RowSource = std::function<core::Result<void>(const TakeRow<Row>& take)>;

/// Rows that are at hand and outlive the source.
template <class Row>
RowSource<Row> rows_of(const std::vector<Row>& rows) {
    return [&rows](const TakeRow<Row>& take) -> core::Result<void> {
        for (const Row& row : rows) LT_CHECK(take(row));
        return {};
    };
}

}  // namespace lantai::pdf
