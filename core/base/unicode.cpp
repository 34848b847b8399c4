#include "core/base/unicode.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/ucnv.h>
#include <unicode/utf8.h>

namespace lantai::core {
namespace {

bool is_utf8(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < length;) {
        UChar32 code_point = 0;
        U8_NEXT(bytes, at, length, code_point);
        if (code_point < 0) return false;
    }
    return true;
}

}  // namespace

Result<std::string> to_nfc(std::string_view text) {
    // ICU counts in 32 bits and would quietly replace bad bytes.
    if (text.size() > 0x7FFF'FFFF || !is_utf8(text))
        return fail(ErrorCode::invalid_argument, "text.not_utf8");
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(status);
    std::string out;
    if (U_SUCCESS(status)) {
        icu::StringByteSink<std::string> sink(&out);
        form->normalizeUTF8(0, {text.data(), static_cast<std::int32_t>(text.size())}, sink, nullptr,
                            status);
    }
    if (U_FAILURE(status)) return fail(ErrorCode::internal, "text.unicode", u_errorName(status));
    return out;
}

Result<std::string> to_gb18030(std::string_view text) {
    UErrorCode error = U_ZERO_ERROR;
    std::string out(text.size() * 2 + 16, '\0');
    const auto length =
        ucnv_convert("GB18030", "UTF-8", out.data(), static_cast<std::int32_t>(out.size()),
                     text.data(), static_cast<std::int32_t>(text.size()), &error);
    if (U_FAILURE(error)) return fail(ErrorCode::invalid_argument, "text.not_utf8");
    out.resize(static_cast<std::size_t>(length));
    return out;
}

}  // namespace lantai::core
