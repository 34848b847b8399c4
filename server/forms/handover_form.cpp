#include "server/forms/handover_form.hpp"

#include <algorithm>

#include "core/rules/secrecy.hpp"
#include "server/forms/form_texts.hpp"

namespace lantai::server {
namespace {

constexpr const char* kReceiver = "档案室";
constexpr const char* kHiddenRow = "（无权知悉，不列）";

pdf::HandoverRow printed_row(const core::HandoverRow& row, const core::HandedRecord& record) {
    pdf::HandoverRow out;
    out.code = record.archival_code.empty() ? record.document_no : record.archival_code;
    out.title = record.title;
    out.copies = record.copies;
    out.pages = record.pages;
    out.retention = record.retention_name;
    out.level = core::secrecy_mark(record.level, record.secrecy_months);
    out.remarks = row.remarks;
    return out;
}

/// The mark of the rows shown: one without a period leaves the maximum of the law.
void set_level(pdf::FormHead& head, const core::HandoverEntry& entry) {
    std::optional<int> longest = 0;
    for (const core::HandedRecord& record : entry.records)
        head.level = std::max(head.level, record.level);
    for (const core::HandedRecord& record : entry.records) {
        if (record.level != head.level) continue;
        if (!longest || !record.secrecy_months)
            longest.reset();
        else
            longest = std::max(*longest, *record.secrecy_months);
    }
    if (head.level < core::Level::secret) return;
    head.level_mark = core::secrecy_mark(head.level, longest);
}

}  // namespace

pdf::HandoverReceipt handover_receipt(const core::Store& store, const core::HandoverToPrint& paper,
                                      std::shared_ptr<const pdf::Image> logo) {
    const core::HandoverEntry& entry = paper.handover.entry;
    const core::Handover& handover = entry.handover;
    pdf::HandoverReceipt receipt;
    receipt.head.company = paper.company;
    receipt.head.logo = std::move(logo);
    receipt.head.content_date =
        store.day(handover.received_at.value_or(handover.given_at.value_or(handover.created_at)));
    set_level(receipt.head, entry);
    receipt.receipt_no = handover.handover_no;
    receipt.giver = entry.department_name;
    receipt.receiver = kReceiver;
    receipt.given_by = entry.giver_name;
    receipt.received_by = entry.receiver_name;
    if (handover.given_at) receipt.given_on = store.day(*handover.given_at);
    if (handover.received_at) receipt.received_on = store.day(*handover.received_at);
    for (std::size_t i = 0; i < entry.records.size(); ++i) {
        const core::HandoverRow& row = handover.rows[i];
        if (paper.handover.hidden[i]) {
            pdf::HandoverRow hidden;
            hidden.title = kHiddenRow;
            receipt.rows.push_back(std::move(hidden));
            continue;
        }
        receipt.paper = receipt.paper || row.paper;
        receipt.electronic = receipt.electronic || !row.file_sha256.empty();
        receipt.rows.push_back(printed_row(row, entry.records[i]));
    }
    return receipt;
}

}  // namespace lantai::server
