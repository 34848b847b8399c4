// What waits for whom, and the monthly filing board.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/repo/worklist_repo.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

/// One list of a home page with the number of what stands in it now.
struct WorkCount {
    std::string group;  // archivist, department_archivist, leader, supervisor, handler
    std::string list;   // to_catalogue …
    std::int64_t count = 0;
};

struct FilingBoard {
    Date month;  // first day
    Date due;    // the 10th of the next month, inclusive
    std::vector<BoardRow> departments;
};

/// Errors of every method: those of require(). Threads: every method from any thread.
class Worklists {
public:
    explicit Worklists(Store& store) : store_(store) {}

    /// The lists of the caller's roles and posts, also those with nothing in them. Everybody who
    /// is signed in may ask; who has none gets none.
    Result<std::vector<WorkCount>> counts(const Caller& caller);
    /// Without `month` that of last month, whose papers are due on the 10th of this one.
    Result<FilingBoard> board(const Caller& caller, std::optional<Date> month);

private:
    Store& store_;
};

}  // namespace lantai::core
