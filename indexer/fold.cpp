#include "indexer/fold.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <utility>

#include "indexer/utf8.hpp"

namespace lantai::indexer {
namespace {

constexpr std::pair<char32_t, char32_t> kSimplified[] = {
#include "indexer/fold_table.inc"
};

// Marks that mean the same but are no compatibility equivalents in Unicode.
constexpr std::pair<char32_t, char32_t> kMarks[] = {
    {U'(', U'['},    {U')', U']'},    {U'{', U'['},   {U'}', U']'},   {0x00B7, U'.'},
    {0x2010, U'-'},  {0x2012, U'-'},  {0x2013, U'-'}, {0x2014, U'-'}, {0x2015, U'-'},
    {0x2018, U'\''}, {0x2019, U'\''}, {0x201C, U'"'}, {0x201D, U'"'}, {0x2022, U'.'},
    {0x2027, U'.'},  {0x2212, U'-'},  {0x2500, U'-'}, {0x300C, U'"'}, {0x300D, U'"'},
    {0x300E, U'"'},  {0x300F, U'"'},  {0x3010, U'['}, {0x3011, U']'}, {0x3014, U'['},
    {0x3015, U']'},  {0x3016, U'['},  {0x3017, U']'}, {0x30FB, U'.'},
};

template <std::size_t N>
char32_t mapped(const std::pair<char32_t, char32_t> (&table)[N], char32_t c) {
    const auto* found = std::lower_bound(std::begin(table), std::end(table), c,
                                         [](const auto& row, char32_t x) { return row.first < x; });
    return found != std::end(table) && found->first == c ? found->second : c;
}

CharClass compute_class(char32_t c) {
    const auto cp = static_cast<UChar32>(c);
    const auto category = u_charType(cp);
    if (category == U_PRIVATE_USE_CHAR) return CharClass::cjk;
    if (u_isUWhiteSpace(cp) || category == U_CONTROL_CHAR) return CharClass::space;
    const std::uint32_t mask = U_MASK(category);
    if (mask & (U_GC_L_MASK | U_GC_NL_MASK)) {
        UErrorCode status = U_ZERO_ERROR;
        switch (int(uscript_getScript(cp, &status))) {
            case USCRIPT_HAN:
            case USCRIPT_HIRAGANA:
            case USCRIPT_KATAKANA:
            case USCRIPT_KATAKANA_OR_HIRAGANA:
            case USCRIPT_HANGUL:
            case USCRIPT_BOPOMOFO:
                return CharClass::cjk;
        }
        if (cp == 0x30FC || cp == 0x3006) return CharClass::cjk;  // ー 〆
        return CharClass::letter;
    }
    if (mask & U_GC_N_MASK) return CharClass::digit;
    if (mask & U_GC_M_MASK) return CharClass::letter;
    return CharClass::other;
}

// Chinese and full-width punctuation: no blank means anything beside it.
bool wide_mark(char32_t c) {
    return (c >= 0x3001 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF0F) ||
           (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF40) ||
           (c >= 0xFF5B && c <= 0xFF65);
}

const icu::Normalizer2& normalizer() {
    UErrorCode status = U_ZERO_ERROR;
    const auto* found = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) std::abort();  // ICU's own data is missing: nothing can be folded
    return *found;
}

char32_t simplify(char32_t c) { return mapped(kMarks, mapped(kSimplified, c)); }

// What is known of a character of the first plane without asking ICU again.
struct CharFacts {
    std::uint16_t folded = 0;  // when simple
    bool simple = false;       // folds to exactly one character of the first plane
    bool joins = false;        // may combine with the character before it
    bool wide = false;         // Chinese, or Chinese punctuation, before folding
    CharClass kind = CharClass::other;
};

CharFacts compute_facts(char32_t c) {
    CharFacts facts;
    facts.kind = compute_class(c);
    facts.wide = facts.kind == CharClass::cjk || wide_mark(c);
    const auto cp = static_cast<UChar32>(c);
    facts.joins = !normalizer().hasBoundaryBefore(cp);
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString out = normalizer().normalize(icu::UnicodeString(cp), status);
    if (U_SUCCESS(status) && out.countChar32() == 1) {
        const char32_t folded = simplify(static_cast<char32_t>(out.char32At(0)));
        facts.simple = folded < 0x10000;
        if (facts.simple) facts.folded = static_cast<std::uint16_t>(folded);
    }
    return facts;
}

using FactsTable = std::array<CharFacts, 0x10000>;

const FactsTable& facts_table() {
    static const std::unique_ptr<const FactsTable> kTable = [] {
        auto table = std::make_unique<FactsTable>();
        for (char32_t c = 0; c < 0x10000; ++c)
            if (c < 0xD800 || c > 0xDFFF) (*table)[c] = compute_facts(c);
        return table;
    }();
    return *kTable;
}

CharFacts facts_of(const FactsTable& table, char32_t c) {
    return c < 0x10000 ? table[c] : compute_facts(c);
}

bool tone_mark(char32_t c) {
    static constexpr std::u32string_view kTones =
        U"āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ\u0300\u0301\u0304\u030C";
    return kTones.find(c) != std::u32string_view::npos;
}

class Folder {
public:
    Folder(std::string_view in, std::vector<FoldSpan>* spans)
        : in_(in), table_(facts_table()), spans_(spans) {
        out_.reserve(in.size());
    }

