// Old holdings: volumes and items taken over as they were found (domain.md 2.5, old 长期 and 短期
// classes, uncertain dates, unknown pages). Today's rules do not judge them; every answer marks
// them `origin: old`.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/service/store.hpp"
#include "core/service/volumes.hpp"

namespace lantai::core {

struct OldItem {
    std::string archival_code;  // empty: <volume code>-<4-digit number in the volume>
    std::string title;
    std::string document_no;
    std::string creator;                // may be unknown
    std::optional<Date> document_date;  // nothing: the first day of the volume's year
    std::string date_text;  // as written, shown instead of the date; 不详 when both are missing
    std::optional<Level> level;  // nothing: the volume's
    std::optional<int> pages;
    std::optional<int> copies;
    std::optional<int> start_page;
    std::string remarks;
};

struct OldVolume {
    Id fonds_id = 0;
    Id department_id = 0;
    std::string category = "WS";
    int filing_year = 0;  // of an uncertain one: the known or assumed year, see date_text
    std::string retention_class;
    Level level = Level::internal;
    std::string title;
    std::string archival_code;  // the old code, any text that no other record has
    std::string date_text;      // 起止日期 as written
    std::string description;    // compiler, checker, defects, as the old notes form names them
    std::optional<int> items;   // as the old catalogue counts them, when no rows are entered
    std::optional<int> pages;
    Shelf shelf;
    std::string location;
    bool bound = true;
    std::vector<OldItem> rows;
};

/// Threads: every method from any thread.
class HoldingsService {
public:
    HoldingsService(Store& store, VolumeService& volumes) : store_(store), volumes_(volumes) {}

    /// The sealed old volume with its rows, in one unit of work. Asks for compose_volume. Errors:
    /// field faults, all at once: fonds_id, department_id, category, filing_year, retention_class,
    /// title, archival_code (volume.code_taken), level (item.level_above_clearance), rows[n].title,
    /// rows[n].archival_code (item.code_taken), rows[n].document_date and the texts' own.
    Result<VolumeDetail> add(const Caller& caller, const OldVolume& old);

private:
    Store& store_;
    VolumeService& volumes_;
};

}  // namespace lantai::core
