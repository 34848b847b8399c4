// Filling, describing, checking and closing boxes of the arrangement by item (DA/T 22-2015).
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/model/note.hpp"
#include "core/rules/access_rules.hpp"
#include "core/service/box_content.hpp"
#include "core/service/denial_log.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct BoxDetail {
    BoxEntry entry;
    std::vector<ItemEntry> items;  // by code, those the caller may know
    std::vector<NoteEntry> notes;  // those that the caller is cleared for, oldest first
    int thickness_mm = 0;          // of all its papers
    std::vector<Error> findings;   // why it cannot be signed yet; empty once closed
    std::vector<Action> can;
};

struct BoxPage {
    std::vector<BoxEntry> boxes;
    std::optional<PageEnd> next;
};

struct BoxChange {
    std::optional<int> spine_mm;
    std::optional<std::string> description;
    std::optional<Shelf> shelf;
};

/// Errors of every method: those of require(), where hidden and missing boxes answer alike
/// (access.not_found) and refusals are logged; stale when `version` is not the stored one; the
/// conflicts of box_rules with rule and items.
/// Threads: every method from any thread.
class BoxService {
public:
    BoxService(Store& store, DenialLog& denials) : store_(store), denials_(denials) {}

    /// As open_box().
    Result<BoxDetail> create(const Caller& caller, const Box& draft);
    Result<BoxDetail> get(const Caller& caller, Id id);
    /// By a code that it has or once had, in any spelling.
    Result<BoxDetail> get_by_code(const Caller& caller, const std::string& code);
    Result<BoxPage> list(const Caller& caller, const BoxFilter& filter,
                         const std::optional<PageEnd>& after, int limit);
    /// Spine and description while the box is open (a spine has room for its papers:
    /// box.too_thick); its place always.
    Result<BoxDetail> change(const Caller& caller, Id id, int version, const BoxChange& change);
    /// With their whole groups. `reason` sets "few" of R-25 aside; the box keeps it.
    Result<BoxDetail> add_items(const Caller& caller, Id id, int version,
                                const std::vector<Id>& item_ids, const std::string& reason = {});
    /// Takes the item's whole group out.
    Result<BoxDetail> remove_item(const Caller& caller, Id id, int version, Id item_id);

    /// The arranger 整理人 signs; the box waits for the checker.
    Result<BoxDetail> submit(const Caller& caller, Id id, int version);
    Result<BoxDetail> reopen(const Caller& caller, Id id, int version, const std::string& reason);
    /// Another person, the checker 检查人, closes it, or gives it back with a reason.
    Result<BoxDetail> check(const Caller& caller, Id id, int version, bool approve,
                            const std::string& reason);

    /// A signed note on a closed box. Errors: field text; conflict box.not_closed.
    Result<BoxDetail> add_note(const Caller& caller, Id id, const std::string& text);

private:
    using Work = std::function<Result<void>(UnitOfWork&, BoxContent&)>;
    struct Act {
        Action action;
        const char* event;
        std::optional<int> version;
    };
    Result<BoxDetail> with_box(const Caller& caller, Id id, const Act& act, const Work& work);
    Result<BoxDetail> detail(const Caller& caller, Id id);
    Result<void> log_refusal(const Caller& caller, const char* action, Id id, const Error& answer);
    Store& store_;
    DenialLog& denials_;
};

}  // namespace lantai::core
