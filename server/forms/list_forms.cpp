#include "server/forms/list_forms.hpp"

#include <algorithm>
#include <map>

#include "core/base/pinyin_order.hpp"
#include "core/rules/secrecy.hpp"
#include "pdf/forms/filing_stamp_sheet.hpp"
#include "pdf/forms/item_list.hpp"
#include "pdf/forms/subject_list.hpp"
#include "pdf/forms/volume_list.hpp"
#include "server/forms/form_texts.hpp"
#include "server/forms/label_sheets.hpp"

namespace lantai::server {
namespace {

using core::Caller;
using core::ItemEntry;
using core::PrintScope;
using core::Result;

/// What the lines above a list of items say of all of them together.
struct ItemsHead {
    pdf::FormHead head;
    std::string year;
    std::string retention;
    std::string organization;  // empty when there are several
};

ItemsHead items_head(const ListSource& source, const core::ItemsToPrint& list) {
    ItemsHead all;
    Distinct retention;
    Distinct organization;
    int first = list.items.front().item.filing_year;
    int last = first;
    core::Timestamp changed = 0;
    for (const ItemEntry& entry : list.items) {
        retention.add(entry.retention_name);
        organization.add(entry.department_name);
        first = std::min(first, entry.item.filing_year);
        last = std::max(last, entry.item.filing_year);
        changed = std::max(changed, entry.item.updated_at);
        all.head.level = std::max(all.head.level, entry.item.level);
    }
    all.head.company = list.fonds.creating_body;
    all.head.level_mark = level_mark(all.head.level, list.items);
    all.head.content_date = source.store.day(changed);
    all.head.logo = source.logo;
    all.year = year_range(first, last);
    all.retention = retention.joined();
    if (organization.one()) all.organization = organization.joined();
    return all;
}

std::vector<core::Id> item_ids(const core::ItemsToPrint& list) {
    std::vector<core::Id> ids;
    ids.reserve(list.items.size());
    for (const ItemEntry& entry : list.items) ids.push_back(entry.item.id);
    return ids;
}

Result<ListPaper> item_list(const ListSource& source, const Caller& caller,
                            const PrintScope& scope) {
    LT_TRY(core::ItemsToPrint found, source.lists.items(caller, scope));
    ItemsHead all = items_head(source, found);
    pdf::ItemList list;
    list.head = std::move(all.head);
    list.fonds_no = found.fonds.fonds_no;
    list.year = std::move(all.year);
    list.retention = std::move(all.retention);
    list.organization = std::move(all.organization);
    for (const ItemEntry& entry : found.items) {
        const core::Item& item = entry.item;
        pdf::ItemListRow row;
        row.archival_code = item.archival_code;
        row.document_no = item.document_no;
        row.creator = item.creator;
        row.title = item.title;
        row.date = item.document_date;
        row.date_text = item.date_text;
        row.level = core::secrecy_mark(item.level, item.secrecy_months);
        row.pages = item.pages;
        row.remarks = item.remarks;
        list.rows.push_back(std::move(row));
    }
    return ListPaper{found.fonds,
                     list_name(found.fonds, scope, "item_list"),
                     found.items.size(),
                     item_ids(found),
                     {},
                     [list = std::move(list)](pdf::FormDrawing& drawing) {
                         return pdf::draw_item_list(drawing, list);
                     }};
}

/// "全宗号：Q001　年度：2023　保管期限：30年"
std::string scope_line(const core::Fonds& fonds, const PrintScope& scope, const ItemsHead& all) {
    std::string line = "全宗号：" + fonds.fonds_no;
    if (scope.category) line += "　门类：" + category_name(*scope.category);
    line += "　年度：" + all.year;
    if (scope.retention_class) line += "　保管期限：" + all.retention;
    if (scope.department_id) line += "　机构（问题）：" + all.organization;
    return line;
}

Result<ListPaper> subject_list(const ListSource& source, const Caller& caller,
                               const PrintScope& scope) {
    LT_TRY(core::ItemsToPrint found, source.lists.items(caller, scope));
    LT_TRY(const core::PinyinOrder order, core::PinyinOrder::open());
    std::map<std::string, pdf::SubjectGroup> groups;  // by the order of their keywords
    std::vector<ItemEntry> listed;
    for (ItemEntry& entry : found.items) {
        const core::Item& item = entry.item;
        for (const std::string& keyword : item.keywords) {
            pdf::SubjectGroup& group = groups[order.key(keyword)];
            group.keyword = keyword;
            group.entries.push_back(
                {item.title, item.archival_code, item.document_date, item.date_text});
        }
        if (!item.keywords.empty()) listed.push_back(std::move(entry));
    }
    if (listed.empty()) return core::fail(core::ErrorCode::not_found, "pdf.nothing_to_print");
    found.items = std::move(listed);
    ItemsHead all = items_head(source, found);
    pdf::SubjectList list;
    list.scope = scope_line(found.fonds, scope, all);
    list.head = std::move(all.head);
    for (auto& [key, group] : groups) list.groups.push_back(std::move(group));
    return ListPaper{found.fonds,
                     list_name(found.fonds, scope, "subject_list"),
                     found.items.size(),
                     item_ids(found),
                     {},
                     [list = std::move(list)](pdf::FormDrawing& drawing) {
                         return pdf::draw_subject_list(drawing, list);
                     }};
}

Result<ListPaper> filing_stamps(const ListSource& source, const Caller& caller,
                                const PrintScope& scope) {
    LT_TRY(core::ItemsToPrint found, source.lists.items(caller, scope));
    pdf::FilingStamps stamps;
    stamps.head = items_head(source, found).head;
    for (const ItemEntry& entry : found.items) {
        pdf::FilingStamp stamp;
        stamp.fonds_no = entry.fonds_no;
        stamp.year = std::to_string(entry.item.filing_year);
        stamp.item_no = last_number(entry.item.archival_code);
        stamp.organization = entry.department_name;
        stamp.retention = entry.retention_name;
        stamp.pages = entry.item.pages;
        stamps.stamps.push_back(std::move(stamp));
    }
    return ListPaper{found.fonds,
                     list_name(found.fonds, scope, "filing_stamp_sheet"),
                     found.items.size(),
                     item_ids(found),
                     {},
                     [stamps = std::move(stamps),
                      options = source.options](pdf::FormDrawing& drawing) -> Result<void> {
                         if (options.stamp_pages)
                             return pdf::draw_filing_stamp_pages(drawing, stamps);
                         LT_TRY(const auto sheet, label_sheet("filing_stamp_sheet", options));
                         return pdf::draw_filing_stamp_sheet(drawing, stamps, sheet);
                     }};
}

/// The highest level of the volumes; with several volumes no one period is the right one.
pdf::FormHead volumes_head(const ListSource& source, const core::VolumesToPrint& found) {
    pdf::FormHead head;
    core::Date changed;
    for (const core::PrintedVolumeRow& row : found.volumes) {
        head.level = std::max(head.level, row.entry.volume.level);
        changed = std::max(changed, content_day(source.store, row.entry.volume));
    }
    head.company = found.fonds.creating_body;
    head.level_mark = level_mark(head.level, {});
    head.content_date = changed;
    head.logo = source.logo;
    return head;
}

/// The number of a volume counts within its year and department: where the list holds several,
/// the remarks say which.
pdf::VolumeListRow volume_row(const core::PrintedVolumeRow& row, bool several_years,
                              bool several_departments) {
    const core::VolumeEntry& entry = row.entry;
    pdf::VolumeListRow out;
    out.volume_no = last_number(entry.volume.archival_code);
    out.title = entry.volume.title;
    out.first_date = row.first_date;
    out.last_date = row.last_date;
    out.date_text = entry.volume.date_text;
    out.items = entry.item_count > 0 ? entry.item_count : entry.volume.old_items.value_or(0);
    const int pages = entry.pages > 0 ? entry.pages : entry.volume.old_pages.value_or(0);
    if (pages > 0) out.pages = pages;  // unknown is left empty, not told as none
    out.retention = entry.retention_name;
    if (several_years) out.remarks = std::to_string(entry.volume.filing_year);
    if (several_departments)
        out.remarks += (out.remarks.empty() ? "" : " ") + entry.department_code;
    return out;
}

Result<ListPaper> volume_list(const ListSource& source, const Caller& caller,
                              const PrintScope& scope) {
    LT_TRY(const core::VolumesToPrint found, source.lists.volumes(caller, scope));
    pdf::VolumeList list;
    list.head = volumes_head(source, found);
    list.fonds_no = found.fonds.fonds_no;
    Distinct categories;
    Distinct retention;
    Distinct departments;
    int first = found.volumes.front().entry.volume.filing_year;
    int last = first;
    for (const core::PrintedVolumeRow& row : found.volumes) {
        const core::VolumeEntry& entry = row.entry;
        categories.add(category_name(entry.volume.category));
        retention.add(entry.retention_name);
        departments.add(entry.department_code);
        first = std::min(first, entry.volume.filing_year);
        last = std::max(last, entry.volume.filing_year);
    }
    list.category = categories.joined();
    list.year = year_range(first, last);
    if (retention.one()) list.retention = retention.joined();
    std::vector<core::Id> ids;
    for (const core::PrintedVolumeRow& row : found.volumes) ids.push_back(row.entry.volume.id);
    for (const core::PrintedVolumeRow& row : found.volumes)
        list.rows.push_back(volume_row(row, first != last, !departments.one()));
    return ListPaper{found.fonds,
                     list_name(found.fonds, scope, "volume_list"),
                     found.volumes.size(),
                     {},
                     std::move(ids),
                     [list = std::move(list)](pdf::FormDrawing& drawing) {
                         return pdf::draw_volume_list(drawing, list);
                     }};
}

constexpr ListForm kForms[] = {
    {"item_list", item_list},
    {"volume_list", volume_list},
    {"subject_list", subject_list},
    {"filing_stamp_sheet", filing_stamps},
};

}  // namespace

std::string list_name(const core::Fonds& fonds, const core::PrintScope& scope,
                      std::string_view form) {
    std::string name = fonds.fonds_no;
    if (scope.category) name += "-" + *scope.category;
    if (scope.filing_year) name += "-" + std::to_string(*scope.filing_year);
    if (scope.retention_class) name += "-" + *scope.retention_class;
    return name + "-" + std::string(pdf::find_form(form)->title);
}

const ListForm* find_list_form(std::string_view id) {
    for (const ListForm& form : kForms)
        if (form.id == id) return &form;
    return nullptr;
}

}  // namespace lantai::server
