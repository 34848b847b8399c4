// Loans over HTTP: request, route, decisions, counts at the desk, register.
#include "core/service/loans.hpp"

#include "server/api/api.hpp"
#include "server/api/item_json.hpp"
#include "server/json_codec.hpp"
#include "server/problem.hpp"
#include "server/query.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

using core::LoanView;

constexpr core::TextLimit kLine{200, false, core::TextKind::line};
constexpr core::TextLimit kLines{1000, false, core::TextKind::lines};

void write_counts(JsonWriter& out, const LoanView& view) {
    const auto name = [&](core::Id id) {
        const auto found = view.people.find(id);
        return found == view.people.end() ? std::string() : found->second;
    };
    out.name("counts").begin_array();
    for (const core::LoanCount& count : view.loan.counts) {
        out.begin_object().member("phase", count.phase).member("side", count.side);
        out.id_member("user_id", count.user_id).member("user_name", name(count.user_id));
        out.member("pieces", count.pieces).member("pages", count.pages);
        out.name("condition").begin_array();
        for (const std::string& code : count.condition) out.value(code);
        out.end_array().member("remarks", count.remarks);
        out.instant_member("counted_at", count.counted_at).end_object();
    }
    out.end_array().name("incidents").begin_array();
    for (const core::LoanIncident& incident : view.loan.incidents) {
        out.begin_object().id_member("id", incident.id).member("kind", incident.kind);
        out.member("description", incident.description);
        out.id_member("opened_by", incident.opened_by);
        out.member("opened_by_name", name(incident.opened_by));
        out.instant_member("opened_at", incident.opened_at).member("search", incident.search);
        out.member("remedy", incident.remedy).id_member("reported_to", incident.reported_to);
        out.member("reported_to_name",
                   incident.reported_to ? name(*incident.reported_to) : std::string());
        out.member("outcome", incident.outcome);
        out.id_member("settled_by", incident.settled_by);
        out.member("settled_by_name",
                   incident.settled_by ? name(*incident.settled_by) : std::string());
        out.instant_member("settled_at", incident.settled_at);
        out.member("version", incident.version).end_object();
    }
    out.end_array();
}

void write_step(JsonWriter& out, const core::LoanStepView& view) {
    const core::LoanStep& step = view.step;
    out.begin_object().member("ordinal", step.ordinal).member("position", step.position);
    out.id_member("department_id", step.department_id);
    out.member("department_name", view.department_name).member("rule", step.rule);
    out.member("decision", step.decision).id_member("decided_by", step.decided_by);
    out.member("decided_by_name", view.decided_by_name).member("as_deputy", step.as_deputy);
    out.member("reason", step.reason).instant_member("decided_at", step.decided_at);
    out.member("decided_by_position", view.deciders.position);
    out.name("escalations").begin_array();
    for (const core::Escalation& passed : view.deciders.escalations)
        out.begin_object()
            .member("position", passed.passed)
            .member("key", passed.reason)
            .end_object();
    out.end_array().name("holders").begin_array();
    for (std::size_t i = 0; i < view.deciders.deciders.size(); ++i)
        out.begin_object()
            .id_member("user_id", view.deciders.deciders[i].user_id)
            .member("name", view.decider_names[i])
            .member("as_deputy", view.deciders.deciders[i].as_deputy)
            .end_object();
    out.end_array().end_object();
}

void write_steps(JsonWriter& out, const LoanView& view) {
    out.name("steps").begin_array();
    for (const core::LoanStepView& step : view.steps) write_step(out, step);
    out.end_array();
}

void write_target(JsonWriter& out, const core::LoanTarget& target) {
    out.name("target").begin_object().member("type", target.is_volume ? "volume" : "item");
    out.id_member("id", target.id).member("archival_code", target.archival_code);
    out.member("title", target.title).member("level", target.level);
    write_shelf(out, target.shelf);
    out.member("location", target.location).member("holder_code", target.holder_code);
    out.member("pages", target.pages);
    out.member("electronic_only", target.electronic_only).member("out", target.out).end_object();
}

