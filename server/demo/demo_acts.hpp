// The chapters of the demo archive: people, volumes, boxes and other paper, loans, collection.
// Inner part of demo_archive.
#pragma once
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "server/demo/demo_archive.hpp"

namespace lantai::server {

struct DemoItem {
    core::Id id = 0;
    int filing_year = 0;
};
/// By the key of server/demo/texts.
using DemoItems = std::map<std::string, DemoItem>;

struct DemoClause {  // 案卷类目, numbered like the filing scope
    std::string_view clause_no;
    std::string_view title;
    int scope;
};
std::span<const DemoClause> demo_clauses();

core::Actor origin();

/// Department ids by code.
core::Result<std::map<std::string, core::Id>> department_ids(const DemoParts& parts);

/// Departments, accounts with the demo password, rights, posts and deputies.
core::Result<void> make_people(const DemoParts& parts, int& people);

/// Sealed, submitted and open volumes; returns how many.
core::Result<int> make_volumes(const DemoParts& parts, const DemoItems& items);

/// Boxes, an old volume, a handover that waits for its receiver and a change that waits for a
/// second person.
core::Result<void> make_paper(const DemoParts& parts, const DemoItems& items);

/// The general office and papers of the handling register in every state; returns how many.
core::Result<int> make_register(const DemoParts& parts);

/// Notices of appointments, clearances of journeys and a change of post.
core::Result<void> make_collection(const DemoParts& parts);

/// Loans in every state; returns how many.
core::Result<int> make_loans(const DemoParts& parts, const DemoItems& items);

}  // namespace lantai::server
