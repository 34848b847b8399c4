#include "core/rules/code_report.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "core/model/code_key.hpp"
#include "core/model/names.hpp"
#include "core/rules/archival_code.hpp"

namespace lantai::core {
namespace {

constexpr std::size_t kLongestSerial = 9;

struct Numbered {
    std::string scope;
    int number = 0;
};

/// A code as scope and the number at its end.
std::optional<Numbered> split(const std::string& code) {
    std::size_t begin = code.size();
    while (begin > 0 && code[begin - 1] >= '0' && code[begin - 1] <= '9') --begin;
    const std::size_t digits = code.size() - begin;
    if (digits == 0 || digits > kLongestSerial || begin == 0) return std::nullopt;
    return Numbered{code.substr(0, begin), std::stoi(code.substr(begin))};
}

struct Series {
    std::map<int, const UsedCode*> numbers;
    bool asked = false;  // holds a record of the year asked for that the reader may know
};

CodeGap gap_of(int number, GapKind kind, const UsedCode& code) {
    return {number, number, kind, code.id, code.code, code.leads_to};
}

CodeSeries series_of(CodeOwner owner, const std::string& scope, const Series& found,
                     bool from_one) {
    CodeSeries series;
    series.owner = owner;
    series.scope = scope;
    series.first = from_one ? 1 : found.numbers.begin()->first;
    series.last = found.numbers.rbegin()->first;
    int next = series.first;
    const auto add = [&](CodeGap gap) {
        const bool goes_on = !series.gaps.empty() && gap.kind == GapKind::redirect &&
                             series.gaps.back().kind == GapKind::redirect &&
                             series.gaps.back().to == gap.from - 1;
        if (!goes_on) return series.gaps.push_back(std::move(gap));
        const int from = series.gaps.back().from;
        series.gaps.back() = {from, gap.to, GapKind::redirect, 0, "", ""};
    };
    const auto skip_to = [&](int number) {
        if (next < number)
            series.gaps.push_back({next, number - 1, GapKind::never_used, 0, "", ""});
        next = number + 1;
    };
    for (const auto& [number, code] : found.numbers) {
        skip_to(number);
        if (!code->old) ++series.given;
        if (code->old) add(gap_of(number, GapKind::redirect, *code));
        if (code->withdrawn) add(gap_of(number, GapKind::withdrawn, *code));
    }
    return series;
}

}  // namespace

std::vector<CodeSeries> code_series(std::span<const UsedCode> codes,
                                    const std::set<std::string>& scopes, std::optional<int> year) {
    std::map<std::tuple<CodeOwner, std::string, std::string>, Series> all;
    for (const UsedCode& code : codes) {
        const auto numbered = split(code.code);
        if (!numbered || code.pages) continue;
        Series& series = all[{code.owner, code_key(numbered->scope), numbered->scope}];
        series.asked = series.asked || !year || code.filing_year == *year;
        const UsedCode*& at = series.numbers[numbered->number];
        if (at == nullptr || at->old) at = &code;  // a record of today before a redirect
    }
    std::vector<CodeSeries> list;
    for (const auto& [key, series] : all) {
        if (!series.asked) continue;
        const auto& [owner, order, scope] = key;
        const bool from_one = scopes.count(std::string(to_text(owner)) + ":" + scope) != 0;
        list.push_back(series_of(owner, scope, series, from_one));
    }
    return list;
}

std::vector<SameCode> same_codes(std::span<const UsedCode> codes, std::optional<int> year) {
    std::map<std::pair<CodeOwner, std::string>, std::vector<UsedCode>> groups;
    for (const UsedCode& code : codes)
        if (!code.old) groups[{code.owner, code_key(fold_code(code.code))}].push_back(code);
    std::vector<SameCode> same;
    for (auto& [key, records] : groups) {
        const bool asked = !year || std::any_of(records.begin(), records.end(), [&](const auto& r) {
            return r.filing_year == *year;
        });
        if (asked && records.size() > 1) same.push_back({key.first, std::move(records)});
    }
    return same;
}

}  // namespace lantai::core
