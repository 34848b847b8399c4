// The filing year 归档年度 (R-26 … R-31, T-1; DA/T 22-2015 by item). Pure functions.
#pragma once
#include <optional>
#include <span>
#include <string>

#include "core/model/fonds.hpp"
#include "core/model/item.hpp"

namespace lantai::core {

struct YearInput {
    Id id = 0;  // only used to follow links; may be 0 for a single document
    ItemKind kind = ItemKind::general;
    Date document_date;
    std::optional<Date> period_from;  // plan, summary: covered; meeting: opening; case: opened
    std::optional<Date> period_to;    // plan, summary: covered; meeting: closing; case: closed
};

struct YearProposal {
    int year = 0;
    std::string rule;    // "R-26" … "R-31"
    std::string reason;  // message key that explains it, e.g. "year.reply"
    Id decided_by = 0;   // the input whose date or period gave the year
};

YearInput year_input(const Item& item);

/// The year of a document that stands alone.
/// R-26 reply: its own year. R-27 request without reply: its own year.
/// R-28 plan: volume policy the first year covered, item policy (DA/T 22) the year of signing.
/// R-29 summary: volume policy the last year covered, item policy the year of signing.
/// R-30 meeting, and minutes that name the meeting's days: volume policy the opening year, item
/// policy the closing year. R-31 all others: the year of the document; a legal case (非诉讼案件
/// too) the year it was closed. Without the period a rule needs, R-31 by the document's date and
/// the reason "year.period_missing".
YearProposal filing_year(YearPolicy policy, const YearInput& document);

/// The one year of a linked group (R-22, domain.md section 6: a group is one unit). The leading
/// document decides: reply before request, main before attachment, final before draft (a
/// draft has no year of its own), forwarding paper before the original, Chinese before the foreign
/// text. Of several leading ones the latest dated decides, then the smaller id. Links to documents
/// outside `group` are ignored. `group` must not be empty.
YearProposal group_filing_year(YearPolicy policy, std::span<const YearInput> group,
                               std::span<const ItemLink> links);

/// T-1, last case: a reply that arrives when its request has already been filed under another
/// year. The year to move to, or nothing when the years agree. Only a proposal: the archivist
/// decides, and both volumes get a note.
std::optional<int> proposed_move(int filed_year, const YearProposal& now);

}  // namespace lantai::core
