// Filing, finding, changing and withdrawing items.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/blob/seen_blobs.hpp"
#include "core/model/event.hpp"
#include "core/model/item_entry.hpp"
#include "core/rules/access_rules.hpp"
#include "core/service/audit_view.hpp"
#include "core/service/denial_log.hpp"
#include "core/service/filing.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct ProbableDuplicate {
    Id item_id = 0;
    std::string archival_code;
    std::string title;
    std::vector<std::string> matched;  // document_no, title, file
};

/// What filing would give, with every fault at once; takes no number.
struct FilingProposal {
    YearProposal year;          // by the rules; filing_year below may override it
    int filing_year = 0;        // 0 while faults prevent one
    std::string archival_code;  // the number may be taken by somebody else before saving
    std::vector<ProbableDuplicate> duplicates;
    /// Linked items that saving would move to the unit's year or class.
    std::vector<GroupMove> moves;
    /// Requests in a volume whose move to this late reply saving asks for (T-1).
    std::vector<LateLink> late;
    std::optional<ScheduleRow> schedule;  // proposes class and level
    std::vector<Error> faults;
};

enum class ItemAccess { catalogue, content };

struct ItemDetail {
    ItemEntry entry;
    std::vector<ItemFile> files;       // empty without the right to the content
    std::vector<ItemLinkEntry> links;  // those the caller may know
    ItemAccess access = ItemAccess::catalogue;
    std::string content_reason;  // key, when access is catalogue
    std::optional<LoanState> loan_state;
    std::vector<CodeRedirect> old_codes;  // that it once had, oldest first
    std::vector<Action> can;
};

struct ItemPage {
    std::vector<ItemEntry> items;
    std::optional<PageEnd> next;
    std::int64_t total = 0;
};

struct TreeFonds {
    Fonds fonds;
    std::vector<TreeCount> counts;  // newest year first, then class
};

struct FileContent {
    ItemFile file;
    std::filesystem::path path;
};

struct HistoryPage {
    std::vector<AuditView> entries;    // newest first, what is hidden is emptied
    std::optional<std::int64_t> next;  // before this seq
};

/// Errors of every method: those of require(), where hidden and missing items answer alike
/// (access.not_found) and refusals are logged; stale when `version` is not the stored one;
/// invalid_argument with all faulty fields at once.
/// Threads: every method from any thread.
class ItemService {
public:
    ItemService(Store& store, DenialLog& denials) : store_(store), denials_(denials) {}

    Result<FilingProposal> propose(const Caller& caller, const ItemDraft& draft);
    /// Takes the next number of its scope; two clerks never get the same, a number that was given
    /// never comes again.
    Result<ItemDetail> file(const Caller& caller, const ItemDraft& draft);
    /// The fields of the draft and further uploads; links have their own methods. What the code is
    /// made of stays: fault item.code_fixed (withdraw and file again). Errors: conflict
    /// item.needs_second_person (params fields: level, secrecy_months, retention_class change by a
    /// ChangeService request), volume.sealed when the item's volume is submitted or sealed.
    Result<ItemDetail> update(const Caller& caller, Id id, int version, const ItemDraft& draft);
    /// The number stays used. Errors: conflict volume.sealed, item.on_loan, item.withdrawn.
    Result<ItemDetail> withdraw(const Caller& caller, Id id, int version,
                                const std::string& reason);
    Result<ItemDetail> add_link(const Caller& caller, Id id, const LinkDraft& link);
    Result<ItemDetail> remove_link(const Caller& caller, Id id, Id link_id);

    /// Logged as item.viewed.
    Result<ItemDetail> get(const Caller& caller, Id id);
    /// By archival code in any spelling of normalise_code().
    Result<ItemDetail> get_by_code(const Caller& caller, const std::string& code);
    Result<ItemPage> list(const Caller& caller, const ItemFilter& filter,
                          const std::optional<PageEnd>& after, int limit);
    /// Entries of these items that the caller may know, in the order asked.
    Result<std::vector<ItemEntry>> rows(const Caller& caller, const std::vector<Id>& ids);
    Result<std::vector<TreeFonds>> tree(const Caller& caller);
    Result<HistoryPage> history(const Caller& caller, Id id, std::optional<std::int64_t> before_seq,
                                int limit);
    /// Logged as file.viewed; further parts of the same file (`continued`) within 10 minutes are
    /// not logged again. Errors: corrupt "storage.damaged" (param name) when the stored bytes are
    /// not those that were filed, logged as file.damaged.
    Result<FileContent> file_content(const Caller& caller, Id item_id, Id file_id, bool continued);

private:
    Result<ItemDetail> detail(const Caller& caller, Id id);
    /// Logs the refusal of an act on an existing item.
    Result<void> log_refusal(const Caller& caller, const char* action, Id id, const Error& answer);
    template <class T>
    Result<T> guarded(const Caller& caller, const char* action, Id id, Result<T> answer) {
        if (!answer) LT_CHECK(log_refusal(caller, action, id, answer.error()));
        return answer;
    }
    /// Are the bytes still those that were filed? `viewed` is the event of this reading.
    Result<void> prove(const Caller& caller, const FileContent& content, Event viewed);
    Store& store_;
    DenialLog& denials_;
    SeenBlobs seen_;
};

}  // namespace lantai::core
