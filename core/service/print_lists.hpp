// Records for printed lists and sheets, and the log of what was printed.
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/model/box.hpp"
#include "core/model/fonds.hpp"
#include "core/model/note.hpp"
#include "core/model/print_job.hpp"
#include "core/model/volume_entry.hpp"
#include "core/repo/print_repo.hpp"
#include "core/service/denial_log.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct PrintedVolumeRow {
    VolumeEntry entry;
    std::optional<Date> first_date;  // of the earliest and the latest paper
    std::optional<Date> last_date;
};

/// The volumes of a list, read row by row from one snapshot as often as they are wanted, so that
/// no more than one is in memory. Alive while its reader (PrintLists::volumes) runs.
class VolumesToPrint {
public:
    using Each = std::function<Result<void>(const PrintedVolumeRow&)>;
    VolumesToPrint(Database& db, Fonds fonds, VolumeFilter filter, AccessPredicate allowed)
        : db_(db),
          fonds_(std::move(fonds)),
          filter_(std::move(filter)),
          allowed_(std::move(allowed)) {}
    const Fonds& fonds() const { return fonds_; }
    /// By archival code. An error of `each` ends it.
    Result<void> each(const Each& each) const;

private:
    Database& db_;
    Fonds fonds_;
    VolumeFilter filter_;
    AccessPredicate allowed_;
};

/// The same of filed items.
class ItemsToPrint {
public:
    using Each = std::function<Result<void>(const ItemEntry&)>;
    ItemsToPrint(Database& db, Fonds fonds, ItemFilter filter, const Subject& subject);
    const Fonds& fonds() const { return fonds_; }
    /// By archival code. An error of `each` ends it.
    Result<void> each(const Each& each) const;
    /// Items that each() gave, in the order of `ids`.
    Result<void> each_title(std::span<const Id> ids,
                            const std::function<Result<void>(const ItemTitle&)>& each) const;

private:
    Database& db_;
    Fonds fonds_;
    ItemFilter filter_;
    const Subject& subject_;
    AccessPredicate allowed_;
};

struct BoxToPrint {
    BoxEntry entry;
    std::vector<NoteEntry> notes;  // those that the caller is cleared for
    std::vector<ItemEntry> items;  // by archival code
};

struct BoxesToPrint {
    Fonds fonds;
    std::vector<BoxToPrint> boxes;  // by archival code
};

inline constexpr std::size_t kMaxPrintedRows = 20'000;  // while somebody waits for the answer
inline constexpr std::size_t kMaxJobRows = 100'000;     // in the background

/// Lists hold what the caller may print (print_form of each record, R-54); the rest is left out as
/// if it were not there. Errors of all: those of require(); not_found "access.not_found" for an
/// unknown fonds, "pdf.nothing_to_print" when nothing is left; too_large "print.too_many" with
/// "max".
/// Threads: every method from any thread.
class PrintLists {
public:
    explicit PrintLists(Store& store, std::size_t max_rows = kMaxPrintedRows)
        : store_(store), max_rows_(max_rows) {}

    Result<Fonds> fonds(const Caller& caller, const PrintScope& scope);
    /// Calls `read` with them, whose error is returned. Nothing is kept open afterwards.
    Result<void> volumes(const Caller& caller, const PrintScope& scope,
                         const std::function<Result<void>(const VolumesToPrint&)>& read);
    Result<void> items(const Caller& caller, const PrintScope& scope,
                       const std::function<Result<void>(const ItemsToPrint&)>& read);
    /// How many rows they would read.
    Result<std::size_t> count_volumes(const Caller& caller, const PrintScope& scope);
    Result<std::size_t> count_items(const Caller& caller, const PrintScope& scope);

    Result<std::vector<Id>> volume_ids(const Caller& caller, const PrintScope& scope);  // by code
    Result<BoxesToPrint> boxes(const Caller& caller, const PrintScope& scope);
    Result<std::vector<Id>> box_ids(const Caller& caller, const PrintScope& scope);  // by code
    /// One box with its fonds. A refusal is logged; a hidden box answers like a missing one.
    Result<BoxesToPrint> box(const Caller& caller, DenialLog& denials, Id id);

    /// Logs that a form of a box was printed; `details` is a JSON object.
    Result<void> note(const Caller& caller, const Box& box, const std::string& form,
                      const std::string& details);
    /// Logs that a list of the fonds was printed; `details` is a JSON object.
    Result<void> note(const Caller& caller, const Fonds& fonds, const std::string& form,
                      const std::string& details);

private:
    Store& store_;
    std::size_t max_rows_;
};

/// The scope as members for the details of an event.
std::string scope_json(const PrintScope& scope);

}  // namespace lantai::core
