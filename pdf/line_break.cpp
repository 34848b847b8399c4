#include "pdf/line_break.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace lantai::pdf {
namespace {

constexpr std::u32string_view kNeverFirst =
    U"、。，．；：？！）〕】》〉」』〗］｝”’·•～々ー％‰℃℉°′″)]},.;:?!%/／–-";
constexpr std::u32string_view kNeverLast = U"（〔【《〈「『〖［｛“‘([{/／￥¥＄$€£№";
constexpr std::u32string_view kBlankAtLeft = U"（〔【《〈「『〖［｛";  // half of their width
constexpr std::u32string_view kPaired = U"—…─";                        // two of them are one mark
constexpr std::u32string_view kInsideWord = U"-_.,:/@#&+%'’";

constexpr std::u32string_view kWordJoint = U"-_/";  // where a long word is parted best
constexpr std::u32string_view kCodeJoint = U"-_/·";
constexpr int kLeastCodeJoints = 3;
constexpr std::size_t kLongestCodePart = 8;  // of Chinese characters

bool in(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

bool digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'); }

bool letter(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0x24F) ||
           (c >= 0x370 && c <= 0x52F);
}

bool word(char32_t c) { return digit(c) || letter(c); }

bool han(char32_t c) { return (c >= 0x3400 && c < 0xA000) || c >= 0x20000; }

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

/// The end of a period like ★30年 or ★长期 that begins at `at`, or `at`.
std::size_t period_end(std::span<const Glyph> run, std::size_t at) {
    if (run[at].character != U'★') return at;
    std::size_t i = at + 1;
    while (i < run.size() && digit(run[i].character)) ++i;
    const bool years = i > at + 1;
    for (int unit = years ? 1 : 2; unit > 0 && i < run.size() && han(run[i].character); --unit) ++i;
    return i;
}

/// The end of a code with several parts, e.g. Q001-WS·2025-长期-00012, that begins at `at`, or
/// `at`.
std::size_t code_end(std::span<const Glyph> run, std::size_t at) {
    const auto is = [&](std::size_t i, auto&& test) {
        return i < run.size() && test(run[i].character);
    };
    const auto joint = [](char32_t c) { return in(kCodeJoint, c); };
    if (at > 0 && word(run[at - 1].character)) return at;
    std::size_t end = at;
    int joints = 0;
    for (std::size_t i = at;; ++joints) {
        const std::size_t part = i;
        while (is(i, word)) ++i;
        if (i == part && part > at)
            while (i < part + kLongestCodePart && is(i, han)) ++i;
        if (i == part || (han(run[part].character) && is(i, han))) break;
        end = i;
        if (!is(i, joint)) return joints >= kLeastCodeJoints ? end : at;
        ++i;
    }
    return joints > kLeastCodeJoints ? end : at;
}

using RangeEnd = std::size_t (*)(std::span<const Glyph>, std::size_t);

void find_ranges(std::span<const Glyph> run, RangeEnd range_end, std::vector<LineRange>& found) {
    for (std::size_t i = 0; i < run.size(); ++i) {
        const std::size_t end = range_end(run, i);
        if (end == i) continue;
        found.push_back({i, end});
        i = end - 1;
    }
}

bool inside(const std::vector<LineRange>& ranges, std::size_t at) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](const LineRange& range) { return at > range.begin && at < range.end; });
}

std::uint64_t advance_of(std::span<const Glyph> run) {
    std::uint64_t sum = 0;
    for (const Glyph& glyph : run) sum += glyph.advance;
    return sum;
}

class Breaker {
public:
    Breaker(std::span<const Glyph> run, double width) : run_(run), width_(width) {
        find_ranges(run, document_number_end, numbers_);
        find_ranges(run, period_end, numbers_);
        find_ranges(run, code_end, codes_);
        const auto too_wide = [&](const LineRange& number) {
            const auto tail = run_.subspan(number.begin, number.end - number.begin);
            return double(advance_of(tail)) - line_indent(tail) > width_;
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

    bool parts() {
        lines();
        return parted_a_word_;
    }

private:
    /// Where the line that begins at `begin` ends: before a line feed, or where it is full.
    std::size_t line_end(std::size_t begin) {
        std::size_t end = begin;
        double used = -line_indent(run_.subspan(begin));
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
            if (may_break(before(at), run_[at].character) && !inside(numbers_, at) &&
                !inside(codes_, at))
                return at;
        parted_a_word_ = true;
        for (std::size_t at = full; at > begin; --at)
            if (in(kWordJoint, before(at)) && (word(run_[at].character) || inside(codes_, at)))
                return at;
        for (std::size_t at = full; at > begin; --at)
            if (kinsoku_allows(before(at), run_[at].character)) return at;
        return full;
    }

    char32_t before(std::size_t at) const { return run_[at - 1].character; }

    LineRange trimmed(std::size_t begin, std::size_t end) const {
        while (end > begin && run_[end - 1].character == U' ') --end;
        return {begin, end};
    }

    std::span<const Glyph> run_;
    double width_;
    std::vector<LineRange> numbers_;  // never parted when they fit a line
    std::vector<LineRange> codes_;    // parted after joints only
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

double line_indent(std::span<const Glyph> line) {
    // The upright form of a mark has another code and no blank there.
    const bool blank = !line.empty() && line[0].advance == 1000 &&
                       line[0].code == line[0].character && in(kBlankAtLeft, line[0].character);
    return blank ? 500 : 0;
}

std::vector<LineRange> balanced_lines(std::span<const Glyph> run, double width) {
    FittedText text{1000, Breaker(run, width).lines()};
    balance(text, run, width);
    return std::move(text.lines);
}

void balance(FittedText& text, std::span<const Glyph> run, double width) {
    if (text.lines.size() < 2) return;
    const auto forced = [](const Glyph& glyph) { return glyph.character == U'\n'; };
    if (std::any_of(run.begin(), run.end(), forced)) return;
    const double most = width * 1000.0 / text.size;
    const bool parted = Breaker(run, most).parts();
    constexpr double kStep = 250;  // a quarter of a glyph
    for (double narrow = double(advance_of(run)) / double(text.lines.size()); narrow < most;
         narrow += kStep) {
        Breaker breaker(run, narrow);
        auto lines = breaker.lines();
        if (lines.size() != text.lines.size() || breaker.parted_a_word() != parted) continue;
        text.lines = std::move(lines);
        return;
    }
}

SizeTrial try_size(std::span<const Glyph> run, double width, double height, double size) {
    Breaker breaker(run, width * 1000.0 / size);
    SizeTrial trial{{size, breaker.lines()}};
    trial.too_high = trial.text.height() > height;
    trial.parted = breaker.parted_a_word();
    return trial;
}

FittedText fit_text(std::span<const Glyph> run, double width, double height,
                    std::span<const double> sizes) {
    std::optional<FittedText> with_parted_words;
    FittedText fitted;
    for (const double size : sizes) {
        SizeTrial trial = try_size(run, width, height, size);
        fitted = std::move(trial.text);
        if (trial.too_high) continue;
        if (!trial.parted) return fitted;
        if (!with_parted_words) with_parted_words = fitted;
    }
    return with_parted_words ? std::move(*with_parted_words) : fitted;
}

}  // namespace lantai::pdf
