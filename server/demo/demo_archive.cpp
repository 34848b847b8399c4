#include "server/demo/demo_archive.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include "core/base/unicode.hpp"
#include "core/service/subjects.hpp"
#include "pdf/text_document.hpp"
#include "server/demo/demo_acts.hpp"
#include "server/demo/demo_documents.hpp"
#include "server/demo/demo_people.hpp"

namespace lantai::server {
namespace {

using core::Caller;
using core::Date;
using core::Id;
using core::Result;

/// 10:00 in China on a day.
core::Timestamp morning(const Date& day) {
    return std::int64_t{day.days_since(Date(1970, 1, 1))} * 86'400'000 + 2 * 3'600'000;
}

class Loader {
public:
    explicit Loader(const DemoParts& parts) : parts_(parts), services_(parts.services) {}

    Result<DemoReport> run() {
        LT_TRY(const auto fonds, services_.fonds.list(archivist()));
        if (!fonds.empty()) return core::fail(core::ErrorCode::conflict, "demo.not_empty");
        LT_CHECK(make_people(parts_, report_.people));
        LT_CHECK(make_scheme());
        LT_TRY(auto documents, read_demo_documents(parts_.texts));
        LT_CHECK(file_all(std::move(documents)));
        LT_TRY(const int volumes, make_volumes(parts_, items_));
        report_.volumes = volumes;
        LT_CHECK(make_paper(parts_, items_));
        LT_TRY(const int loans, make_loans(parts_, items_));
        report_.loans = loans;
        LT_TRY(const int papers, make_register(parts_));
        report_.papers = papers;
        LT_CHECK(make_collection(parts_));
        parts_.clock.set(parts_.now);
        return report_;
    }

private:
    static Caller archivist() { return core::operator_caller(core::Role::archivist); }

    Result<void> make_scheme() {
        parts_.clock.set(morning(Date(2023, 1, 3)));
        core::Fonds fonds;
        fonds.fonds_no = "Q001";
        fonds.name = std::string(kDemoCompany);
        fonds.creating_body = std::string(kDemoCompany);
        fonds.item_code_template = "{fonds}-{category}·{year}-{retention}-{dept}-{item:4}";
        fonds.volume_code_template = "{fonds}-{category}·{year}-{retention}-{dept}-{volume:3}";
        LT_TRY(const core::Fonds made, services_.fonds.create(archivist(), fonds));
        fonds_ = made.id;
        LT_CHECK(arrange_by_item("KU"));
        for (const DemoClause& row : demo_clauses()) {
            core::FilingSchemeClause clause;
            clause.fonds_id = fonds_;
            clause.filing_year = 2022;
            clause.clause_no = std::string(row.clause_no);
            clause.title = std::string(row.title);
            clause.scope = row.scope;
            LT_TRY(const auto added, services_.fonds.add_clause(archivist(), clause));
            clauses_[{2022, added.clause_no}] = added.id;
        }
        for (int year = 2023; year <= 2026; ++year) {
            parts_.clock.advance_ms(60'000);
            LT_TRY(const auto cloned,
                   services_.fonds.clone_clauses(archivist(), fonds_, year - 1, year));
            for (const auto& clause : cloned) clauses_[{year, clause.clause_no}] = clause.id;
        }
        return {};
    }

    /// Accounts are kept paper by paper in boxes, everything else in volumes.
    Result<void> arrange_by_item(const char* category) {
        LT_TRY(core::FondsCategory settings,
               services_.fonds.category(archivist(), fonds_, category));
        settings.arrangement = core::Arrangement::item;
        LT_TRY(settings, services_.fonds.set_category(archivist(), settings));
        return {};
    }

    /// In the order of filing: by date, a linked paper right after the one it belongs to.
    static void sort_by_filing(std::vector<DemoDocument>& documents) {
        std::map<std::string, Date> own;
        for (const auto& document : documents) own[document.key] = document.item.document_date;
        const auto day = [&](const DemoDocument& document) {
            const Date target = document.link ? own[document.link->key] : Date();
            return std::max(document.item.document_date, target);
        };
        std::stable_sort(documents.begin(), documents.end(),
                         [&](const DemoDocument& a, const DemoDocument& b) {
                             return std::pair(day(a), a.link.has_value()) <
                                    std::pair(day(b), b.link.has_value());
                         });
    }

    Result<void> file_all(std::vector<DemoDocument> documents) {
        sort_by_filing(documents);
        LT_TRY(departments_, department_ids(parts_));
        LT_TRY(clerk_, core::caller_by_login(services_.store, "archivist", origin()));
        core::Timestamp time = parts_.clock.now();
        for (const DemoDocument& document : documents) {
            // Papers reach the archive room five days after their date, one after another.
            time = std::max(time + 60'000, morning(document.item.document_date.plus_days(5)));
            parts_.clock.set(std::min(time, parts_.now - 3'600'000));
            auto filed = file(document);
            if (!filed) {
                core::Error error = std::move(filed).error();
                error.detail =
                    document.key + ": " + error.key + " " + error.field + " " + error.detail;
                return error;
            }
        }
        return {};
    }

    Result<void> file(const DemoDocument& document) {
        core::ItemDraft draft;
        draft.item = document.item;
        draft.item.fonds_id = fonds_;
        draft.item.department_id = departments_[document.department];
        if (document.format == DemoFormat::none) draft.item.medium = core::Medium::paper;
        if (document.link)
            draft.links.push_back(
                {items_[document.link->key].id, document.link->kind, !document.link->leads});
        LT_TRY(const auto proposal, services_.items.propose(clerk_, draft));
        draft.item.clause_id = clauses_[{proposal.filing_year, document.clause_no}];
        if (document.format != DemoFormat::none) {
            LT_TRY(const Id upload, receive(document));
            draft.uploads.push_back(upload);
            ++report_.files;
        }
        LT_TRY(const auto filed, services_.items.file(clerk_, draft));
        items_[document.key] = {filed.entry.item.id, filed.entry.item.filing_year};
        ++report_.items;
        return {};
    }

    Result<Id> receive(const DemoDocument& document) {
        LT_TRY(const std::string bytes, bytes_of(document));
        std::istringstream in(bytes);
        const std::string name =
            document.item.title + (document.format == DemoFormat::pdf ? ".pdf" : ".txt");
        LT_TRY(const auto upload, services_.uploads.receive(clerk_, name, in, 64 << 20));
        return upload.id;
    }

    Result<std::string> bytes_of(const DemoDocument& document) {
        const std::string text = document.item.title + "\n" + document.item.document_no + "\n\n" +
                                 document.text + "\n" + document.item.creator + "\n" +
                                 document.item.document_date.iso() + "\n";
        switch (document.format) {
            case DemoFormat::txt:
            case DemoFormat::none:
                return text;
            case DemoFormat::gb18030:
                return core::to_gb18030(text);
            case DemoFormat::pdf:
                return pdf::print_text_document(
                    {document.item.title, document.item.document_no, document.item.creator,
                     document.item.document_date.iso(), document.text},
                    parts_.fonts);
        }
        return text;
    }

    const DemoParts& parts_;
    Services& services_;
    DemoReport report_;
    Id fonds_ = 0;
    std::map<std::pair<int, std::string>, Id> clauses_;
    std::map<std::string, Id> departments_;
    DemoItems items_;
    Caller clerk_;
};

}  // namespace

Result<DemoReport> load_demo(const DemoParts& parts) { return Loader(parts).run(); }

}  // namespace lantai::server
