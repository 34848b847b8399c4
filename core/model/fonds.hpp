// Fonds, retention classes and the yearly filing scheme.
#pragma once
#include <optional>
#include <string>

#include "core/base/ids.hpp"
#include "core/model/user.hpp"

namespace lantai::core {

/// Which trap-1 rules give the filing year: the by-volume rules of the seed, or DA/T 22 by item.
enum class YearPolicy { volume, item };
enum class DraftOrder { draft_first, final_first };

struct Fonds {  // 全宗
    Id id = 0;
    std::string fonds_no;
    std::string name;
    std::string creating_body;  // 立档单位
    YearPolicy year_policy = YearPolicy::volume;
    DraftOrder draft_order = DraftOrder::draft_first;
    std::string item_code_template;
    std::string volume_code_template;
    int version = 1;
};

/// How the records of a category are kept together (立卷方式): bound in volumes, or by item in
/// boxes.
enum class Arrangement { volume, item };  // 案卷, 件

/// How one category of a fonds is arranged and coded. Templates: core/rules/archival_code.hpp.
struct FondsCategory {
    Id id = 0;  // 0: no settings of its own, those of the fonds hold
    Id fonds_id = 0;
    std::string category;
    Arrangement arrangement = Arrangement::volume;
    YearPolicy year_policy = YearPolicy::volume;
    std::string catalogue_no;        // 目录号; empty: none
    std::string item_code_template;  // of an item when it is filed
    std::string volume_code_template;
    std::string bound_code_template;  // of an item once its volume is sealed; empty: keeps its code
    std::string box_code_template;    // empty: no boxes
    int page_limit = 200;             // of a volume, for proposals
    int version = 1;
};

struct RetentionClass {  // 保管期限
    std::string code;    // Y, C, D, D30, D10
    std::string name;
    int rank = 0;  // higher = kept longer
    std::optional<int> years;
    bool permanent = false;
};

struct FilingSchemeClause {  // 案卷类目条款
    Id id = 0;
    Id fonds_id = 0;
    int filing_year = 0;
    std::string clause_no;
    std::string title;
    int scope = 1;  // R-13 category, 1-10
    std::optional<std::string> retention_class;
    int version = 1;
    std::optional<Id> department_id;  // whose scheme; empty: of all departments
};

/// A row of the company's own schedule 归档范围和保管期限表, under one of the ten scopes of R-13.
struct ScheduleRow {
    Id id = 0;
    std::string code;  // "4.2", unique
    int scope = 1;     // R-13 category, 1-10
    std::string title;
    std::string retention_class;    // proposed
    Level level = Level::internal;  // proposed
    bool active = true;             // a used row is closed, not removed
    int version = 1;
};

}  // namespace lantai::core
