// Work lists and the filing board over HTTP.
#include "core/service/worklists.hpp"

#include "server/api/api.hpp"
#include "server/json_codec.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

Result<Response> get_worklists(const Request& request, Services& services) {
    LT_TRY(const auto counts, services.worklists.counts(request.who()));
    JsonWriter out;
    out.begin_array();
    for (const core::WorkCount& one : counts)
        out.begin_object()
            .member("group", one.group)
            .member("list", one.list)
            .member("count", one.count)
            .end_object();
    return json_response(200, out.end_array().take());
}

Result<Response> get_filing_board(const Request& request, Services& services) {
    QueryReader in(request);
    const auto month = in.date("month");
    LT_CHECK(in.finish());
    LT_TRY(const core::FilingBoard board, services.worklists.board(request.who(), month));
    JsonWriter out;
    out.begin_object().member("month", board.month).member("due", board.due);
    out.name("departments").begin_array();
    for (const core::BoardRow& row : board.departments) {
        out.begin_object().id_member("department_id", row.department_id);
        out.member("department_code", row.department_code);
        out.member("department_name", row.department_name).member("concluded", row.concluded);
        out.member("in_time", row.in_time).member("too_late", row.too_late);
        out.member("open", row.open).member("late", row.late).end_object();
    }
    return json_response(200, out.end_array().end_object().take());
}

}  // namespace

std::span<const Route> worklist_routes() {
    static const Route kRoutes[] = {
        {"GET", "/api/v1/worklists", "get_worklists", Permission::signed_in(), get_worklists,
         Body::none},
        {"GET", "/api/v1/filing-board", "get_filing_board", core::Action::view_filing_board,
         get_filing_board, Body::none},
    };
    return kRoutes;
}

}  // namespace lantai::server
