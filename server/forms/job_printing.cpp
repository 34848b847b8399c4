#include "server/forms/job_printing.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include "server/forms/box_forms.hpp"
#include "server/forms/form_logo.hpp"
#include "server/forms/list_forms.hpp"
#include "server/forms/volume_booklet.hpp"
#include "server/forms/volume_forms.hpp"

namespace lantai::server {
namespace {

using core::PrintSubject;
using core::Result;
using Logo = std::shared_ptr<const pdf::Image>;

core::Error cancelled() { return core::fail(core::ErrorCode::busy, "pdf.cancelled"); }

std::string title_of(std::string_view form) { return std::string(pdf::find_form(form)->title); }

std::string titles_of(const std::vector<std::string>& forms) {
    std::string all;
    for (const std::string& form : forms) all += (all.empty() ? "" : "、") + title_of(form);
    return all;
}

FormOptions options_of(const core::PrintJob& job) {
    FormOptions options;
    static_cast<core::PrintOptions&>(options) = job.options;
    return options;
}

/// Draws box after box and keeps what common sheets show of them for the end.
class BoxBooklet {
public:
    BoxBooklet(Services& services, const core::Caller& caller, const core::PrintJob& job,
               pdf::Booklet& booklet)
        : services_(services),
          caller_(caller),
          job_(job),
          booklet_(booklet),
          options_(options_of(job)),
          lists_(services.store) {}

    Result<void> add(core::Id id) {
        LT_TRY(const core::BoxesToPrint one, lists_.box(caller_, services_.denials, id));
        LT_TRY(const Logo logo, logo_of(one.fonds.id));
        if (all_.boxes.empty()) {
            all_.head.company = one.fonds.creating_body;
            all_.head.logo = logo;
        }
        add_box(all_, services_.store, one.boxes.front());
        booklet_.section(one.boxes.front().entry.box.archival_code);
        for (const std::string& form : job_.forms) {
            const BoxForm* found = find_box_form(form);
            if (found->sheets) continue;
            const BoxSource source{services_.store, one, logo, options_};
            LT_CHECK(booklet_.add(title_of(form), found->draw(source)));
        }
        return {};
    }

    Result<void> add_sheets() {
        booklet_.section("");
        for (const std::string& form : job_.forms) {
            const BoxForm* found = find_box_form(form);
            if (found->sheets)
                LT_CHECK(booklet_.add(title_of(form), found->sheets(all_, options_)));
        }
        return {};
    }

    const std::string& company() const { return all_.head.company; }

private:
    Result<Logo> logo_of(core::Id fonds_id) {
        const auto known = logos_.find(fonds_id);
        if (known != logos_.end()) return known->second;
        LT_TRY(auto logo, form_logo(services_.store, fonds_id));
        logos_.emplace(fonds_id, logo);
        return logo;
    }

    Services& services_;
    const core::Caller& caller_;
    const core::PrintJob& job_;
    pdf::Booklet& booklet_;
    FormOptions options_;
    core::PrintLists lists_;
    pdf::Boxes all_;
    std::map<core::Id, Logo> logos_;
};

Result<pdf::PrintedBooklet> print_volumes(Services& services, const core::Caller& caller,
                                          const core::PrintJob& job, const JobWatch& watch) {
    BookletOrder order;
    order.forms = job.forms;
    order.volumes = job.volumes;
    order.options = options_of(job);
    order.progress = watch.progress;
    order.stop = watch.stop;
    return print_booklet(services, caller, order);
}

Result<pdf::PrintedBooklet> print_boxes(Services& services, const core::Caller& caller,
                                        const core::PrintJob& job, const JobWatch& watch) {
    LT_TRY(const auto fonts, services.print_fonts.get());
    pdf::Booklet booklet(fonts, {{}, watch.stop});
    BoxBooklet maker(services, caller, job, booklet);
    std::size_t done = 0;
    for (const core::Id id : job.boxes) {
        if (watch.stop.stop_requested()) return cancelled();
        LT_CHECK(maker.add(id));
        if (watch.progress) watch.progress(++done, booklet.pages());
    }
    LT_CHECK(maker.add_sheets());
    return std::move(booklet).finish({titles_of(job.forms), maker.company()});
}

void append(std::vector<core::Id>& all, const std::vector<core::Id>& more) {
    std::vector<core::Id> merged;
    std::set_union(all.begin(), all.end(), more.begin(), more.end(), std::back_inserter(merged));
    all = std::move(merged);
}

/// Draws list after list and tells how many rows are laid out and how many pages are drawn.
class ListsBooklet {
public:
    ListsBooklet(const std::shared_ptr<const pdf::FontSet>& fonts, const JobWatch& watch)
        : watch_(watch), booklet_(fonts, {{}, watch.stop, [this](int pages) { told(pages); }}) {}
    ListsBooklet(const ListsBooklet&) = delete;

