// What a print job was asked for, as it stands in its row.
#pragma once
#include <string>

#include "core/base/result.hpp"
#include "core/model/print_job.hpp"

namespace lantai::core {

/// Subject, options, scope and records as JSON:
/// {"options":["subject=boxes"],"records":["b12","b13"]}
std::string print_request_text(const PrintJob& job);

/// Fills what print_request_text() keeps; also of the jobs written before boxes and lists could be
/// printed, which name a cover and volumes only. Errors: corrupt "db.corrupt".
Result<void> read_print_request(const std::string& text, PrintJob& job);

}  // namespace lantai::core
