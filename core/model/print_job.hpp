// A long print that is made in the background: the forms of many volumes in one document.
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

struct PrintJob {
    Id id = 0;
    std::vector<std::string> forms;  // of each volume, in this order
    std::vector<Id> volumes;         // in the order of printing
    bool hard_cover = false;         // F-3 of 310 × 220 mm
    Id requested_by = 0;
    PrintJobState state = PrintJobState::queued;
    int done = 0;  // volumes drawn; meanwhile the worker knows better
    int pages = 0;
    int missing = 0;     // characters that no typeface has
    std::string error;   // message key
    std::string sha256;  // of the PDF
    Timestamp created_at = 0;
    std::optional<Timestamp> finished_at;
};

}  // namespace lantai::core
