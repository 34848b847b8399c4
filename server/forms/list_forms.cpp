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

/// What the lines above a list of items say of all of them together, and which they are.
class ItemsHead {
public:
    void add(const ItemEntry& entry) {
        const core::Item& item = entry.item;
        retention_.add(entry.retention_name);
        organization_.add(entry.department_name);
        if (ids_.empty()) first_ = last_ = item.filing_year;
        first_ = std::min(first_, item.filing_year);
        last_ = std::max(last_, item.filing_year);
        changed_ = std::max(changed_, item.updated_at);
        level_.add(item);
        ids_.push_back(item.id);
    }

    pdf::FormHead head(const ListSource& source, const core::Fonds& fonds) const {
        pdf::FormHead head;
        head.company = fonds.creating_body;
        head.level = level_.level();
        head.level_mark = level_.mark();
        head.content_date = source.store.day(changed_);
        head.logo = source.logo;
        return head;
    }
    std::string year() const { return year_range(first_, last_); }
    std::string retention() const { return retention_.joined(); }
    std::string organizations() const { return organization_.joined(); }
    /// Empty when there are several.
    std::string organization() const { return organization_.one() ? organizations() : ""; }
    bool empty() const { return ids_.empty(); }

    ListPaper paper(const core::Fonds& fonds, const PrintScope& scope, std::string_view form) && {
        std::sort(ids_.begin(), ids_.end());
        return {fonds, list_name(fonds, scope, form), ids_.size(), std::move(ids_), {}};
    }

private:
    Distinct retention_;
    Distinct organization_;
    int first_ = 0;
    int last_ = 0;
    core::Timestamp changed_ = 0;
    HighestLevel level_;
    std::vector<core::Id> ids_;
};

Result<ItemsHead> items_head(const core::ItemsToPrint& found) {
    ItemsHead all;
    LT_CHECK(found.each([&](const ItemEntry& entry) -> Result<void> {
        all.add(entry);
        return {};
    }));
    return all;
}

/// The rows of a form, made of each record; tells the progress.
template <class Row, class Found, class Make>
pdf::RowSource<Row> rows_from(const ListSource& source, const Found& found, Make make) {
    return [&source, &found, make](const pdf::TakeRow<Row>& take) -> Result<void> {
        std::size_t rows = 0;
        return found.each([&](const auto& record) -> Result<void> {
            LT_CHECK(take(make(record)));
            return source.progress ? source.progress(++rows) : Result<void>{};
        });
    };
}

pdf::ItemListRow item_row(const ItemEntry& entry) {
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
    return row;
}

Result<ListPaper> item_list(const ListSource& source, const Caller& caller, const PrintScope& scope,
                            pdf::FormDrawing& drawing) {
    ListPaper paper;
    LT_CHECK(
        source.lists.items(caller, scope, [&](const core::ItemsToPrint& found) -> Result<void> {
            LT_TRY(ItemsHead all, items_head(found));
            pdf::ItemList list;
            list.head = all.head(source, found.fonds());
            list.fonds_no = found.fonds().fonds_no;
            list.year = all.year();
            list.retention = all.retention();
            list.organization = all.organization();
            LT_CHECK(pdf::draw_item_list(drawing, list,
                                         rows_from<pdf::ItemListRow>(source, found, item_row)));
            paper = std::move(all).paper(found.fonds(), scope, "item_list");
            return {};
        }));
    return paper;
}

/// "全宗号：Q001　年度：2023　保管期限：30年"
std::string scope_line(const core::Fonds& fonds, const PrintScope& scope, const ItemsHead& all) {
    std::string line = "全宗号：" + fonds.fonds_no;
    if (scope.category) line += "　门类：" + category_name(*scope.category);
    line += "　年度：" + all.year();
    if (scope.retention_class) line += "　保管期限：" + all.retention();
    if (scope.department_id) line += "　机构（问题）：" + all.organization();
    return line;
}

/// The records under their keywords, in the order of pinyin.
class SubjectIndex {
public:
    explicit SubjectIndex(core::PinyinOrder order) : order_(std::move(order)) {}

    void add(const core::Item& item) {
        for (const std::string& keyword : item.keywords) {
            Group& group = groups_[order_.key(keyword)];
            group.keyword = keyword;
            group.items.push_back(item.id);
            ++entries_;
        }
    }

    /// Tells the progress in records: `records` for all entries.
    Result<void> each(const ListSource& source, const core::ItemsToPrint& found,
                      std::size_t records, const pdf::TakeRow<pdf::SubjectRow>& take) const {
        std::size_t done = 0;
        for (const auto& [key, group] : groups_)
            LT_CHECK(
                found.each_title(group.items, [&](const core::ItemTitle& item) -> Result<void> {
                    LT_CHECK(take(
                        {group.keyword,
                         {item.title, item.archival_code, item.document_date, item.date_text}}));
                    ++done;
                    return source.progress ? source.progress(done * records / entries_)
                                           : Result<void>{};
                }));
        return {};
    }

private:
    struct Group {
        std::string keyword;
        std::vector<core::Id> items;
    };
    core::PinyinOrder order_;
    std::map<std::string, Group> groups_;  // by the order of their keywords
    std::size_t entries_ = 0;
};

