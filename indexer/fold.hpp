// The one fold that text and query go through, so that writing habits do not hide a document.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lantai::indexer {

/// One folded character and the bytes of the original that it stands for.
struct FoldSpan {
    std::uint32_t folded = 0;  // first byte in the folded text
    std::uint32_t begin = 0;   // first byte in the original
    std::uint32_t end = 0;     // byte after the last in the original
};

/// Folded text with the way back; `spans` has one entry per folded character, in order.
struct FoldedText {
    std::string text;
    std::vector<FoldSpan> spans;

    struct Range {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    /// The bytes of the original behind the folded bytes [begin, end); begin < end <= text.size().
    Range original(std::size_t begin, std::size_t end) const;
};

/// NFKC_Casefold, then traditional to simplified by character (客戶 = 客户, 著 = 着), all brackets
/// of one side as one, quotes, dashes and middle dots as one each. White space beside a Chinese
/// character or punctuation mark disappears (broken lines, 7 天 = 7天), other white space becomes
/// one blank. Pinyin glosses with tone marks after a Chinese character disappear (規(guī)定).
/// Any bytes are accepted: what is no UTF-8 becomes U+FFFD. fold(fold(x)) == fold(x).
/// Any thread may call these.
std::string fold(std::string_view utf8);
FoldedText fold_with_map(std::string_view utf8);  // text of at most 4 GiB

/// What a folded character is to the tokens. cjk: Han, Kana, Hangul, Bopomofo and private use
/// (rare characters); letter: every other letter or mark.
enum class CharClass { cjk, letter, digit, space, other };
CharClass char_class(char32_t folded);

}  // namespace lantai::indexer
