#include "pdf/forms/box_label.hpp"
#include "pdf/forms/box_spine.hpp"
#include "pdf/forms/handover_receipt.hpp"
#include "pdf/forms/item_catalogue.hpp"
#include "pdf/forms/item_list.hpp"
#include "pdf/forms/notes_form.hpp"
#include "pdf/forms/subject_list.hpp"
#include "pdf/forms/volume_cover.hpp"
#include "pdf/forms/volume_list.hpp"
#include "pdf/forms/volume_spine.hpp"
#include "tests/pdf/form_samples.hpp"
#include "tests/pdf/sample_images.hpp"

namespace lantai::test {
namespace {

using core::Date;

constexpr const char* kLongCode = "Q001-WS·2025-长期-ZJB-00012";
constexpr const char* kUrl = "https://archives.example.com.cn/files/2021/annual-report-final.pdf";
constexpr const char* kLetters = "e\u0301\u0323n\u0303 Å Đặng Việt";  // combined ones
constexpr const char* kOldDate = "19870000";                          // day and month unknown

/// 63 characters without a mark at which a line would like to end.
std::string unbroken(const char* two, int times = 31) {
    std::string text;
    while (times-- > 0) text += two;
    return text + "等";
}

pdf::FormHead head_of() {
    pdf::FormHead head;
    head.company = "云岭城市更新投资发展集团有限责任公司";
    head.content_date = Date(2022, 3, 5);
    head.sealed = true;
    head.level = core::Level::top_secret;
    head.level_mark = "绝密★30年";
    head.logo = pdf::read_image(png_file(30, 160, 30, 40, 120)).value();
    return head;
}

template <class Data>
FormSample sample(std::string form, std::string name,
                  core::Result<void> (*draw)(pdf::FormDrawing&, const Data&), Data data) {
    return {
        std::move(form), std::move(name),
        [draw, data = std::move(data)](pdf::FormDrawing& drawing) { return draw(drawing, data); },
        true};
}

pdf::ItemCatalogueRow row_of(std::string document_no, std::string creator, std::string title) {
    pdf::ItemCatalogueRow row;
    row.document_no = std::move(document_no);
    row.creator = std::move(creator);
    row.title = std::move(title);
    row.date = Date(2021, 2, 8);
    row.first_page = 1;
    row.pages = 2;
    return row;
}

void add_item_catalogues(std::vector<FormSample>& samples) {
    pdf::ItemCatalogue data;
    data.head = head_of();
    data.archival_code = kLongCode;
    data.rows = {row_of("云置发〔2021〕1号", "办公室", "关于开会的通知"),
                 row_of("云置发〔2021〕1234号", "总经理办公室", long_title()),
                 row_of(unbroken("云置"), unbroken("张三"), long_title()),
                 row_of("", "", kUrl),
                 row_of("YLZY-2021-88", "Ministry of Housing", kLetters),
                 row_of("云置函〔2021〕12号", kRareNames, "𠮷𫔭来信"),
                 row_of("无", "市局", "年终总结")};
    data.rows[3].date.reset();
    data.rows[3].date_text = kOldDate;
    data.rows[5].remarks = "缺附件两份";
    data.rows[6].first_page = 1234;
    data.rows[6].pages = 10;
    pdf::ItemCatalogue one = data;
    one.rows.resize(1);
    samples.push_back(sample("item_catalogue", "harsh", pdf::draw_item_catalogue, std::move(data)));
    samples.push_back(
        sample("item_catalogue", "of_one_row", pdf::draw_item_catalogue, std::move(one)));
}

void add_lists(std::vector<FormSample>& samples) {
    pdf::ItemList items{head_of(), "Q001", "2025", "长期", "总经办", true, {}};
    items.rows = {{kLongCode, "云置发〔2021〕1号", "办公室", "关于开会的通知", false,
                   Date(2021, 2, 8), "绝密★30年", 3, ""},
                  {kLongCode, unbroken("云置"), unbroken("张三"), long_title(), true,
                   Date(2021, 2, 8), "", 12, "缺附件两份，其余完整"},
                  {kLongCode, "YLZY-SALES-2021-NOTICE-000123", "总经理办公室", kUrl, false,
                   Date(2021, 2, 8), "内部", 12345, kUrl}};
    items.rows[2].date_text = kOldDate;
    samples.push_back(sample("item_list", "harsh", pdf::draw_item_list, std::move(items)));

    pdf::VolumeList volumes{head_of(), "Q001", unbroken("文书"), "2025", "长期", {}};
    volumes.rows = {{"0001", "会议材料", Date(2021, 1, 8), Date(2021, 12, 30), 12, 136, "永久", ""},
                    {"2025-0002", long_title(), Date(2021, 1, 8), Date(2021, 1, 8), 1234, 12345,
                     "长期", "1至3页破损，待修复"},
                    {"0003", kUrl, {}, {}, 1, 1, "30年", "有"}};
    volumes.rows[2].date_text = "19870000–\n19880300";
    samples.push_back(sample("volume_list", "harsh", pdf::draw_volume_list, std::move(volumes)));

    pdf::SubjectList subjects{head_of(), "全宗号：Q001　年度：2025", {}};
    subjects.groups = {{"竣工验收",
                        {{"会议材料", kLongCode, Date(2021, 2, 8), ""},
                         {long_title(), kLongCode, {}, kOldDate},
                         {kUrl, kLongCode, Date(2021, 2, 8), ""}}},
                       {long_title(), {{kRareNames, kLongCode, Date(2021, 2, 8), ""}}}};
    samples.push_back(sample("subject_list", "harsh", pdf::draw_subject_list, std::move(subjects)));
}

void add_receipt(std::vector<FormSample>& samples) {
    pdf::HandoverReceipt data;
    data.head = head_of();
    data.receipt_no = "YJ-2022-0007";
    data.giver = unbroken("项目");
    data.receiver = "综合档案室";
    data.paper = data.electronic = true;
    data.rows = {{kLongCode, "会议材料", 2, 3, "永久", "内部", ""},
                 {kLongCode, long_title(), 2, 12345, "长期", "绝密★30年", "缺附件两份"},
                 {unbroken("云置"), kUrl, 1, 1, "30年", "", ""},
                 {"云置发〔2021〕1234号", "通知", 1, 1, "10年", "内部", "无"}};
    samples.push_back(
        sample("handover_receipt", "harsh", pdf::draw_handover_receipt, std::move(data)));
}

void add_volume_sheets(std::vector<FormSample>& samples) {
    pdf::NotesForm notes;
    notes.head = head_of();
    notes.archival_code = kLongCode;
    notes.documents = 12;
    for (int i = 0; i < 5; ++i) notes.description += unbroken("字迹模糊", 15);  // 305 characters
    notes.compiler = unbroken("张三");
    notes.later = {{kUrl + unbroken("补充"), unbroken("张三"), "2023-05-06 14:20"}};
    samples.push_back(sample("notes_form", "harsh", pdf::draw_notes_form, std::move(notes)));

    pdf::VolumeCover cover;
    cover.head = head_of();
    cover.fonds_name = "云岭城市更新投资发展集团有限责任公司";
    cover.category_name = "文书档案 · 总经理办公室";
    cover.title = long_title() + "（Yunling Phase II Completion Acceptance）";
    cover.date_text = "19870000–19880300";
    cover.retention = "长期";
    cover.items = 1234;
    cover.filing_code = kLongCode;
    cover.fonds_code = "Q001";
    cover.volume_no = "2025-0012";
    cover.archival_code = kLongCode;
    samples.push_back(sample("volume_cover", "harsh", pdf::draw_volume_cover, std::move(cover)));

    pdf::VolumeSpines spines;
    spines.head = head_of();
    for (const double width : {10.0, 15.0, 20.0, 25.0, 30.0, 40.0, 50.0})
        spines.strips.push_back(
            {width, kLongCode, "Q001", "", "2025", "00012", "长期", kLongCode, "绝密★30年"});
    samples.push_back(sample("volume_spine", "harsh", pdf::draw_volume_spine, std::move(spines)));
}

pdf::Boxes boxes_of() {
    pdf::Boxes boxes{head_of(), {}};
    for (const double width : {20.0, 30.0, 40.0, 50.0, 20.0, 30.0})
        boxes.boxes.push_back({"Q001", "2025", "30年", "总经理办公室", "0001", "0120", "12",
                               "Q001-WS·2025-D30-ZJB/12", core::Level::internal, "", width});
    boxes.boxes[1].retention = "长期";
    boxes.boxes[1].organization = "城市更新事业部第二分公司";
    boxes.boxes[2].box_no = "1234";
    boxes.boxes[2].last_item = "12345";
    boxes.boxes[3].code = kLongCode;
    boxes.boxes[3].level = core::Level::top_secret;
    boxes.boxes[3].level_mark = "绝密★30年";
    boxes.boxes[4].organization = "Sales & Marketing";
    boxes.boxes[5].last_item.clear();
    return boxes;
}

void add_boxes(std::vector<FormSample>& samples) {
    for (const pdf::SoldSheet& sold : pdf::kSoldSheets) {
        if (sold.sheet.label_width < 50) continue;  // of filing stamps only
        samples.push_back({"box_label", "harsh_" + std::string(sold.id),
                           [sheet = sold.sheet, boxes = boxes_of()](pdf::FormDrawing& drawing) {
                               return pdf::draw_box_label(drawing, boxes, sheet);
                           },
                           true});
    }
    const auto spine = [](pdf::FormDrawing& drawing, const pdf::Boxes& data) {
        return pdf::draw_box_spine(drawing, data);
    };
    samples.push_back(sample<pdf::Boxes>("box_spine", "harsh", spine, boxes_of()));
}

}  // namespace

std::vector<FormSample> harsh_form_samples() {
    std::vector<FormSample> samples;
    add_item_catalogues(samples);
    add_lists(samples);
    add_receipt(samples);
    add_volume_sheets(samples);
    add_boxes(samples);
    return samples;
}

}  // namespace lantai::test
