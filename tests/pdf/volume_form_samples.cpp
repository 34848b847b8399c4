#include "pdf/forms/item_catalogue.hpp"
#include "pdf/forms/notes_form.hpp"
#include "pdf/forms/volume_cover.hpp"
#include "pdf/forms/volume_spine.hpp"
#include "tests/pdf/form_samples.hpp"
#include "tests/pdf/sample_images.hpp"

namespace lantai::test {
namespace {

using core::Date;

pdf::FormHead head_of(core::Level level = core::Level::internal) {
    pdf::FormHead head;
    head.company = "云岭置业有限公司";
    head.content_date = Date(2022, 3, 5);
    head.sealed = true;
    head.level = level;
    if (level >= core::Level::secret) head.level_mark = "机密★10年";
    return head;
}

pdf::ItemCatalogue catalogue_of(int rows) {
    pdf::ItemCatalogue catalogue;
    catalogue.head = head_of();
    catalogue.archival_code = "0001-WS-2021-Y-0003";
    for (int i = 1; i <= rows; ++i) {
        pdf::ItemCatalogueRow row;
        row.document_no = "云置发〔2021〕" + std::to_string(i) + "号";
        row.creator = i % 3 == 0 ? "市住房和城乡建设局" : "总经理办公室";
        row.title = i % 2 ? "关于印发《客户投诉处理办法（试行）》的通知"
                          : "关于同意云岭二期项目竣工验收方案、施工图纸变更以及有关费用调整的批复";
        row.date = Date(2021, 2, 8).plus_days(3 * i);
        row.first_page = 4 * i - 3;
        row.pages = 4;
        if (i % 5 == 0) row.remarks = "附图另存";
        catalogue.rows.push_back(row);
    }
    return catalogue;
}

FormSample item_catalogue(std::string name, pdf::ItemCatalogue data, bool golden = false) {
    return {"item_catalogue", std::move(name),
            [data = std::move(data)](pdf::FormDrawing& drawing) {
                return pdf::draw_item_catalogue(drawing, data);
            },
            golden};
}

void add_item_catalogues(std::vector<FormSample>& samples) {
    samples.push_back(item_catalogue("ordinary", catalogue_of(18), true));
    samples.push_back(item_catalogue("without_rows", catalogue_of(0)));
    samples.push_back(item_catalogue("of_1000_rows", catalogue_of(1000)));
    pdf::ItemCatalogue awkward = catalogue_of(4);
    awkward.head = head_of(core::Level::confidential);
    awkward.head.logo = pdf::read_image(png_file(30, 160, 30, 40, 120)).value();
    awkward.rows[0].title = long_title();
    awkward.rows[0].creator = "市住房和城乡建设局、市自然资源局、市档案局";
    awkward.rows[1] = {};
    awkward.rows[2].title = std::string(kRareNames) + "来信😀";
    awkward.rows[3].document_no = "YLZY-SALES-2021-NOTICE-000123";
    for (int i = 0; i < 40; ++i) awkward.rows[3].remarks += "缺附件；";
    samples.push_back(item_catalogue("awkward", std::move(awkward), true));
}

pdf::NotesForm notes_of(int later) {
    pdf::NotesForm form;
    form.head = head_of();
    form.archival_code = "0001-WS-2021-Y-0003";
    form.documents = 12;
    form.copies = 15;
    form.pages = 136;
    form.description =
        "本卷系2021年总经理办公室文书，立卷时按问题、时间排列。\n第3件缺附图一张，已向"
        "市住房和城乡建设局索取；第7件原件字迹模糊，附复印件一份。";
    form.compiler = "王𠮷";
    form.checker = "李㛃";
    form.compiled_on = Date(2022, 3, 5);
    for (int i = 0; i < later; ++i)
        form.later.push_back({i % 2 ? "经批准，第" + std::to_string(i + 2) +
                                          "件密级由机密变更为内部，保管期限不变；原标志已划销。"
                                    : "补入第3件附图一张。",
                              i % 2 ? "欧阳𬭊" : "张三", "2023-05-06 14:20"});
    return form;
}

FormSample notes_form(std::string name, pdf::NotesForm data, bool golden = false) {
    const bool box = data.kind == pdf::NotesKind::box;
    return {box ? "box_notes_form" : "notes_form", std::move(name),
            [data = std::move(data)](pdf::FormDrawing& drawing) {
                return pdf::draw_notes_form(drawing, data);
            },
            golden};
}

void add_notes_forms(std::vector<FormSample>& samples) {
    samples.push_back(notes_form("ordinary", notes_of(3), true));
    samples.push_back(notes_form("without_later_notes", notes_of(0)));
    pdf::NotesForm box = notes_of(2);
    box.kind = pdf::NotesKind::box;
    box.archival_code = "0001-WS·2021-D30-办公室 第 3 盒";
    box.description = "本盒文件按年度、期限、机构整理；第3件缺附图一张。";
    box.head.sealed = false;
    box.checked_on = Date(2022, 3, 8);
    samples.push_back(notes_form("ordinary", std::move(box), true));
    pdf::NotesForm empty;
    empty.head = head_of();
    samples.push_back(notes_form("empty", empty));
    pdf::NotesForm awkward = notes_of(70);
    awkward.head = head_of(core::Level::confidential);
    for (int i = 0; i < 60; ++i) awkward.description += "\n" + long_title();
    awkward.later[1].text += long_title() + long_title();
    awkward.compiler = "古丽巴哈尔·阿卜杜热合曼";
    samples.push_back(notes_form("awkward", std::move(awkward), true));
}

pdf::VolumeCover cover_of(pdf::CoverSize size) {
    pdf::VolumeCover cover;
    cover.head = head_of();
    cover.size = size;
    cover.fonds_name = "云岭置业有限公司";
    cover.category_name = "文书档案 · 总经理办公室";
    cover.title = "云岭置业有限公司2021年关于客户投诉处理、竣工验收的通知、请示与批复";
    cover.first_date = Date(2021, 1, 8);
    cover.last_date = Date(2021, 12, 30);
    cover.retention = "永久";
    cover.items = 12;
    cover.pages = 136;
    cover.filing_code = "2021-3";
    cover.fonds_code = "0001";
    cover.catalogue_no = "02";
    cover.volume_no = "0003";
    cover.archival_code = "0001-WS-2021-Y-0003";
    return cover;
}

FormSample volume_cover(std::string name, pdf::VolumeCover data, bool golden = false) {
    return {"volume_cover", std::move(name),
            [data = std::move(data)](pdf::FormDrawing& drawing) {
                return pdf::draw_volume_cover(drawing, data);
            },
            golden};
}

void add_volume_covers(std::vector<FormSample>& samples) {
    samples.push_back(volume_cover("ordinary", cover_of(pdf::CoverSize::a4), true));
    samples.push_back(volume_cover("hard_cover", cover_of(pdf::CoverSize::hard_cover), true));
    pdf::VolumeCover awkward = cover_of(pdf::CoverSize::a4);
    awkward.head = head_of(core::Level::confidential);
    awkward.head.logo = pdf::read_image(jpeg_file()).value();
    awkward.bound = false;
    awkward.fonds_name = "云岭城市更新投资发展集团有限责任公司城市更新事业部第二分公司";
    awkward.category_name = long_title();
    awkward.title = long_title() + kRareNames;
    awkward.last_date.reset();
    awkward.filing_code = "2021-WS-ZJB-000123";
    awkward.archival_code = "0001-WS·ZJB·2021-D30-城市更新事业部-0003";
    samples.push_back(volume_cover("awkward", std::move(awkward), true));
    pdf::VolumeCover empty;
    empty.head = head_of();
    samples.push_back(volume_cover("empty", empty));
}

pdf::VolumeSpines spines_of(const std::vector<double>& widths) {
    pdf::VolumeSpines spines;
    spines.head = head_of();
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const std::string number = std::to_string(1001 + i).replace(0, 1, "0");
        spines.strips.push_back({widths[i], "2021-" + std::to_string(i + 1), "0001", "02", "2021",
                                 number, i % 2 ? "30年" : "永久", "0001-WS-2021-Y-" + number, ""});
    }
    return spines;
}

FormSample volume_spine(std::string name, pdf::VolumeSpines data, bool golden = false) {
    return {"volume_spine", std::move(name),
            [data = std::move(data)](pdf::FormDrawing& drawing) {
                return pdf::draw_volume_spine(drawing, data);
            },
            golden};
}

void add_volume_spines(std::vector<FormSample>& samples) {
    samples.push_back(
        volume_spine("ordinary", spines_of({10, 15, 20, 30, 40, 50, 20, 15, 10, 20}), true));
    pdf::VolumeSpines awkward = spines_of({10, 20, 50, 10});
    awkward.head = head_of(core::Level::confidential);
    awkward.strips[0].level_mark = awkward.head.level_mark;
    awkward.strips[0].archival_code = "0001-WS·ZJB·2021-D30-城市更新事业部-0003";
    awkward.strips[0].filing_code = "总经理办公室";
    awkward.strips[1] = {20, "", "", "", "", "", "", "", ""};
    awkward.strips[2].filing_code = "王𠮷专卷";
    awkward.strips[2].archival_code = "0001-WS·ZJB·2021-D30-城市更新事业部-0003";
    awkward.strips[3].retention = "长期";
    awkward.strips[3].filing_code = "2021-WS-ZJB-000123";
    samples.push_back(volume_spine("awkward", std::move(awkward), true));
    samples.push_back(volume_spine("of_100_strips", spines_of(std::vector<double>(100, 25))));
}

}  // namespace

std::vector<FormSample> volume_form_samples() {
    std::vector<FormSample> samples;
    add_item_catalogues(samples);
    add_notes_forms(samples);
    add_volume_covers(samples);
    add_volume_spines(samples);
    return samples;
}

}  // namespace lantai::test