void write_loan(JsonWriter& out, const LoanView& view) {
    const core::Loan& loan = view.loan;
    out.begin_object().id_member("id", loan.id).member("request_no", loan.request_no);
    out.id_member("requester_id", loan.requester_id).member("requester_name", view.requester_name);
    out.member("requester_department", view.requester_department);
    out.member("reader_kind", loan.reader_kind).name("outside");
    if (loan.reader_kind == core::ReaderKind::outside)
        out.begin_object()
            .member("name", loan.outside.name)
            .member("workplace", loan.outside.workplace)
            .member("letter_no", loan.outside.letter_no)
            .member("id_document", loan.outside.id_document)
            .end_object();
    else
        out.null();
    out.id_member("item_id", loan.item_id).id_member("volume_id", loan.volume_id);
    write_target(out, view.target);
    out.member("mode", loan.mode).member("purpose", loan.purpose).member("due_date", loan.due_date);
    out.member("state", loan.state).member("pieces", loan.pieces).member("pages", loan.pages);
    out.instant_member("issued_at", loan.issued_at).instant_member("returned_at", loan.returned_at);
    out.instant_member("created_at", loan.created_at).member("version", loan.version);
    write_steps(out, view);
    write_counts(out, view);
    out.member("overdue_days", view.overdue_days).member("overdue_since", loan.overdue_since);
    out.member("other_loans", view.other_loans).member("reading_open", view.reading_open);
    out.member("why_me", view.why_me).name("can").begin_array();
    for (const std::string& action : view.can) out.value(action);
    out.end_array().end_object();
}

std::string loan_json(const LoanView& view) {
    JsonWriter out;
    write_loan(out, view);
    return out.take();
}

Result<core::LoanDraft> read_draft(const Request& request) {
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::LoanDraft draft;
    draft.item_id = in.optional_id("item_id");
    draft.volume_id = in.optional_id("volume_id");
    draft.mode = in.choice<core::LoanMode>("mode");
    draft.purpose = in.text("purpose", kLines);
    draft.due_date = in.optional_date("due_date");
    draft.reader_kind =
        in.optional_choice<core::ReaderKind>("reader_kind").value_or(core::ReaderKind::inside);
    in.object("outside", [&](JsonReader& outside) {
        draft.outside = {outside.text("name", kLine), outside.text("workplace", kLine),
                         outside.text("letter_no", kLine), outside.text("id_document", kLine)};
    });
    LT_CHECK(in.finish());
    return draft;
}

/// A changed loan, or 412 with the loan as it is now.
Result<Response> answer(Result<LoanView> changed, const Request& request, Services& services,
                        core::Id id) {
    if (changed) return versioned_json(changed->loan.version, loan_json(*changed));
    return stale_or_error(std::move(changed).error(), request, [&]() -> Result<std::string> {
        LT_TRY(const LoanView view, services.loans.get(request.who(), id));
        return loan_json(view);
    });
}

}  // namespace

Result<Response> preview_loan_route(const Request& request, Services& services) {
    LT_TRY(const core::LoanDraft draft, read_draft(request));
    LT_TRY(const LoanView view, services.loans.preview(request.who(), draft));
    JsonWriter out;
    out.begin_object();
    write_target(out, view.target);
    write_steps(out, view);
    return json_response(200, out.end_object().take());
}

Result<Response> create_loan(const Request& request, Services& services) {
    LT_TRY(const core::LoanDraft draft, read_draft(request));
    LT_TRY(const LoanView view, services.loans.request(request.who(), draft));
    return versioned_json(view.loan.version, loan_json(view), 201);
}

Result<Response> get_loan(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const LoanView view, services.loans.get(request.who(), id));
    return versioned_json(view.loan.version, loan_json(view));
}

