// Handing records over to the archive room against two signatures.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/user.hpp"

namespace lantai::core {

enum class HandoverState {
    draft,
    given,     // signed by the giver 移交人
    received,  // signed by another person, the receiver 接收人
    cancelled,
};

struct HandoverRow {
    Id id = 0;
    int ordinal = 1;
    std::optional<Id> item_id;  // one of the three
    std::optional<Id> volume_id;
    bool paper = false;           // paper is handed over
    bool paper_received = false;  // ticked by the receiver
    std::string file_sha256;      // e-file; for a volume that of its notes form
    std::string remarks;
    std::optional<Id> entry_id;  // a paper of the handling register that is not filed yet
};

struct Handover {  // 移交签收单
    Id id = 0;
    std::string handover_no;  // YJ2026-0001, without a gap
    Id department_id = 0;     // who gives
    std::optional<Id> giver_id;
    std::optional<Timestamp> given_at;
    std::optional<Id> receiver_id;
    std::optional<Timestamp> received_at;
    HandoverState state = HandoverState::draft;
    std::string remarks;
    std::vector<HandoverRow> rows;
    Id created_by = 0;
    Timestamp created_at = 0;
    int version = 1;
};

/// What a row hands over, as the receipt prints it.
struct HandedRecord {
    std::string archival_code;
    std::string document_no;  // of an item
    std::string title;
    std::optional<int> copies;
    std::optional<int> pages;
    std::string retention_class;
    std::string retention_name;
    Level level = Level::open;
    std::optional<int> secrecy_months;  // of an item
    Id department_id = 0;
    Id fonds_id = 0;
    bool ready = false;       // filed item, sealed volume
    bool electronic = false;  // an item without paper
    std::string first_file;   // SHA-256 of an item's first file
};

struct HandoverEntry {
    Handover handover;
    std::vector<HandedRecord> records;  // one for each row
    std::string department_name;
    std::string giver_name;  // empty: not yet
    std::string receiver_name;
    std::string created_by_name;
};

struct HandoverFilter {
    std::optional<HandoverState> state;
    std::optional<Id> department_id;
    std::optional<Id> before_id;  // newest first
    int limit = 50;
};

}  // namespace lantai::core