    Result<void> add(const std::string& form, ListSource source, const core::Caller& caller,
                     core::PrintJob& job) {
        source.progress = [this](std::size_t rows) { return laid_out(rows); };
        ListPaper paper;
        LT_CHECK(booklet_.add(title_of(form), [&](pdf::FormDrawing& drawing) -> Result<void> {
            LT_TRY(paper, find_list_form(form)->draw(source, caller, job.scope, drawing));
            return {};
        }));
        append(job.items, paper.items);
        append(job.volumes, paper.volumes);
        company_ = paper.fonds.creating_body;
        before_ += rows_;
        rows_ = 0;
        told(booklet_.pages());
        return {};
    }

    Result<pdf::PrintedBooklet> finish(const std::vector<std::string>& forms) && {
        return std::move(booklet_).finish({titles_of(forms), company_});
    }
    std::size_t rows() const { return before_; }

private:
    Result<void> laid_out(std::size_t rows) {
        rows_ = rows;
        if (rows % kRowsBetweenReports != 0) return {};
        told(pages_);
        return watch_.stop.stop_requested() ? Result<void>(cancelled()) : Result<void>{};
    }
    void told(int pages) {
        pages_ = pages;
        if (watch_.progress) watch_.progress(before_ + rows_, pages);
    }

    static constexpr std::size_t kRowsBetweenReports = 100;
    const JobWatch& watch_;
    std::size_t before_ = 0;  // rows of the lists before this one
    std::size_t rows_ = 0;
    int pages_ = 0;
    pdf::Booklet booklet_;
    std::string company_;
};

Result<pdf::PrintedBooklet> print_lists(Services& services, const core::Caller& caller,
                                        core::PrintJob& job, const JobWatch& watch) {
    LT_TRY(const auto fonts, services.print_fonts.get());
    LT_TRY(const Logo logo, form_logo(services.store, job.scope.fonds_id));
    core::PrintLists lists(services.store, core::kMaxJobRows);
    ListsBooklet booklet(fonts, watch);
    for (const std::string& form : job.forms)
        LT_CHECK(booklet.add(form, {services.store, lists, logo, options_of(job)}, caller, job));
    job.rows = static_cast<int>(booklet.rows());
    return std::move(booklet).finish(job.forms);
}

}  // namespace

bool is_job_form(PrintSubject subject, std::string_view form) {
    switch (subject) {
        case PrintSubject::volumes:
            return find_volume_form(form) != nullptr;
        case PrintSubject::boxes:
            return find_box_form(form) != nullptr;
        case PrintSubject::list:
            return find_list_form(form) != nullptr;
    }
    return false;
}

Result<int> count_job_rows(Services& services, const core::Caller& caller,
                           const std::vector<std::string>& forms, const core::PrintScope& scope) {
    core::PrintLists lists(services.store, core::kMaxJobRows);
    std::size_t rows = 0;
    for (const std::string& form : forms) {
        const ListForm* list = find_list_form(form);
        if (!list) return core::fail(core::ErrorCode::not_found, "form.unknown");
        LT_TRY(const std::size_t more, list->of_volumes ? lists.count_volumes(caller, scope)
                                                        : lists.count_items(caller, scope));
        rows += more;
    }
    return static_cast<int>(rows);
}

Result<pdf::PrintedBooklet> print_job(Services& services, const core::Caller& caller,
                                      core::PrintJob& job, const JobWatch& watch) {
    for (const std::string& form : job.forms)
        if (!is_job_form(job.subject, form))
            return core::fail(core::ErrorCode::not_found, "form.unknown");
    switch (job.subject) {
        case PrintSubject::volumes:
            return print_volumes(services, caller, job, watch);
        case PrintSubject::boxes:
            return print_boxes(services, caller, job, watch);
        case PrintSubject::list:
            return print_lists(services, caller, job, watch);
    }
    return core::fail(core::ErrorCode::not_found, "form.unknown");
}

}  // namespace lantai::server
