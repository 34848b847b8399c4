// Composing, sealing, checking and annotating volumes.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/note.hpp"
#include "core/model/volume_entry.hpp"
#include "core/rules/access_rules.hpp"
#include "core/rules/volume_rules.hpp"
#include "core/service/denial_log.hpp"
#include "core/service/store.hpp"
#include "core/service/volume_content.hpp"

namespace lantai::core {

struct VolumeDetail {
    VolumeEntry entry;
    std::string creating_body;  // of the fonds, as forms print it
    std::string fonds_name;
    std::string catalogue_no;      // 目录号 of the category; empty: none
    std::vector<ItemEntry> items;  // by position
    VolumeTotals totals;
    std::vector<NoteEntry> notes;  // those that the caller is cleared for
    std::vector<Error> findings;   // why it cannot be handed to the checker yet; empty once sealed
    std::vector<Action> can;
};

struct VolumePage {
    std::vector<VolumeEntry> volumes;
    std::optional<PageEnd> next;
};

struct VolumeChange {
    std::optional<std::string> title;
    std::optional<std::string> description;
    std::optional<std::string> location;
    std::optional<Shelf> shelf;
    std::optional<bool> bound;
    std::optional<int> spine_mm;     // one of kSpines
    bool spine_as_proposed = false;  // no own width any more
    /// Only where it stands: allowed for sealed volumes as well.
    bool only_place() const {
        return (location || shelf) && !title && !description && !bound && !spine_mm &&
               !spine_as_proposed;
    }
};

/// Errors of every method: those of require(), where hidden and missing volumes answer alike
/// (access.not_found) and refusals are logged; stale when `version` is not the stored one; the
/// conflicts of volume_rules with rule and items.
/// Threads: every method from any thread.
class VolumeService {
public:
    VolumeService(Store& store, DenialLog& denials) : store_(store), denials_(denials) {}

    /// Of the draft fonds, department, category, year, class and title count.
    Result<VolumeDetail> create(const Caller& caller, const Volume& draft);
    Result<VolumeDetail> get(const Caller& caller, Id id);
    Result<VolumeDetail> get_by_code(const Caller& caller, const std::string& code);
    Result<VolumePage> list(const Caller& caller, const VolumeFilter& filter,
                            const std::optional<PageEnd>& after, int limit);
    /// Title, description, binding and spine while the volume is open; the place always.
    Result<VolumeDetail> change(const Caller& caller, Id id, int version,
                                const VolumeChange& change);

    /// Adds the items with their whole groups and puts the volume in order. `reason` sets
    /// R-2 and the "few" of R-25 aside and is kept.
    Result<VolumeDetail> add_items(const Caller& caller, Id id, int version,
                                   const std::vector<Id>& item_ids, const std::string& reason);
    /// Takes the item's whole group out.
    Result<VolumeDetail> remove_item(const Caller& caller, Id id, int version, Id item_id);
    /// The order of R-32.
    Result<VolumeDetail> auto_order(const Caller& caller, Id id, int version);
    /// An order made by hand: every item once, pairs as R-32 has them.
    Result<VolumeDetail> set_order(const Caller& caller, Id id, int version,
                                   const std::vector<Id>& item_ids);

    /// The compiler signs and hands it to the checker (R-33 … R-35).
    Result<VolumeDetail> submit(const Caller& caller, Id id, int version);
    Result<VolumeDetail> reopen(const Caller& caller, Id id, int version,
                                const std::string& reason);
    /// Another person seals it, or gives it back with a reason.
    Result<VolumeDetail> check(const Caller& caller, Id id, int version, bool approve,
                               const std::string& reason);
    /// A signed note on a sealed volume.
    Result<VolumeDetail> add_note(const Caller& caller, Id id, const std::string& text);

    /// The volume for one of its forms; asks for print_form.
    Result<VolumeDetail> for_print(const Caller& caller, Id id);
    /// Logs that a form was printed; `details` is a JSON object.
    Result<void> note_print(const Caller& caller, const VolumeDetail& printed,
                            const std::string& form, const std::string& details);
    Result<PrintCount> prints(const Caller& caller, Id id);

private:
    using Work = std::function<Result<void>(UnitOfWork&, VolumeContent&)>;
    struct Act {
        Action action;
        const char* event;
        std::optional<int> version;
    };
    /// Loads, asks for the right, runs `work`, logs a refusal, and answers with the volume.
    Result<VolumeDetail> with_volume(const Caller& caller, Id id, const Act& act, const Work& work);
    Result<VolumeDetail> detail(const Caller& caller, Id id, Action asked);
    Result<void> log_refusal(const Caller& caller, const char* action, Id id, const Error& answer);
    Store& store_;
    DenialLog& denials_;
};

}  // namespace lantai::core