Result<Response> list_loans(const Request& request, Services& services) {
    static constexpr std::string_view kScopes[] = {"mine", "to_decide", "desk", "register"};
    QueryReader in(request);
    core::LoanQuery query;
    query.scope = static_cast<core::LoanScope>(in.pick("scope", kScopes).value_or(0));
    if (const auto state = in.choice<core::LoanState>("state")) query.states = {*state};
    query.from = in.date("from");
    query.to = in.date("to");
    query.overdue_only = in.flag("overdue");
    query.query = in.text("query").value_or("");
    query.before_id = in.id("cursor");
    query.limit = in.limit();
    LT_CHECK(in.finish());
    LT_TRY(const core::LoanPage page, services.loans.list(request.who(), query));
    JsonWriter out;
    out.begin_object().name("items").begin_array();
    for (const LoanView& view : page.loans) write_loan(out, view);
    out.end_array().id_member("next_cursor", page.next_before_id);
    return json_response(200, out.end_object().take());
}

Result<Response> withdraw_loan(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    return answer(services.loans.withdraw(request.who(), id, version), request, services, id);
}

Result<Response> decide_loan(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::LoanDecision decision;
    decision.approve = in.boolean("approve");
    decision.reason = in.text("reason", kLines);
    LT_CHECK(in.finish());
    return answer(services.loans.decide(request.who(), id, version, decision), request, services,
                  id);
}

Result<Response> count_loan(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::LoanCount count;
    count.phase = in.choice<core::CountPhase>("phase");
    count.side = in.choice<core::CountSide>("side");
    count.pieces = in.integer("pieces", 0, 99'999);
    count.pages = in.optional_integer("pages", 0, 9'999'999);
    count.condition = in.texts("condition", 5, {20, true, core::TextKind::line});
    count.remarks = in.text("remarks", kLines);
    LT_CHECK(in.finish());
    return answer(services.loans.count(request.who(), id, version, std::move(count)), request,
                  services, id);
}

Result<Response> update_loan_incident(const Request& request, Services& services) {
    LT_TRY(const core::Id id, request.id());
    LT_TRY(const core::Id incident_id, request.id("incident_id"));
    LT_TRY(const int version, if_match(request));
    LT_TRY(JsonReader in, JsonReader::parse(request.body));
    core::IncidentUpdate update;
    update.search = in.optional_text("search", kLines);
    update.remedy = in.optional_text("remedy", kLines);
    update.reported_to = in.optional_id("reported_to");
    update.outcome = in.optional_text("outcome", kLines);
    update.settle = in.optional_boolean("settle").value_or(false);
    LT_CHECK(in.finish());
    return answer(services.loans.update_incident(request.who(), id, incident_id, version, update),
                  request, services, id);
}

std::span<const Route> loan_routes() {
    using core::Action;
    static const Route kRoutes[] = {
        {"POST", "/api/v1/loans/route", "preview_loan_route", Action::request_loan,
         preview_loan_route},
        {"POST", "/api/v1/loans", "create_loan", Action::request_loan, create_loan},
        {"GET", "/api/v1/loans", "list_loans", Action::view_loan, list_loans, Body::none},
        {"GET", "/api/v1/loans/{id}", "get_loan", Action::view_loan, get_loan, Body::none},
        {"POST", "/api/v1/loans/{id}/withdraw", "withdraw_loan", Action::withdraw_loan,
         withdraw_loan, Body::none},
        {"POST", "/api/v1/loans/{id}/decision", "decide_loan", Action::decide_loan, decide_loan},
        {"POST", "/api/v1/loans/{id}/counts", "count_loan", Action::confirm_count, count_loan},
        {"PATCH", "/api/v1/loans/{id}/incidents/{incident_id}", "update_loan_incident",
         Action::run_desk, update_loan_incident},
    };
    return kRoutes;
}

}  // namespace lantai::server
