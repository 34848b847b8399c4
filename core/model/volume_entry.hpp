// A volume with the words that lists and pages show beside it.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "core/model/item_entry.hpp"

namespace lantai::core {

struct VolumeEntry {
    Volume volume;
    std::string fonds_no;
    std::string department_name;
    std::string department_code;
    std::string retention_name;
    std::string compiler_name;  // empty: not yet
    std::string checker_name;
    int item_count = 0;
    int pages = 0;
};

/// Every condition that is set has to hold.
struct VolumeFilter {
    std::optional<Id> fonds_id;
    std::optional<std::string> category;
    std::optional<Id> department_id;
    std::optional<int> filing_year;
    std::optional<std::string> retention_class;
    std::optional<VolumeState> state;
    std::optional<Origin> origin;
    std::string location;  // beginning of room-row-section-shelf-box
    std::string query;     // part of title or code
};

struct PrintCount {
    int count = 0;  // of all forms
    std::map<std::string, int> by_form;
    std::string last_by;
    Timestamp last_at = 0;
};

}  // namespace lantai::core
