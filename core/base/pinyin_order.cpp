#include "core/base/pinyin_order.hpp"

#include <unicode/coll.h>
#include <unicode/unistr.h>

namespace lantai::core {

struct PinyinOrder::Collation {
    std::unique_ptr<icu::Collator> collator;
};

Result<PinyinOrder> PinyinOrder::open() {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> collator(
        icu::Collator::createInstance(icu::Locale("zh@collation=pinyin"), status));
    // A fallback to another language would order by strokes or code points and say nothing.
    if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING || !collator)
        return fail(ErrorCode::internal, "text.unicode", u_errorName(status));
    auto made = std::make_shared<Collation>();
    made->collator = std::move(collator);
    return PinyinOrder(std::move(made));
}

std::string PinyinOrder::key(std::string_view text) const {
    const auto unicode = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    std::string key(64, '\0');
    for (;;) {
        const auto length =
            collation_->collator->getSortKey(unicode, reinterpret_cast<std::uint8_t*>(key.data()),
                                             static_cast<std::int32_t>(key.size()));
        const bool fits = static_cast<std::size_t>(length) <= key.size();
        key.resize(static_cast<std::size_t>(length));
        if (fits) break;
    }
    return key.append(text);  // the key ends in a zero byte
}

}  // namespace lantai::core
