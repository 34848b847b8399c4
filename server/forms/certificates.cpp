#include "server/forms/certificates.hpp"

#include "core/service/status.hpp"
#include "pdf/text_document.hpp"

namespace lantai::server {
namespace {

std::string chinese(const core::Date& date) {
    return std::to_string(date.year()) + "年" + std::to_string(date.month()) + "月" +
           std::to_string(date.day()) + "日";
}

core::Result<std::string> print(Services& services, pdf::TextDocument document) {
    LT_TRY(const core::ArchiveFacts facts, core::archive_facts(services.store));
    document.creator = facts.company_name;
    LT_TRY(const auto fonts, services.print_fonts.get());
    return pdf::print_text_document(document, fonts);
}

}  // namespace

core::Result<std::string> clearance_certificate(Services& services, const core::ClearanceRow& row) {
    const core::Clearance& clearance = row.clearance;
    const bool travel = clearance.kind == core::ClearanceKind::travel;
    const core::Date day = services.store.day(clearance.signed_at.value_or(clearance.created_at));
    pdf::TextDocument document;
    document.title = "归档结清证明";
    document.document_no = clearance.clearance_no;
    document.date = chinese(day);
    document.text = row.department_name + row.requester_name + "于" + chinese(clearance.from) +
                    "至" + chinese(clearance.to) + (travel ? "出差：" : "参加培训：") +
                    clearance.subject + "。\n";
    document.text += clearance.nothing_to_file
                         ? "经本部门档案员确认，没有需要归档的文件资料。\n"
                         : "形成的文件资料共" + std::to_string(clearance.entry_ids.size()) +
                               "件，已交本部门档案员归档。\n";
    document.text += "会计部可以核报有关费用。\n";
    document.text += "档案员：" + row.signer_name + "\n";
    if (!clearance.remarks.empty()) document.text += "备注：" + clearance.remarks + "\n";
    return print(services, std::move(document));
}

core::Result<std::string> leaving_certificate(Services& services, const core::LeavingEntry& entry) {
    const core::Leaving& leaving = entry.leaving;
    const core::Date day = services.store.day(leaving.received_at.value_or(leaving.created_at));
    pdf::TextDocument document;
    document.title = "离职（调岗）档案结清证明";
    document.document_no = leaving.leaving_no;
    document.date = chinese(day);
    document.text = entry.department_name + entry.user_name +
                    "借阅的档案已全部归还，承办和保管的文件资料已全部移交，双方签字。\n";
    document.text +=
        "移交人：" + entry.user_name + "（签字清单由" + entry.witness_name + "见证）\n";
    document.text += "接收人：" + entry.receiver_name + "\n";
    return print(services, std::move(document));
}

}  // namespace lantai::server
