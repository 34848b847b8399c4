#include "server/form_data.hpp"

#include "core/base/hash.hpp"
#include "core/base/json_text.hpp"
#include "core/rules/secrecy.hpp"
#include "pdf/forms/item_catalogue.hpp"

namespace lantai::server {
namespace {

pdf::ItemCatalogue catalogue_of(const core::Store& store, const core::VolumeDetail& detail) {
    const core::Volume& volume = detail.entry.volume;
    pdf::ItemCatalogue catalogue;
    catalogue.head.company = detail.creating_body;
    catalogue.archival_code = volume.archival_code;
    catalogue.head.level = volume.level;
    if (volume.level >= core::Level::secret)
        catalogue.head.level_mark = core::secrecy_mark(volume.level, std::nullopt);
    // DECISIONS 7: the date of the content, so that a reprint is the same.
    catalogue.head.sealed = volume.state == core::VolumeState::sealed;
    catalogue.head.content_date = store.day(volume.sealed_at.value_or(volume.updated_at));
    for (const core::ItemEntry& entry : detail.items) {
        const core::Item& item = entry.item;
        catalogue.rows.push_back({item.document_no, item.creator, item.title, item.document_date,
                                  item.start_page, item.pages, item.remarks});
    }
    return catalogue;
}

}  // namespace

core::Result<PrintedVolume> print_catalogue(Services& services, const core::Caller& caller,
                                            core::Id volume_id) {
    core::VolumeService& volumes = services.volumes;
    LT_TRY(const core::VolumeDetail detail, volumes.for_print(caller, volume_id));
    LT_TRY(const auto fonts, services.print_fonts.get());
    LT_TRY(pdf::PrintedForm form,
           pdf::print_item_catalogue(fonts, catalogue_of(services.store, detail)));
    LT_CHECK(volumes.note_print(
        caller, detail, "item_catalogue",
        core::json_object({{"form", "item_catalogue"},
                           {"pages", form.pages},
                           {"missing_glyphs", static_cast<int>(form.missing.size())},
                           {"sha256", core::sha256_hex(form.pdf)}})));
    return PrintedVolume{detail.entry.volume.archival_code, std::move(form)};
}

}  // namespace lantai::server