    std::string run() {
        std::size_t at = 0;
        while (at < in_.size()) at = step(at);
        return std::move(out_);
    }

private:
    // Folds the segment at `at` (one character and what combines with it); returns its end.
    std::size_t step(std::size_t at) {
        const std::size_t begin = at;
        const char32_t c = next_char(in_, at);
        if ((c == U'(' || c == 0xFF08) && last_is_cjk_ && !blank_)
            if (const std::size_t end = pinyin_end(at)) return end;
        const CharFacts facts = facts_of(table_, c);
        bool alone = true;
        while (at < in_.size()) {
            std::size_t next = at;
            const char32_t follower = next_char(in_, next);
            if (!facts_of(table_, follower).joins) break;
            alone = false;
            at = next;
        }
        if (alone && facts.simple)
            emit(facts.folded, facts.wide, begin, at);
        else
            emit_segment(begin, at, facts.wide);
        return at;
    }

    void emit_segment(std::size_t begin, std::size_t end, bool wide) {
        UErrorCode status = U_ZERO_ERROR;
        const auto length = static_cast<std::int32_t>(end - begin);
        const icu::UnicodeString out = normalizer().normalize(
            icu::UnicodeString::fromUTF8({in_.data() + begin, length}), status);
        if (U_FAILURE(status)) return;  // out of memory for a few characters: cannot be reported
        for (std::int32_t i = 0; i < out.length(); i = out.moveIndex32(i, 1))
            emit(simplify(static_cast<char32_t>(out.char32At(i))), wide, begin, end);
    }

    void emit(char32_t c, bool wide, std::size_t begin, std::size_t end) {
        const CharFacts facts = facts_of(table_, c);
        if (facts.kind == CharClass::space) {
            if (u_charType(static_cast<UChar32>(c)) == U_CONTROL_CHAR &&
                !u_isUWhiteSpace(static_cast<UChar32>(c)))
                return;  // NUL and its like carry no text
            if (!blank_) blank_begin_ = begin;
            blank_ = true;
            blank_end_ = end;
            return;
        }
        wide = wide || facts.kind == CharClass::cjk;
        if (blank_ && !out_.empty() && !wide && !last_is_wide_)
            append(U' ', blank_begin_, blank_end_);
        blank_ = false;
        append(c, begin, end);
        last_is_wide_ = wide;
        last_is_cjk_ = facts.kind == CharClass::cjk;
    }

    void append(char32_t c, std::size_t begin, std::size_t end) {
        if (spans_)
            spans_->push_back({static_cast<std::uint32_t>(out_.size()),
                               static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        append_char(out_, c);
    }

    // The end of "guī)" at `at`, or 0: 1-7 letters with a tone, then a closing bracket. Without a
    // tone it may be an abbreviation that somebody looks for.
    std::size_t pinyin_end(std::size_t at) const {
        int letters = 0;
        bool tone = false;
        while (at < in_.size() && letters <= 7) {
            const char32_t c = next_char(in_, at);
            if (c == U')' || c == 0xFF09) return tone && letters > 0 ? at : 0;
            const bool toned = tone_mark(c);
            if (!toned && !(c >= U'a' && c <= U'z') && c != 0xFC) return 0;
            tone = tone || toned;
            if (c < 0x300 || c > 0x36F) ++letters;
        }
        return 0;
    }

    std::string_view in_;
    const FactsTable& table_;
    std::vector<FoldSpan>* spans_;
    std::string out_;
    bool blank_ = false;  // white space seen since the last character
    std::size_t blank_begin_ = 0;
    std::size_t blank_end_ = 0;
    bool last_is_wide_ = false;
    bool last_is_cjk_ = false;
};

}  // namespace

FoldedText::Range FoldedText::original(std::size_t begin, std::size_t end) const {
    const auto behind = [](std::size_t at, const FoldSpan& span) { return at < span.folded; };
    const auto first = std::upper_bound(spans.begin(), spans.end(), begin, behind) - 1;
    const auto last = std::upper_bound(spans.begin(), spans.end(), end - 1, behind) - 1;
    return {first->begin, last->end};
}

std::string fold(std::string_view utf8) { return Folder(utf8, nullptr).run(); }

FoldedText fold_with_map(std::string_view utf8) {
    FoldedText folded;
    folded.spans.reserve(utf8.size() / 3);
    folded.text = Folder(utf8, &folded.spans).run();
    return folded;
}

CharClass char_class(char32_t folded) { return facts_of(facts_table(), folded).kind; }

}  // namespace lantai::indexer
