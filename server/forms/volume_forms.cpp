#include "server/forms/volume_forms.hpp"

#include <algorithm>

#include "core/rules/volume_rules.hpp"
#include "pdf/forms/item_catalogue.hpp"
#include "pdf/forms/notes_form.hpp"
#include "pdf/forms/volume_cover.hpp"
#include "server/forms/form_texts.hpp"

namespace lantai::server {
namespace {

/// The sum when every row tells its number. Otherwise it is not known: a part is not printed as the
/// whole.
std::optional<int> summed(const std::vector<core::ItemEntry>& items,
                          std::optional<int> core::Item::*number) {
    int sum = 0;
    for (const core::ItemEntry& entry : items) {
        if (!(entry.item.*number)) return std::nullopt;
        sum += *(entry.item.*number);
    }
    return items.empty() ? std::nullopt : std::optional(sum);
}

/// As counted, or as an old volume whose rows do not tell all pages says of itself.
std::optional<int> pages_of(const VolumePaper& paper) {
    const auto counted = summed(paper.detail.items, &core::Item::pages);
    return counted ? counted : paper.detail.entry.volume.old_pages;
}

/// 归档号: what the department's number of the year is; an old volume never got one.
std::string filing_code(const core::VolumeEntry& entry) {
    if (entry.volume.origin == core::Origin::old) return {};
    return std::to_string(entry.volume.filing_year) + "-" + entry.department_code + "-" +
           std::to_string(entry.volume.serial);
}

/// 目录号: of the category; an old volume keeps the one in its own code 全宗号-目录号-案卷号.
std::string catalogue_no(const core::VolumeDetail& detail) {
    const core::Volume& volume = detail.entry.volume;
    if (volume.origin != core::Origin::old) return detail.catalogue_no;
    const std::string& code = volume.archival_code;
    const auto first = code.find('-');
    const auto last = code.rfind('-');
    if (first == std::string::npos || std::count(code.begin(), code.end(), '-') != 2) return {};
    return code.substr(first + 1, last - first - 1);
}

std::optional<core::Date> day_of(const core::Store& store,
                                 const std::optional<core::Timestamp>& time) {
    return time ? std::optional(store.day(*time)) : std::nullopt;
}

pdf::DrawForm item_catalogue(const VolumePaper& paper) {
    pdf::ItemCatalogue catalogue;
    catalogue.head = volume_head(paper);
    catalogue.archival_code = paper.detail.entry.volume.archival_code;
    for (const core::ItemEntry& entry : paper.detail.items) {
        const core::Item& item = entry.item;
        catalogue.rows.push_back({item.document_no, item.creator, item.title, item.document_date,
                                  item.start_page, item.pages, item.remarks, item.date_text,
                                  item.volume_position});
    }
    return [catalogue = std::move(catalogue)](pdf::FormDrawing& drawing) {
        return pdf::draw_item_catalogue(drawing, catalogue);
    };
}

pdf::DrawForm notes_form(const VolumePaper& paper) {
    const core::VolumeEntry& entry = paper.detail.entry;
    pdf::NotesForm form;
    form.head = volume_head(paper);
    form.archival_code = entry.volume.archival_code;
    form.documents = paper.detail.items.empty() ? entry.volume.old_items
                                                : std::optional(paper.detail.totals.kinds);
    form.copies = summed(paper.detail.items, &core::Item::copies);
    form.pages = pages_of(paper);
    form.description = entry.volume.description;
    add_notes(form, paper.store, paper.detail.notes);
    form.compiler = entry.compiler_name;
    form.checker = entry.checker_name;
    form.compiled_on = day_of(paper.store, entry.volume.compiled_at);
    return [form = std::move(form)](pdf::FormDrawing& drawing) {
        return pdf::draw_notes_form(drawing, form);
    };
}

pdf::DrawForm volume_cover(const VolumePaper& paper) {
    const core::VolumeEntry& entry = paper.detail.entry;
    const core::Volume& volume = entry.volume;
    pdf::VolumeCover cover;
    cover.head = volume_head(paper);
    cover.size = paper.options.hard_cover ? pdf::CoverSize::hard_cover : pdf::CoverSize::a4;
    cover.fonds_name = paper.detail.fonds_name;
    cover.category_name = category_name(volume.category);
    cover.title = volume.title;
    for (const core::ItemEntry& row : paper.detail.items) {
        if (!row.item.date_text.empty()) continue;  // its date is a nominal one
        const core::Date day = row.item.document_date;
        cover.first_date = std::min(cover.first_date.value_or(day), day);
        cover.last_date = std::max(cover.last_date.value_or(day), day);
    }
    cover.date_text = volume.date_text;
    cover.retention = entry.retention_name;
    cover.bound = volume.bound;
    cover.items =
        paper.detail.items.empty() ? volume.old_items.value_or(0) : paper.detail.totals.kinds;
    cover.pages = pages_of(paper);
    cover.filing_code = filing_code(entry);
    cover.fonds_code = entry.fonds_no;
    cover.catalogue_no = catalogue_no(paper.detail);
    cover.volume_no = last_number(volume.archival_code);
    cover.archival_code = volume.archival_code;
    return [cover = std::move(cover)](pdf::FormDrawing& drawing) {
        return pdf::draw_volume_cover(drawing, cover);
    };
}

pdf::DrawForm volume_spine(const VolumePaper& paper) {
    pdf::VolumeSpines spines{volume_head(paper), {spine_strip(paper)}};
    return [spines = std::move(spines)](pdf::FormDrawing& drawing) {
        return pdf::draw_volume_spine(drawing, spines);
    };
}

constexpr VolumeForm kForms[] = {
    {"item_catalogue", item_catalogue},
    {"notes_form", notes_form},
    {"volume_cover", volume_cover},
    {"volume_spine", volume_spine},
};

}  // namespace

std::span<const VolumeForm> volume_forms() { return kForms; }

const VolumeForm* find_volume_form(std::string_view id) {
    for (const VolumeForm& form : kForms)
        if (form.id == id) return &form;
    return nullptr;
}

pdf::SpineStrip spine_strip(const VolumePaper& paper) {
    const core::VolumeEntry& entry = paper.detail.entry;
    pdf::SpineStrip strip;
    // As thick as what is known of it at least.
    const int thick = std::max(paper.detail.totals.pages, pages_of(paper).value_or(0));
    const int fitting = core::spine_for(thick);
    strip.width_mm = paper.options.spine_mm.value_or(entry.volume.spine_mm.value_or(fitting));
    strip.filing_code = filing_code(entry);
    strip.fonds_code = entry.fonds_no;
    strip.catalogue_no = catalogue_no(paper.detail);
    strip.year = std::to_string(entry.volume.filing_year);
    strip.volume_no = last_number(entry.volume.archival_code);
    strip.retention = entry.retention_name;
    strip.archival_code = entry.volume.archival_code;
    strip.level_mark = level_mark(entry.volume.level, paper.detail.items);
    return strip;
}

pdf::FormHead volume_head(const VolumePaper& paper) {
    const core::Volume& volume = paper.detail.entry.volume;
    pdf::FormHead head;
    head.company = paper.detail.creating_body;
    head.level = volume.level;
    head.level_mark = level_mark(volume.level, paper.detail.items);
    head.content_date = content_day(paper.store, volume);
    // An old volume was sealed long before it was entered here.
    head.sealed =
        volume.state == core::VolumeState::sealed && volume.origin == core::Origin::regular;
    head.logo = paper.logo;
    return head;
}

}  // namespace lantai::server
