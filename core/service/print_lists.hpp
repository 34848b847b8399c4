// Records for printed lists and sheets, and the log of what was printed.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/box.hpp"
#include "core/model/fonds.hpp"
#include "core/model/note.hpp"
#include "core/model/print_job.hpp"
#include "core/model/volume_entry.hpp"
#include "core/service/denial_log.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct PrintedVolumeRow {
    VolumeEntry entry;
    std::optional<Date> first_date;  // of the earliest and the latest paper
    std::optional<Date> last_date;
};

struct VolumesToPrint {
    Fonds fonds;
    std::vector<PrintedVolumeRow> volumes;  // by archival code
};

struct ItemsToPrint {
    Fonds fonds;
    std::vector<ItemEntry> items;  // filed ones, by archival code
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
/// if it were not there. Errors of both: those of require(); not_found "access.not_found" for an
/// unknown fonds, "pdf.nothing_to_print" when nothing is left; too_large "print.too_many" with
/// "max".
/// Threads: every method from any thread.
class PrintLists {
public:
    explicit PrintLists(Store& store, std::size_t max_rows = kMaxPrintedRows)
        : store_(store), max_rows_(max_rows) {}

    Result<VolumesToPrint> volumes(const Caller& caller, const PrintScope& scope);
    Result<ItemsToPrint> items(const Caller& caller, const PrintScope& scope);

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
