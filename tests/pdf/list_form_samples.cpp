#include "pdf/forms/box_label.hpp"
#include "pdf/forms/box_spine.hpp"
#include "pdf/forms/filing_stamp_sheet.hpp"
#include "pdf/forms/handover_receipt.hpp"
#include "pdf/forms/item_list.hpp"
#include "pdf/forms/subject_list.hpp"
#include "pdf/forms/volume_list.hpp"
#include "tests/pdf/form_samples.hpp"

namespace lantai::test {
namespace {

pdf::FormHead head_of(bool secret) {
    pdf::FormHead head;
    head.company = "云岭置业有限公司";
    head.content_date = core::Date(2022, 3, 5);
    if (secret) {
        head.level = core::Level::secret;
        head.level_mark = "秘密★5年";
    }
    return head;
}

/// A sample of a form whose drawing function takes nothing but its data.
template <class Data>
FormSample sample(std::string form, std::string name,
                  core::Result<void> (*draw)(pdf::FormDrawing&, const Data&), Data data) {
    return {
        std::move(form), std::move(name),
        [draw, data = std::move(data)](pdf::FormDrawing& drawing) { return draw(drawing, data); },
        true};
}

std::string four_digits(int number) { return std::to_string(10000 + number).substr(1); }

pdf::FilingStamps stamps_of(int count) {
    pdf::FilingStamps stamps;
    stamps.head = head_of(false);
    for (int i = 1; i <= count; ++i)
        stamps.stamps.push_back({"0001", "2021", four_digits(i), "办公室", "30年", i});
    return stamps;
}

void add_stamp_sheets(std::vector<FormSample>& samples) {
    const auto sheet = [](pdf::FormDrawing& drawing, const pdf::FilingStamps& data) {
        return pdf::draw_filing_stamp_sheet(drawing, data);
    };
    const auto pages = [](pdf::FormDrawing& drawing, const pdf::FilingStamps& data) {
        return pdf::draw_filing_stamp_pages(drawing, data);
    };
    samples.push_back(
        sample<pdf::FilingStamps>("filing_stamp_sheet", "ordinary", sheet, stamps_of(50)));
    pdf::FilingStamps awkward = stamps_of(3);
    awkward.head = head_of(true);
    awkward.stamps[1] = {"0001", "2021", "0002", "", "永久", std::nullopt};
    awkward.stamps[2].organization = "𠮷野部";
    samples.push_back(sample<pdf::FilingStamps>("filing_stamp_sheet", "pages", pages, awkward));
    samples.push_back(
        sample<pdf::FilingStamps>("filing_stamp_sheet", "awkward", sheet, std::move(awkward)));
}

pdf::ItemList item_list_of(int rows) {
    pdf::ItemList list{head_of(false), "0001", "2021", "30年", "总经理办公室", true, {}};
    for (int i = 1; i <= rows; ++i)
        list.rows.push_back({"0001-WS·2021-D30-BGS-" + four_digits(i),
                             "云置发〔2021〕" + std::to_string(i) + "号", "总经理办公室",
                             "关于云岭二期项目竣工验收有关问题的请示", i % 4 == 0,
                             core::Date(2021, 2, 8), "内部", i, i % 3 == 0 ? "附图另存" : ""});
    return list;
}

void add_item_lists(std::vector<FormSample>& samples) {
    samples.push_back(sample("item_list", "ordinary", pdf::draw_item_list, item_list_of(11)));
    pdf::ItemList awkward = item_list_of(4);
    awkward.head = head_of(true);
    awkward.cover = false;
    awkward.rows[0].title = long_title();
    awkward.rows[1] = {};
    awkward.rows[2].creator = kRareNames;
    awkward.rows[2].level = "秘密★5年";
    awkward.rows[3].pages = 1200;
    samples.push_back(sample("item_list", "awkward", pdf::draw_item_list, std::move(awkward)));
}

pdf::VolumeList volume_list_of(int rows) {
    pdf::VolumeList list{head_of(false), "0001", "文书", "2021", "永久", {}};
    for (int i = 1; i <= rows; ++i)
        list.rows.push_back({four_digits(i), "客户投诉处理办法及实施材料", core::Date(2021, 1, 8),
                             core::Date(2021, 12, 30), i, 20 * i, "永久", ""});
    return list;
}

void add_volume_lists(std::vector<FormSample>& samples) {
    samples.push_back(sample("volume_list", "ordinary", pdf::draw_volume_list, volume_list_of(16)));
    pdf::VolumeList awkward = volume_list_of(4);
    awkward.head = head_of(true);
    awkward.rows[0].title = long_title();
    awkward.rows[1] = {};
    awkward.rows[2].title = kRareNames;
    awkward.rows[3].remarks = "1至3页破损，待修复";
    samples.push_back(sample("volume_list", "awkward", pdf::draw_volume_list, std::move(awkward)));
}

pdf::HandoverReceipt receipt_of(int rows) {
    pdf::HandoverReceipt receipt;
    receipt.head = head_of(false);
    receipt.receipt_no = "YJ-2022-0007";
    receipt.giver = "云岭二期项目部";
    receipt.receiver = "综合档案室";
    receipt.paper = true;
    for (int i = 1; i <= rows; ++i)
        receipt.rows.push_back({"云置发〔2021〕" + std::to_string(i) + "号",
                                "关于印发客户投诉处理办法的通知", 2, i, "30年", "内部", ""});
    return receipt;
}

void add_receipts(std::vector<FormSample>& samples) {
    samples.push_back(
        sample("handover_receipt", "ordinary", pdf::draw_handover_receipt, receipt_of(12)));
    pdf::HandoverReceipt awkward = receipt_of(4);
    awkward.head = head_of(true);
    awkward.electronic = true;
    awkward.given_by = kRareNames;
    awkward.given_on = core::Date(2022, 3, 4);
    awkward.rows[0].title = long_title();
    awkward.rows[1] = {};
    awkward.rows[2].title = kRareNames;
    samples.push_back(
        sample("handover_receipt", "awkward", pdf::draw_handover_receipt, std::move(awkward)));
}

pdf::SubjectGroup group_of(std::string keyword, int entries) {
    pdf::SubjectGroup group{std::move(keyword), {}};
    for (int i = 1; i <= entries; ++i)
        group.entries.push_back({"关于云岭二期项目竣工验收有关问题的请示",
                                 "0001-WS·2021-D30-BGS-" + four_digits(i), core::Date(2021, 2, 8)});
    return group;
}

void add_subject_lists(std::vector<FormSample>& samples) {
    pdf::SubjectList list{head_of(false),
                          "全宗号：0001　年度：2021",
                          {group_of("竣工验收", 25), group_of("客户投诉", 3)}};
    samples.push_back(sample("subject_list", "ordinary", pdf::draw_subject_list, list));
    list.head = head_of(true);
    list.groups = {group_of(kRareNames, 3), group_of("没有文件", 0)};
    list.groups[0].entries[0].title = long_title();
    list.groups[0].entries[1] = {};
    samples.push_back(sample("subject_list", "awkward", pdf::draw_subject_list, std::move(list)));
}

pdf::Boxes boxes_of() {
    pdf::Boxes boxes{head_of(false), {}};
    for (const double width : {20.0, 30.0, 40.0, 50.0}) {
        const std::string number = std::to_string(boxes.boxes.size() + 1);
        boxes.boxes.push_back({"0001", "2021", "30年", "总经理办公室", "0001", "0120", number,
                               "0001-WS·2021-D30-BGS/" + number, core::Level::internal, "", width});
    }
    return boxes;
}

void add_boxes(std::vector<FormSample>& samples) {
    const auto label = [](pdf::FormDrawing& drawing, const pdf::Boxes& data) {
        return pdf::draw_box_label(drawing, data);
    };
    const auto spine = [](pdf::FormDrawing& drawing, const pdf::Boxes& data) {
        return pdf::draw_box_spine(drawing, data);
    };
    samples.push_back(sample<pdf::Boxes>("box_label", "ordinary", label, boxes_of()));
    samples.push_back(sample<pdf::Boxes>("box_spine", "ordinary", spine, boxes_of()));
    pdf::Boxes awkward = boxes_of();
    awkward.boxes[0].level = core::Level::secret;
    awkward.boxes[0].level_mark = "秘密★5年";
    awkward.boxes[1] = {};
    awkward.boxes[2].organization = "安全生产管理办公室（𠮷野）";
    awkward.boxes[3].code.clear();
    samples.push_back(sample<pdf::Boxes>("box_label", "awkward", label, awkward));
    samples.push_back(sample<pdf::Boxes>("box_spine", "awkward", spine, std::move(awkward)));
}

}  // namespace

std::vector<FormSample> list_form_samples() {
    std::vector<FormSample> samples;
    add_item_lists(samples);
    add_volume_lists(samples);
    add_receipts(samples);
    add_subject_lists(samples);
    add_stamp_sheets(samples);
    add_boxes(samples);
    return samples;
}

}  // namespace lantai::test
