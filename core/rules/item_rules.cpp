#include "core/rules/item_rules.hpp"

#include <algorithm>
#include <set>

#include "core/rules/faults.hpp"
#include "core/rules/secrecy.hpp"
#include "core/rules/text_rules.hpp"

namespace lantai::core {

namespace {

using Range = std::pair<int, int>;

std::optional<Error> range_fault(const char* field, int value, Range range) {
    if (value >= range.first && value <= range.second) return std::nullopt;
    return field_error(
        field, "item.range",
        {{"min", std::to_string(range.first)}, {"max", std::to_string(range.second)}});
}

std::optional<Error> optional_range_fault(const char* field, std::optional<int> value,
                                          Range range) {
    return value ? range_fault(field, *value, range) : std::nullopt;
}

// DA/T 13: the category of a code is letters, e.g. WS, KJ.
bool is_category(std::string_view text) {
    return text.size() >= 2 && text.size() <= 4 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void check_texts(const Item& item, Faults& faults) {
    faults.add(text_fault("title", item.title, {kMaxTitle, true, TextKind::line}));
    faults.add(
        text_fault("document_no", item.document_no, {kMaxDocumentNo, false, TextKind::line}));
    faults.add(text_fault("creator", item.creator, {kMaxCreator, true, TextKind::line}));
    faults.add(text_fault("remarks", item.remarks, {kMaxRemarks, false, TextKind::lines}));
    faults.add(text_fault("year_reason", item.year_reason, {kMaxReason, false, TextKind::lines}));
    if (!is_category(item.category)) faults.add(field_error("category", "item.category"));
}

void check_keywords(const Item& item, Faults& faults) {
    if (item.keywords.size() > kMaxKeywords) {
        faults.add(field_error("keywords", "item.too_many_keywords",
                               {{"max", std::to_string(kMaxKeywords)}}));
        return;
    }
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < item.keywords.size(); ++i) {
        const std::string& word = item.keywords[i];
        const std::string field = "keywords[" + std::to_string(i) + "]";
        if (auto fault = text_fault(field, word, {kMaxKeyword, true, TextKind::line}))
            faults.add(*fault);
        else if (word.find(' ') != std::string::npos || word.find("　") != std::string::npos)
            faults.add(field_error(field, "item.keyword_blank"));
        else if (!seen.insert(word).second)
            faults.add(field_error(field, "item.keyword_twice"));
    }
}

enum class Need { none, from, to };

// The period that the year rule of this kind is counted by (R-28 … R-31).
Need needed_period(ItemKind kind, YearPolicy policy) {
    const bool by_volume = policy == YearPolicy::volume;
    switch (kind) {
        case ItemKind::plan:
            return by_volume ? Need::from : Need::none;
        case ItemKind::summary:
            return by_volume ? Need::to : Need::none;
        case ItemKind::meeting:
            return by_volume ? Need::from : Need::to;
        case ItemKind::legal_case:
            return Need::to;
        case ItemKind::general:
        case ItemKind::request:
        case ItemKind::reply:
        case ItemKind::notice:
        case ItemKind::contract:
        case ItemKind::regulation:
        case ItemKind::report:
        case ItemKind::letter:
        case ItemKind::telegram:
        case ItemKind::minutes:
            return Need::none;
    }
    return Need::none;
}

void check_dates(const Item& item, YearPolicy policy, Date today, Faults& faults) {
    const int year = item.document_date.year();
    if (year < kFirstYear)
        faults.add(field_error("document_date", "item.date_too_early",
                               {{"min", std::to_string(kFirstYear)}}));
    else if (item.document_date > today)
        faults.add(field_error("document_date", "item.date_in_future"));
    const Range years{kFirstYear, kLastYear};
    if (item.period_from) faults.add(range_fault("period_from", item.period_from->year(), years));
    if (item.period_to) faults.add(range_fault("period_to", item.period_to->year(), years));
    if (item.period_from && item.period_to && *item.period_to < *item.period_from)
        faults.add(field_error("period_to", "item.period_order"));
    const Need need = needed_period(item.kind, policy);
    if (need == Need::from && !item.period_from)
        faults.add(field_error("period_from", "item.period_missing"));
    if (need == Need::to && !item.period_to)
        faults.add(field_error("period_to", "item.period_missing"));
}

// Brackets and widths that mean the same in a document number.
char32_t fold_number_character(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    if (c >= 'A' && c <= 'Z') return c + ('a' - 'A');
    constexpr std::u32string_view kOpening = U"〔[(<{【［〈《「『〖〘❲﹝﹙";
    constexpr std::u32string_view kClosing = U"〕])>}】］〉》」』〗〙❳﹞﹚";
    if (kOpening.find(c) != std::u32string_view::npos) return U'[';
    if (kClosing.find(c) != std::u32string_view::npos) return U']';
    constexpr std::u32string_view kDashes = U"‐‑‒–—―−";
    if (kDashes.find(c) != std::u32string_view::npos) return U'-';
    return c == U'號' ? U'号' : c;
}

bool is_number_blank(char32_t c) {
    return c == ' ' || c == '\t' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200D) ||
           c == 0xFEFF;
}

}  // namespace

