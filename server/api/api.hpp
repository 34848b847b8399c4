// The route tables, one per file of this folder. server/routes.cpp collects them.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "server/router.hpp"

namespace lantai::server {

std::span<const Route> appointment_routes();
std::span<const Route> arrangement_routes();
std::span<const Route> box_routes();
std::span<const Route> change_routes();
std::span<const Route> clearance_routes();
std::span<const Route> fonds_routes();
std::span<const Route> form_routes();
std::span<const Route> handover_routes();
std::span<const Route> holdings_routes();
std::span<const Route> item_list_routes();
std::span<const Route> item_routes();
std::span<const Route> audit_routes();
std::span<const Route> loan_routes();
std::span<const Route> logo_routes();
std::span<const Route> people_routes();
std::span<const Route> print_job_routes();
std::span<const Route> proposal_routes();
std::span<const Route> register_routes();
std::span<const Route> schedule_routes();
std::span<const Route> search_routes();
std::span<const Route> session_routes();
std::span<const Route> system_routes();
std::span<const Route> upload_routes();
std::span<const Route> volume_routes();
std::span<const Route> worklist_routes();

/// All of them; a test compares them with openapi.json.
std::vector<std::span<const Route>> all_routes();

/// The text of server/api/openapi.json as it was at build time.
std::string_view openapi_text();

}  // namespace lantai::server
