// The handling register: what came in, went out or was made, and how far it is (R-14 … R-17).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/user.hpp"

namespace lantai::core {

enum class RegisterDirection {
    incoming,  // 收文
    outgoing,  // 发文
    internal,  // 内部文件
};

/// Who keeps the paper in the end.
enum class RegisterOrigin {
    ordinary,        // the lead department 主办部门
    company_issued,  // 公司缮印: the general office
    meeting_set,     // 会议文件: collected by the convener, then the general office
};

/// R-16, in this order.
enum class RegisterState {
    in_hand,    // 办理中
    concluded,  // 办结
    kept,       // 批存: no further action, kept on file
    collected,  // 送档: with the department's archivist
    placed,     // 归卷: filed under a clause
    bound,      // 立卷: its volume is sealed, its box closed
    archived,   // 归档: sealed and received by the archive room
};

/// What moves an entry on.
enum class RegisterAct {
    conclude,  // the handler 承办人 or the department's archivist
    keep,
    collect,    // the department's appointed archivist signs
    file,       // an item is filed from the entry
    bind,       // the volume is sealed
    receive,    // the receipt is signed by both sides
    take_back,  // the item was withdrawn
    hand_on,    // another handler, the state stays
};

struct RegisterEntry {  // 文件处理登记簿的一条
    Id id = 0;
    std::string register_no;  // ZJB-2024-S-0001; without a gap per department, year, direction
    Id department_id = 0;     // whose register; lead department 主办部门, convener 召集部门
    int year = 0;
    RegisterDirection direction = RegisterDirection::incoming;
    RegisterOrigin origin = RegisterOrigin::ordinary;
    int number = 0;
    Date registered_on;
    std::string document_no;    // 文号
    std::string correspondent;  // 来文单位, 发往单位
    std::string title;          // 题名
    Level level = Level::internal;
    std::optional<int> copies;
    std::optional<int> pages;
    Id handler_id = 0;  // 承办人
    std::string remarks;
    std::optional<Id> copy_of;   // the original stands in this entry of the lead department
    std::optional<Id> corrects;  // this one takes the place of that one
    RegisterState state = RegisterState::in_hand;
    std::optional<Date> concluded_on;  // 办结日期
    std::optional<Date> receipted_on;  // both signatures stand on the receipt
    std::optional<Id> clause_id;       // 类目条款号
    std::optional<Date> placed_on;     // 归卷日期
    std::optional<Id> item_id;
    Id created_by = 0;  // 0: the command line
    Timestamp created_at = 0;
    int version = 1;
};

struct RegisterStep {
    int ordinal = 1;
    RegisterAct act = RegisterAct::conclude;
    RegisterState from = RegisterState::in_hand;
    RegisterState to = RegisterState::in_hand;
    Id actor_id = 0;
    std::string actor_name;
    Timestamp at = 0;
    std::string remarks;
};

/// With the names that a list shows.
struct RegisterRow {
    RegisterEntry entry;
    std::string department_name;
    std::string handler_name;
    std::string created_by_name;
    std::string clause_no;           // as written back
    std::string item_code;           // archival code of the item
    std::optional<Id> corrected_by;  // the entry that took its place
    std::string corrected_by_no;
    std::string corrects_no;
    std::string copy_of_no;
};

struct RegisterFilter {
    std::optional<Id> department_id;
    std::optional<int> year;
    std::optional<RegisterDirection> direction;
    std::optional<RegisterOrigin> origin;
    std::vector<RegisterState> states;  // empty: all
    std::optional<Id> handler_id;
    std::string query;  // part of title, document number, correspondent or number
    std::optional<Date> concluded_before;  // concluded earlier and no receipt yet
    bool with_corrected = true;
    std::optional<Id> before_id;  // newest first
    int limit = 50;
};

}  // namespace lantai::core
