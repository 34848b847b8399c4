// Counts of the whole archive for the system administrator: no titles, no codes.
#pragma once
#include <cstdint>

#include "core/service/store.hpp"

namespace lantai::core {

struct ArchiveStatus {
    std::int64_t items = 0;  // withdrawn ones included
    std::int64_t files = 0;
    std::int64_t index_pending = 0;  // changes the index worker has not yet looked at
    int schema = 0;                  // number of the last migration
};

/// Errors: those of require(manage_accounts).
Result<ArchiveStatus> archive_status(Store& store, const Caller& caller);

/// What the log-in page and the header show. Needs no right.
struct ArchiveFacts {
    std::string company_name;
    bool demo = false;  // holds the demo archive: accounts with known passwords
};
Result<ArchiveFacts> archive_facts(Store& store);

/// Says for good that this archive holds the demo company. Logged as archive.demo_marked.
Result<void> mark_demo(Store& store, const std::string& company_name);

}  // namespace lantai::core
