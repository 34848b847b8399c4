#include "server/api/api.hpp"

namespace lantai::server {

std::vector<std::span<const Route>> all_routes() {
    return {
        appointment_routes(), arrangement_routes(), audit_routes(),     box_routes(),
        change_routes(),      fonds_routes(),       form_routes(),      handover_routes(),
        holdings_routes(),    item_list_routes(),   item_routes(),      loan_routes(),
        logo_routes(),        people_routes(),      print_job_routes(), proposal_routes(),
        register_routes(),    schedule_routes(),    clearance_routes(), worklist_routes(),
        search_routes(),      session_routes(),     system_routes(),    upload_routes(),
        volume_routes(),
    };
}

}  // namespace lantai::server
