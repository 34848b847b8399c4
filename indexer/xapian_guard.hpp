// The one place where Xapian's exceptions become errors.
#pragma once
#include <xapian.h>

#include <type_traits>

#include "core/base/result.hpp"

namespace lantai::indexer {

/// Errors: busy "index.locked" (another writer), busy "index.missing", corrupt
/// "index.corrupt", busy "index.changing" (the reader fell behind), internal "index.error".
inline core::Error xapian_error(const Xapian::Error& error) {
    using core::ErrorCode;
    struct Row {
        const char* type;
        ErrorCode code;
        const char* key;
    };
    static constexpr Row kRows[] = {
        {"DatabaseLockError", ErrorCode::busy, "index.locked"},
        {"DatabaseModifiedError", ErrorCode::busy, "index.changing"},
        {"DatabaseNotFoundError", ErrorCode::busy, "index.missing"},
        {"DatabaseOpeningError", ErrorCode::busy, "index.missing"},
        {"DatabaseCorruptError", ErrorCode::corrupt, "index.corrupt"},
        {"DatabaseVersionError", ErrorCode::corrupt, "index.corrupt"},
    };
    for (const Row& row : kRows)
        if (std::string_view(error.get_type()) == row.type)
            return core::fail(row.code, row.key, error.get_type());
    // The message may quote a term, which is document text: only its type is told.
    return core::fail(ErrorCode::internal, "index.error", error.get_type());
}

template <class Work>
auto guarded(Work work) -> std::invoke_result_t<Work> {
    try {
        return work();
    } catch (const Xapian::Error& error) {
        return xapian_error(error);
    }
}

}  // namespace lantai::indexer
