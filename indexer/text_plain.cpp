// Plain text in the encodings that Chinese offices have left behind.
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "indexer/text_formats.hpp"
#include "indexer/utf8.hpp"

namespace lantai::indexer {
namespace {

constexpr std::size_t kSampleBytes = 64 * 1024;

// A share of characters that no text holds; above it the bytes are something else.
struct Quality {
    std::size_t chars = 0;
    std::size_t broken = 0;   // U+FFFD
    std::size_t control = 0;  // C0 and C1 except white space
    bool good() const { return broken * 50 <= chars && control * 50 <= chars; }
};

Quality quality_of(std::string_view utf8) {
    Quality quality;
    for (std::size_t i = 0; i < utf8.size();) {
        const char32_t c = next_char(utf8, i);
        ++quality.chars;
        if (c == 0xFFFD) ++quality.broken;
        if ((c < 0x20 && (c < U'\t' || c > U'\r')) || (c >= 0x7F && c < 0xA0 && c != 0x85))
            ++quality.control;
    }
    return quality;
}

struct Utf8Sequences {
    std::size_t whole = 0;   // of several bytes
    std::size_t broken = 0;  // bytes that belong to none
    // A few damaged bytes or a cut end do not make it another encoding.
    bool nearly_all_whole() const { return whole >= 20 * broken && whole > 0; }
};

Utf8Sequences utf8_sequences(std::string_view bytes) {
    Utf8Sequences found;
    for (std::size_t i = 0; i < bytes.size();) {
        const std::size_t begin = i;
        if (next_char(bytes, i) < 0x80) continue;
        if (i - begin > 1)
            ++found.whole;
        else
            ++found.broken;
    }
    return found;
}

std::optional<std::string> convert(const char* encoding, std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, void (*)(UConverter*)> from(ucnv_open(encoding, &status),
                                                                  ucnv_close);
    const std::unique_ptr<UConverter, void (*)(UConverter*)> to(ucnv_open("UTF-8", &status),
                                                                ucnv_close);
    if (U_FAILURE(status)) return std::nullopt;
    std::string out;
    std::array<char, 16384> chunk;
    std::array<char16_t, 8192> pivot;
    char16_t* pivot_source = pivot.data();
    char16_t* pivot_target = pivot.data();
    const char* source = bytes.data();
    bool first = true;
    do {
        status = U_ZERO_ERROR;
        char* target = chunk.data();
        ucnv_convertEx(to.get(), from.get(), &target, chunk.data() + chunk.size(), &source,
                       bytes.data() + bytes.size(), pivot.data(), &pivot_source, &pivot_target,
                       pivot.data() + pivot.size(), first, true, &status);
        first = false;
        out.append(chunk.data(), target);
    } while (status == U_BUFFER_OVERFLOW_ERROR && out.size() <= kMaxTextBytes);
    if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) return std::nullopt;
    return out;
}

const char* encoding_of_bom(std::string_view bytes) {
    const auto starts = [&](std::string_view bom) { return bytes.substr(0, bom.size()) == bom; };
    if (starts("\xEF\xBB\xBF")) return "UTF-8";
    if (starts(std::string_view("\xFF\xFE\0\0", 4))) return "UTF-32LE";
    if (starts("\xFF\xFE")) return "UTF-16LE";
    if (starts("\xFE\xFF")) return "UTF-16BE";
    if (starts("\x84\x31\x95\x33")) return "GB18030";
    return nullptr;
}

// uchardet takes UTF-16 without BOM for something else; ICU recognises it.
const char* utf16_by_icu(std::string_view bytes) {
    if (bytes.size() % 2 != 0) return nullptr;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, void (*)(UCharsetDetector*)> detector(
        ucsdet_open(&status), ucsdet_close);
    const auto sample = bytes.substr(0, kSampleBytes);
    ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()),
                   &status);
    const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
    if (U_FAILURE(status) || !match) return nullptr;
    const std::string_view name = ucsdet_getName(match, &status);
    if (name == "UTF-16LE") return "UTF-16LE";
    if (name == "UTF-16BE") return "UTF-16BE";
    return nullptr;
}

std::string encoding_by_uchardet(std::string_view bytes) {
    const std::unique_ptr<uchardet, void (*)(uchardet_t)> detector(uchardet_new(), uchardet_delete);
    const auto sample = bytes.substr(0, kSampleBytes);
    uchardet_handle_data(detector.get(), sample.data(), sample.size());
    uchardet_data_end(detector.get());
    return uchardet_get_charset(detector.get());
}

// The bytes as UTF-8 in the first encoding, in this order, that gives text.
std::optional<std::string> decode(std::string_view bytes) {
    if (const char* encoding = encoding_of_bom(bytes)) return convert(encoding, bytes);
    const Utf8Sequences sequences = utf8_sequences(bytes);
    if (sequences.broken == 0 && bytes.find('\0') == std::string_view::npos)
        return std::string(bytes);
    const auto plausible = [&](const char* encoding) -> std::optional<std::string> {
        auto text = convert(encoding, bytes);
        if (text && !quality_of(*text).good()) text.reset();
        return text;
    };
    if (const char* encoding = utf16_by_icu(bytes))
        if (auto text = plausible(encoding)) return text;
    if (sequences.nearly_all_whole())
        if (auto text = plausible("UTF-8")) return text;
    if (const std::string encoding = encoding_by_uchardet(bytes); !encoding.empty())
        if (auto text = plausible(encoding.c_str())) return text;
    return plausible("GB18030");
}

using namespace std::string_view_literals;
constexpr std::string_view kOtherFormats[] = {
    "PK\x03\x04"sv, "\xD0\xCF\x11\xE0"sv, "\x89PNG"sv, "\xFF\xD8\xFF"sv, "GIF8"sv, "\x1F\x8B"sv,
    "{\\rtf"sv,     "\177ELF"sv,          "II*\0"sv,   "MM\0*"sv,        "Rar!"sv, "7z\xBC\xAF"sv,
};

}  // namespace

bool is_plain_text(std::string_view bytes) {
    for (const std::string_view magic : kOtherFormats)
        if (bytes.substr(0, magic.size()) == magic) return false;
    if (encoding_of_bom(bytes)) return true;
    const auto sample = bytes.substr(0, kSampleBytes);
    // UTF-16 without BOM is the only text with zero bytes; binary formats have other control bytes.
    const auto odd = std::count_if(sample.begin(), sample.end(), [](char c) {
        return c > 0 && c < 0x20 && (c < '\t' || c > '\r') && c != 0x1A && c != 0x1B;
    });
    const bool zeros = sample.find('\0') != std::string_view::npos;
    if (zeros) return bytes.size() % 2 == 0 && utf16_by_icu(bytes) != nullptr;
    return static_cast<std::size_t>(odd) * 50 <= sample.size();
}

ExtractedText read_plain_text(std::string_view bytes) {
    if (bytes.size() > 4 * kMaxTextBytes) return no_text({}, text_reason::kTooBig);
    auto text = decode(bytes);
    if (!text) return no_text({}, text_reason::kBroken);
    ExtractedText extracted;
    extracted.text.reserve(text->size());
    for (const char c : *text)
        if (c != '\0') extracted.text += c == '\f' ? '\n' : c;
    if (extracted.text.substr(0, 3) == "\xEF\xBB\xBF") extracted.text.erase(0, 3);
    return extracted;
}

}  // namespace lantai::indexer
