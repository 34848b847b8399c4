#include "core/rules/filing_year.hpp"

#include <algorithm>
#include <cassert>

namespace lantai::core {

namespace {

// Which date of the document counts.
enum class Basis { document, first, last };

struct YearRow {  // one kind of document under one policy
    ItemKind kind;
    YearPolicy policy;
    Basis basis;
    const char* rule;
    const char* reason;
};

// Kinds that do not stand here follow R-31 by the document's date.
constexpr YearRow kYearRows[] = {
    {ItemKind::reply, YearPolicy::volume, Basis::document, "R-26", "year.reply"},
    {ItemKind::reply, YearPolicy::item, Basis::document, "R-26", "year.reply"},
    {ItemKind::request, YearPolicy::volume, Basis::document, "R-27", "year.request_without_reply"},
    {ItemKind::request, YearPolicy::item, Basis::document, "R-27", "year.request_without_reply"},
    {ItemKind::plan, YearPolicy::volume, Basis::first, "R-28", "year.plan_first"},
    {ItemKind::plan, YearPolicy::item, Basis::document, "R-28", "year.plan_signed"},
    {ItemKind::summary, YearPolicy::volume, Basis::last, "R-29", "year.summary_last"},
    {ItemKind::summary, YearPolicy::item, Basis::document, "R-29", "year.summary_signed"},
    {ItemKind::meeting, YearPolicy::volume, Basis::first, "R-30", "year.meeting_opened"},
    {ItemKind::meeting, YearPolicy::item, Basis::last, "R-30", "year.meeting_closed"},
    {ItemKind::minutes, YearPolicy::volume, Basis::first, "R-30", "year.meeting_opened"},
    {ItemKind::minutes, YearPolicy::item, Basis::last, "R-30", "year.meeting_closed"},
    {ItemKind::legal_case, YearPolicy::volume, Basis::last, "R-31", "year.case_closed"},
    {ItemKind::legal_case, YearPolicy::item, Basis::last, "R-31", "year.case_closed"},
};

std::optional<Date> date_by(Basis basis, const YearInput& document) {
    switch (basis) {
        case Basis::document:
            return document.document_date;
        case Basis::first:
            return document.period_from;
        case Basis::last:
            return document.period_to;
    }
    return std::nullopt;
}

// The side of a link whose year counts; the other side is led.
Id led_side(const ItemLink& link) {
    switch (link.kind) {
        case LinkKind::draft_final:
            return link.leading_id;
        case LinkKind::main_attachment:
        case LinkKind::reply_request:
        case LinkKind::forward_original:
        case LinkKind::languages:
            return link.following_id;
    }
    return link.following_id;
}

bool contains(std::span<const YearInput> group, Id id) {
    return std::any_of(group.begin(), group.end(), [&](const YearInput& d) { return d.id == id; });
}

}  // namespace

YearInput year_input(const Item& item) {
    return {item.id, item.kind, item.document_date, item.period_from, item.period_to};
}

YearProposal filing_year(YearPolicy policy, const YearInput& document) {
    YearProposal proposal{document.document_date.year(), "R-31", "year.document_date", document.id};
    for (const YearRow& row : kYearRows) {
        if (row.kind != document.kind || row.policy != policy) continue;
        const auto date = date_by(row.basis, document);
        // Minutes without the meeting's days are an ordinary dated document.
        if (!date && document.kind == ItemKind::minutes) return proposal;
        if (!date) {
            proposal.reason = "year.period_missing";
            return proposal;
        }
        return {date->year(), row.rule, row.reason, document.id};
    }
    return proposal;
}

YearProposal group_filing_year(YearPolicy policy, std::span<const YearInput> group,
                               std::span<const ItemLink> links) {
    assert(!group.empty());
    const auto inside = [&](const ItemLink& link) {
        return contains(group, link.leading_id) && contains(group, link.following_id);
    };
    const YearInput* leader = nullptr;
    bool leader_leads = false;
    for (const YearInput& document : group) {
        const bool led = std::any_of(links.begin(), links.end(), [&](const ItemLink& link) {
            return inside(link) && led_side(link) == document.id;
        });
        const bool leads = !led;
        const bool later =
            leader &&
            (document.document_date > leader->document_date ||
             (document.document_date == leader->document_date && document.id < leader->id));
        if (!leader || (leads && !leader_leads) || (leads == leader_leads && later)) {
            leader = &document;
            leader_leads = leads;
        }
    }
    const bool answers = std::any_of(links.begin(), links.end(), [&](const ItemLink& link) {
        return inside(link) && link.kind == LinkKind::reply_request &&
               link.leading_id == leader->id;
    });
    if (answers) return {leader->document_date.year(), "R-26", "year.reply", leader->id};
    return filing_year(policy, *leader);
}

std::optional<int> proposed_move(int filed_year, const YearProposal& now) {
    if (now.year == filed_year) return std::nullopt;
    return now.year;
}

}  // namespace lantai::core
