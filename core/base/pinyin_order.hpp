// The order of Chinese words in lists for people.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace lantai::core {

/// By pinyin, as dictionaries and finding aids have it (GB/T 13418-1992); numbers stand before
/// Chinese words, Latin ones after them. The readings are those of the Unicode locale data (ICU).
/// Threads: one object belongs to one thread.
class PinyinOrder {
public:
    /// Errors: internal "text.unicode" when ICU lacks its data.
    static Result<PinyinOrder> open();

    /// Texts compare as their keys do, byte by byte; equal readings follow their characters, and
    /// different texts have different keys.
    std::string key(std::string_view text) const;

private:
    struct Collation;
    explicit PinyinOrder(std::shared_ptr<const Collation> collation)
        : collation_(std::move(collation)) {}
    std::shared_ptr<const Collation> collation_;
};

}  // namespace lantai::core
