// A long print that is made in the background: the forms of many records in one document.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/names.hpp"

namespace lantai::core {

enum class PrintJobState {
    queued,
    running,
    done,    // its PDF waits to be fetched
    failed,  // `error` says why
    cancelled,
};
template <>
std::span<const std::string_view> enum_texts<PrintJobState>();

/// What a job prints: the forms of each volume, of each box, or lists.
enum class PrintSubject { volumes, boxes, list };
template <>
std::span<const std::string_view> enum_texts<PrintSubject>();

/// Every condition that is set has to hold.
struct PrintScope {
    Id fonds_id = 0;
    std::optional<std::string> category;
    std::optional<int> filing_year;
    std::optional<std::string> retention_class;
    std::optional<Id> department_id;
};

/// How it is to be printed.
struct PrintOptions {
    bool hard_cover = false;   // F-3: 310 × 220 mm instead of A4
    bool a4 = false;           // spines of boxes: 277 mm on A4 instead of 310 mm on A3
    bool stamp_pages = false;  // filing stamps: a page for each document instead of labels
    std::string label_sheet;   // id of a sheet of labels; empty: the usual one of the form
    int first_place = 1;       // label sheets: the places before it are used up
};

struct PrintJob {
    Id id = 0;
    PrintSubject subject = PrintSubject::volumes;
    std::vector<std::string> forms;  // of each record, in this order
    PrintOptions options;
    PrintScope scope;         // of lists
    std::vector<Id> volumes;  // what is printed, in this order; of a list only when it is made
    std::vector<Id> boxes;
    std::vector<Id> items;
    Id requested_by = 0;
    PrintJobState state = PrintJobState::queued;
    int rows = 0;  // of all lists together
    int done = 0;  // records drawn; meanwhile the worker knows better
    int pages = 0;
    int missing = 0;           // characters that no typeface has
    std::string error;         // message key
    std::string sha256;        // of the PDF
    std::int64_t log_seq = 0;  // last entry of the log before it was drawn
    Timestamp created_at = 0;
    std::optional<Timestamp> finished_at;

    /// Volumes, boxes or rows of lists to draw.
    int total() const;
};

}  // namespace lantai::core
