#include "pdf/line_break.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace lantai::pdf {
namespace {

constexpr std::u32string_view kNeverFirst =
    U"、。，．；：？！）〕】》〉」』〗］｝”’·•～々ー％‰℃℉°′″)]},.;:?!%/／–";
constexpr std::u32string_view kNeverLast = U"（〔【《〈「『〖［｛“‘([{/／￥¥＄$€£№";
constexpr std::u32string_view kPaired = U"—…─";  // two of them are one mark
constexpr std::u32string_view kInsideWord = U"-_.,:/@#&+%'’";

constexpr std::u32string_view kWordJoint = U"-_/";  // where a long word is parted best

bool in(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

bool digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'); }

bool letter(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0x24F) ||
           (c >= 0x370 && c <= 0x52F);
}

bool word(char32_t c) { return digit(c) || letter(c); }

bool space(char32_t c) { return c == U' ' || c == U'\n'; }

/// Words, numbers and things like A-12, 3.5 or a@b: no break on either side of the joint.
bool inside_word(char32_t previous, char32_t next) {
    if (word(previous)) return word(next) || in(kInsideWord, next);
    return word(next) && in(kInsideWord, previous);
}

bool kinsoku_allows(char32_t previous, char32_t next) {
    if (in(kNeverFirst, next) || in(kNeverLast, previous)) return false;
    return !(previous == next && in(kPaired, next));
}

bool opens_number(char32_t c) { return in(U"〔[［(（【", c); }
bool closes_number(char32_t c) { return in(U"〕]］)）】", c); }

/// The end of a tail like 〔2021〕第12号 that begins at `at`, or `at` when there is none there.
std::size_t document_number_end(std::span<const Glyph> run, std::size_t at) {
    const auto is = [&](std::size_t i, auto&& test) {
        return i < run.size() && test(run[i].character);
    };
    if (!is(at, opens_number)) return at;
    std::size_t i = at + 1;
    while (is(i, digit)) ++i;
    if (i != at + 5 || !is(i, closes_number)) return at;  // a year has four digits
    ++i;
    if (is(i, [](char32_t c) { return c == U'第'; })) ++i;
    const std::size_t number = i;
    while (is(i, digit)) ++i;
    if (i == number) return at;
    if (is(i, [](char32_t c) { return c == U'-' || c == U'–' || c == U'—'; })) {
        ++i;  // 〔2021〕12-3号
        while (is(i, digit)) ++i;
    }
    return is(i, [](char32_t c) { return c == U'号'; }) ? i + 1 : at;
}

std::vector<LineRange> document_numbers(std::span<const Glyph> run) {
    std::vector<LineRange> found;
    for (std::size_t i = 0; i < run.size(); ++i) {
        const std::size_t end = document_number_end(run, i);
        if (end == i) continue;
        found.push_back({i, end});
        i = end - 1;
    }
    return found;
}

std::uint64_t advance_of(std::span<const Glyph> run) {
    std::uint64_t sum = 0;
    for (const Glyph& glyph : run) sum += glyph.advance;
    return sum;
}

class Breaker {
public:
    Breaker(std::span<const Glyph> run, double width)
        : run_(run), width_(width), numbers_(document_numbers(run)) {
        const auto too_wide = [&](const LineRange& number) {
            const auto tail = run_.subspan(number.begin, number.end - number.begin);
            return double(advance_of(tail)) > width_;
        };
        parted_a_word_ = std::erase_if(numbers_, too_wide) > 0;
    }

    std::vector<LineRange> lines() {
        std::vector<LineRange> lines;
        std::size_t at = 0;
        while (at < run_.size()) {
            const std::size_t end = line_end(at);
            lines.push_back(trimmed(at, end));
            at = end;
            if (at < run_.size() && run_[at].character == U'\n') {
                ++at;
            } else {
                while (at < run_.size() && run_[at].character == U' ') ++at;
            }
        }
        return lines;
    }

    bool parted_a_word() const { return parted_a_word_; }

private:
    /// Where the line that begins at `begin` ends: before a line feed, or where it is full.
    std::size_t line_end(std::size_t begin) {
        std::size_t end = begin;
        double used = 0;
        while (end < run_.size() && run_[end].character != U'\n') {
            used += run_[end].advance;
            // A space that would be cut off the line's end anyway needs no room.
            if (used > width_ && run_[end].character != U' ') break;
            ++end;
        }
        if (end == run_.size() || run_[end].character == U'\n') return end;
        if (end == begin) {
            parted_a_word_ = true;  // even one glyph is wider than the line
            return begin + 1;
        }
        return best_break(begin, end);
    }

    std::size_t best_break(std::size_t begin, std::size_t full) {
        for (std::size_t at = full; at > begin; --at)
            if (may_break(before(at), run_[at].character) && !inside_number(at)) return at;
        parted_a_word_ = true;
        for (std::size_t at = full; at > begin; --at)
            if (in(kWordJoint, before(at)) && word(run_[at].character)) return at;
        for (std::size_t at = full; at > begin; --at)
            if (kinsoku_allows(before(at), run_[at].character)) return at;
        return full;
    }

    char32_t before(std::size_t at) const { return run_[at - 1].character; }

    bool inside_number(std::size_t at) const {
        return std::any_of(numbers_.begin(), numbers_.end(), [&](const LineRange& number) {
            return at > number.begin && at < number.end;
        });
    }

    LineRange trimmed(std::size_t begin, std::size_t end) const {
        while (end > begin && run_[end - 1].character == U' ') --end;
        return {begin, end};
    }

    std::span<const Glyph> run_;
    double width_;
    std::vector<LineRange> numbers_;
    bool parted_a_word_ = false;
};

}  // namespace

bool may_break(char32_t previous, char32_t next) {
    if (space(next)) return false;  // a space stays on the line that it follows
    if (space(previous)) return !in(kNeverFirst, next);
    return kinsoku_allows(previous, next) && !inside_word(previous, next);
}

std::vector<LineRange> break_lines(std::span<const Glyph> run, double width) {
    return Breaker(run, width).lines();
}

FittedText fit_text(std::span<const Glyph> run, double width, double height,
                    std::span<const double> sizes) {
    std::optional<FittedText> with_parted_words;
    FittedText fitted;
    for (const double size : sizes) {
        Breaker breaker(run, width * 1000.0 / size);
        fitted = {size, breaker.lines()};
        if (fitted.height() > height) continue;
        if (!breaker.parted_a_word()) return fitted;
        if (!with_parted_words) with_parted_words = fitted;
    }
    return with_parted_words ? std::move(*with_parted_words) : fitted;
}

}  // namespace lantai::pdf