Result<ListPaper> subject_list(const ListSource& source, const Caller& caller,
                               const PrintScope& scope, pdf::FormDrawing& drawing) {
    LT_TRY(core::PinyinOrder order, core::PinyinOrder::open());
    SubjectIndex index(std::move(order));
    ListPaper paper;
    LT_CHECK(
        source.lists.items(caller, scope, [&](const core::ItemsToPrint& found) -> Result<void> {
            ItemsHead all;
            std::size_t records = 0;
            LT_CHECK(found.each([&](const ItemEntry& entry) -> Result<void> {
                ++records;
                index.add(entry.item);
                if (!entry.item.keywords.empty()) all.add(entry);
                return {};
            }));
            if (all.empty()) return core::fail(core::ErrorCode::not_found, "pdf.nothing_to_print");
            pdf::SubjectList list;
            list.scope = scope_line(found.fonds(), scope, all);
            list.head = all.head(source, found.fonds());
            LT_CHECK(pdf::draw_subject_list(drawing, list,
                                            [&](const pdf::TakeRow<pdf::SubjectRow>& take) {
                                                return index.each(source, found, records, take);
                                            }));
            paper = std::move(all).paper(found.fonds(), scope, "subject_list");
            return {};
        }));
    return paper;
}

pdf::FilingStamp filing_stamp(const ItemEntry& entry) {
    pdf::FilingStamp stamp;
    stamp.fonds_no = entry.fonds_no;
    stamp.year = std::to_string(entry.item.filing_year);
    stamp.item_no = last_number(entry.item.archival_code);
    stamp.organization = entry.department_name;
    stamp.retention = entry.retention_name;
    stamp.pages = entry.item.pages;
    return stamp;
}

Result<ListPaper> filing_stamps(const ListSource& source, const Caller& caller,
                                const PrintScope& scope, pdf::FormDrawing& drawing) {
    ListPaper paper;
    LT_CHECK(
        source.lists.items(caller, scope, [&](const core::ItemsToPrint& found) -> Result<void> {
            LT_TRY(ItemsHead all, items_head(found));
            const auto rows = rows_from<pdf::FilingStamp>(source, found, filing_stamp);
            if (source.options.stamp_pages) {
                LT_CHECK(pdf::draw_filing_stamp_pages(drawing, rows));
            } else {
                LT_TRY(const auto sheet, label_sheet("filing_stamp_sheet", source.options));
                LT_CHECK(pdf::draw_filing_stamp_sheet(drawing, all.head(source, found.fonds()),
                                                      rows, sheet));
            }
            paper = std::move(all).paper(found.fonds(), scope, "filing_stamp_sheet");
            return {};
        }));
    return paper;
}

/// What the lines above a list of volumes say of all of them together, and which they are.
struct VolumesHead {
    core::Level level = core::Level::open;
    core::Date changed;
    Distinct categories;
    Distinct retention;
    Distinct departments;
    int first = 0;
    int last = 0;
    std::vector<core::Id> ids;

    void add(const core::Store& store, const core::VolumeEntry& entry) {
        const core::Volume& volume = entry.volume;
        level = std::max(level, volume.level);
        changed = std::max(changed, content_day(store, volume));
        categories.add(category_name(volume.category));
        retention.add(entry.retention_name);
        departments.add(entry.department_code);
        if (ids.empty()) first = last = volume.filing_year;
        first = std::min(first, volume.filing_year);
        last = std::max(last, volume.filing_year);
        ids.push_back(volume.id);
    }

    /// With several volumes no one period of secrecy is the right one.
    pdf::FormHead head(const ListSource& source, const core::Fonds& fonds) const {
        pdf::FormHead head;
        head.company = fonds.creating_body;
        head.level = level;
        head.level_mark = level_mark(level, {});
        head.content_date = changed;
        head.logo = source.logo;
        return head;
    }
};

std::string unsealed_word(core::VolumeState state) {
    return state == core::VolumeState::submitted ? "待检查" : "组卷中";
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
    // What is not sealed may still change and says so.
    if (entry.volume.state != core::VolumeState::sealed)
        out.remarks += (out.remarks.empty() ? "" : " ") + unsealed_word(entry.volume.state);
    return out;
}

Result<void> draw_volumes(const ListSource& source, const core::VolumesToPrint& found,
                          VolumesHead& all, pdf::FormDrawing& drawing) {
    LT_CHECK(found.each([&](const core::PrintedVolumeRow& row) -> Result<void> {
        all.add(source.store, row.entry);
        return {};
    }));
    pdf::VolumeList list;
    list.head = all.head(source, found.fonds());
    list.fonds_no = found.fonds().fonds_no;
    list.category = all.categories.joined();
    list.year = year_range(all.first, all.last);
    if (all.retention.one()) list.retention = all.retention.joined();
    const auto make = [&all](const core::PrintedVolumeRow& row) {
        return volume_row(row, all.first != all.last, !all.departments.one());
    };
    return pdf::draw_volume_list(drawing, list, rows_from<pdf::VolumeListRow>(source, found, make));
}

Result<ListPaper> volume_list(const ListSource& source, const Caller& caller,
                              const PrintScope& scope, pdf::FormDrawing& drawing) {
    ListPaper paper;
    LT_CHECK(
        source.lists.volumes(caller, scope, [&](const core::VolumesToPrint& found) -> Result<void> {
            VolumesHead all;
            LT_CHECK(draw_volumes(source, found, all, drawing));
            std::sort(all.ids.begin(), all.ids.end());
            paper = {found.fonds(),
                     list_name(found.fonds(), scope, "volume_list"),
                     all.ids.size(),
                     {},
                     std::move(all.ids)};
            return {};
        }));
    return paper;
}

constexpr ListForm kForms[] = {
    {"item_list", false, item_list},
    {"volume_list", true, volume_list},
    {"subject_list", false, subject_list},
    {"filing_stamp_sheet", false, filing_stamps},
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