Result<void> check_item(const Item& item, YearPolicy policy,
                        std::span<const RetentionClass> classes, int proposed_year, Date today) {
    Faults faults;
    if (item.fonds_id <= 0) faults.add(field_error("fonds_id", "item.fonds_missing"));
    if (item.department_id <= 0)
        faults.add(field_error("department_id", "item.department_missing"));
    check_texts(item, faults);
    check_keywords(item, faults);
    check_dates(item, policy, today, faults);
    faults.add(range_fault("filing_year", item.filing_year, {kFirstYear, kLastYear}));
    if (item.filing_year != proposed_year &&
        text_fault("year_reason", item.year_reason, {kMaxReason, true, TextKind::lines}))
        faults.add(field_error("year_reason", "item.year_reason_missing",
                               {{"rule", "R-31"}, {"year", std::to_string(proposed_year)}}));
    const bool known = std::any_of(classes.begin(), classes.end(), [&](const RetentionClass& c) {
        return c.code == item.retention_class;
    });
    if (!known) faults.add(field_error("retention_class", "item.retention_unknown"));
    faults.add(secrecy_fault(item.level, item.secrecy_months));
    faults.add(optional_range_fault("pages", item.pages, {1, kMaxPages}));
    faults.add(optional_range_fault("copies", item.copies, {1, kMaxCopies}));
    return std::move(faults).result();
}

std::string document_no_key(std::string_view document_no) {
    std::string key;
    while (!document_no.empty()) {
        const auto c = next_code_point(document_no);
        if (!c) {  // not UTF-8: keep the byte, so that different numbers stay different
            key.push_back(document_no.front());
            document_no.remove_prefix(1);
        } else if (!is_number_blank(*c)) {
            append_utf8(key, fold_number_character(*c));
        }
    }
    return key;
}

std::optional<DuplicateKind> probable_duplicate(const Item& a, const Item& b) {
    if (a.state == ItemState::withdrawn || b.state == ItemState::withdrawn) return std::nullopt;
    if (a.id != 0 && (a.id == b.id || (a.group_id != 0 && a.group_id == b.group_id)))
        return std::nullopt;
    const std::string key = document_no_key(a.document_no);
    const bool creators = a.creator.empty() || b.creator.empty() || a.creator == b.creator;
    if (!key.empty() && key == document_no_key(b.document_no) && creators)
        return DuplicateKind::document_no;
    if (a.title == b.title && a.creator == b.creator && a.document_date == b.document_date)
        return DuplicateKind::same_title;
    return std::nullopt;
}

}  // namespace lantai::core
