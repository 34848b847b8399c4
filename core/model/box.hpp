// The box of the arrangement by item.
#pragma once
#include <optional>
#include <string>

#include "core/model/volume.hpp"

namespace lantai::core {

/// open: items come and go until the arranger signs; then it waits for the checker, who closes it.
enum class BoxState { open, closed };

struct Box {  // 档案盒
    Id id = 0;
    Id fonds_id = 0;
    std::optional<Id> department_id;  // 机构; empty: not kept apart
    std::string category = "WS";
    int filing_year = 0;
    std::string retention_class;
    int box_no = 0;  // 盒号 within its scope
    std::string archival_code;
    Level level = Level::open;  // the highest of its items
    int spine_mm = 30;          // 10 … 50
    BoxState state = BoxState::open;
    std::string description;        // 盒内文件情况说明
    std::string top_secret_reason;  // why "few" of R-25 was set aside
    std::optional<Id> arranger_id;  // 整理人; set: signed, waits for the checker
    std::optional<Timestamp> arranged_at;
    std::optional<Id> checker_id;  // 检查人
    std::optional<Timestamp> closed_at;
    Shelf shelf;        // its box: the place on the shelf
    Id created_by = 0;  // 0: the command line
    Timestamp created_at = 0;
    Timestamp updated_at = 0;
    int version = 1;
};

/// A box with the words that lists, pages and labels show beside it.
struct BoxEntry {
    Box box;
    std::string fonds_no;
    std::string department_name;  // empty: not kept apart
    std::string department_code;
    std::string retention_name;
    std::string arranger_name;  // empty: not yet
    std::string checker_name;
    int item_count = 0;
    int pages = 0;
};

/// Every condition that is set has to hold.
struct BoxFilter {
    std::optional<Id> fonds_id;
    std::optional<std::string> category;
    std::optional<int> filing_year;
    std::optional<std::string> retention_class;
    std::optional<BoxState> state;
    std::string query;  // part of the code, also of an old one
};

}  // namespace lantai::core
