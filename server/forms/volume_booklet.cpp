#include "server/forms/volume_booklet.hpp"

#include <algorithm>
#include <map>

#include "server/forms/form_logo.hpp"
#include "server/forms/printing.hpp"
#include "server/forms/volume_forms.hpp"

namespace lantai::server {
namespace {

using core::Result;

constexpr std::string_view kSpine = "volume_spine";

std::string title_of(std::string_view form) {
    const pdf::FormInfo* info = pdf::find_form(form);
    return std::string(info->title);
}

/// Draws volume after volume and keeps the strips for the end.
class BookletMaker {
public:
    BookletMaker(Services& services, const core::Caller& caller, const BookletOrder& order,
                 pdf::Booklet& booklet)
        : services_(services), caller_(caller), order_(order), booklet_(booklet) {}

    Result<void> add(core::Id id) {
        if (order_.stop.stop_requested()) return core::fail(core::ErrorCode::busy, "pdf.cancelled");
        LT_TRY(const core::VolumeDetail detail, services_.volumes.for_print(caller_, id));
        const core::Volume& volume = detail.entry.volume;
        LT_TRY(const auto logo, logo_of(volume.fonds_id));
        const VolumePaper paper{services_.store, detail, logo, order_.options};
        company_ = detail.creating_body;
        booklet_.section(volume.archival_code + " " + volume.title);
        for (const std::string& form : order_.forms) {
            if (form == kSpine)
                add_strip(paper);
            else
                LT_CHECK(booklet_.add(title_of(form), find_volume_form(form)->draw(paper)));
        }
        return {};
    }

    Result<void> add_strips() {
        if (spines_.strips.empty()) return {};
        booklet_.section("");
        return booklet_.add(title_of(kSpine), [this](pdf::FormDrawing& drawing) {
            return pdf::draw_volume_spine(drawing, spines_);
        });
    }

    const std::string& company() const { return company_; }

private:
    /// One image for all pages of a fonds, so that the document holds it once.
    Result<std::shared_ptr<const pdf::Image>> logo_of(core::Id fonds_id) {
        const auto known = logos_.find(fonds_id);
        if (known != logos_.end()) return known->second;
        LT_TRY(auto logo, form_logo(services_.store, fonds_id));
        logos_.emplace(fonds_id, logo);
        return logo;
    }

    void add_strip(const VolumePaper& paper) {
        pdf::FormHead head = volume_head(paper);
        if (spines_.strips.empty()) {
            spines_.head = head;
        } else {
            if (head.level > spines_.head.level) {
                spines_.head.level = head.level;
                spines_.head.level_mark = head.level_mark;
            }
            spines_.head.sealed = spines_.head.sealed && head.sealed;
            spines_.head.content_date = std::max(spines_.head.content_date, head.content_date);
        }
        spines_.strips.push_back(spine_strip(paper));
    }

    Services& services_;
    const core::Caller& caller_;
    const BookletOrder& order_;
    pdf::Booklet& booklet_;
    pdf::VolumeSpines spines_;
    std::string company_;
    std::map<core::Id, std::shared_ptr<const pdf::Image>> logos_;
};

}  // namespace

Result<pdf::PrintedBooklet> print_booklet(Services& services, const core::Caller& caller,
                                          const BookletOrder& order) {
    for (const std::string& form : order.forms)
        if (!find_volume_form(form)) return core::fail(core::ErrorCode::not_found, "form.unknown");
    LT_TRY(const auto fonts, services.print_fonts.get());
    pdf::Booklet booklet(fonts, {{}, order.stop});
    BookletMaker maker(services, caller, order, booklet);
    std::size_t done = 0;
    for (const core::Id id : order.volumes) {
        LT_CHECK(maker.add(id));
        if (order.progress) order.progress(++done, booklet.pages());
    }
    LT_CHECK(maker.add_strips());
    std::string title;
    for (const std::string& form : order.forms)
        title += (title.empty() ? "" : "、") + title_of(form);
    return std::move(booklet).finish({title, maker.company()});
}

}  // namespace lantai::server
