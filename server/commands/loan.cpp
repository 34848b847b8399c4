#include <algorithm>
#include <iostream>
#include <sstream>

#include "core/service/subjects.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/open_archive.hpp"
#include "server/json_codec.hpp"
#include "server/services.hpp"

namespace lantai::server {
namespace {

using core::LoanView;
using core::Result;

/// One call of the command: the words after `loan`, the archive and the person.
struct Call {
    const Arguments& arguments;
    OpenArchive& archive;
    core::Caller caller;

    core::Loans& loans() { return archive.services().loans; }
    const std::string& word(std::size_t i) const { return arguments.words[i]; }
    std::string text(const std::string& option) const {
        return arguments.value(option).value_or("");
    }
};

core::Error wrong(std::string detail) {
    return core::fail(core::ErrorCode::invalid_argument, "usage.wrong", std::move(detail));
}

template <class E>
Result<E> pick(const std::string& word) {
    if (const auto value = core::from_text<E>(word)) return *value;
    std::string choices;
    for (const auto text : core::enum_texts<E>()) choices += " " + std::string(text);
    return wrong(word + " is none of:" + choices);
}

void write(JsonWriter& out, const LoanView& view) {
    out.begin_object().member("request_no", view.loan.request_no);
    out.member("state", view.loan.state).member("code", view.target.archival_code);
    out.member("title", view.target.title).member("requester", view.requester_name);
    out.member("mode", view.loan.mode).member("due_date", view.loan.due_date);
    out.member("pieces", view.loan.pieces).member("pages", view.loan.pages);
    out.member("overdue_days", view.overdue_days).name("steps").begin_array();
    for (const core::LoanStepView& step : view.steps) {
        out.begin_object().member("position", step.step.position).member("rule", step.step.rule);
        out.member("decision", step.step.decision).member("decided_by", step.decided_by_name);
        out.name("deciders").begin_array();
        for (const std::string& name : step.decider_names) out.value(name);
        out.end_array().end_object();
    }
    out.end_array().name("incidents").begin_array();
    for (const core::LoanIncident& incident : view.loan.incidents)
        out.begin_object()
            .member("kind", incident.kind)
            .member("description", incident.description)
            .member("settled", incident.settled_at.has_value())
            .end_object();
    out.end_array().name("can").begin_array();
    for (const std::string& action : view.can) out.value(action);
    out.end_array().end_object();
}

int show(const Call& call, const LoanView& view) {
    if (call.arguments.json) {
        JsonWriter out;
        write(out, view);
        std::cout << out.take() << "\n";
        return kDone;
    }
    std::cout << view.loan.request_no << "  " << core::to_text(view.loan.state) << "  until "
              << view.loan.due_date.iso() << "  " << view.target.archival_code << "  "
              << view.target.title << "  " << view.requester_name << "\n";
    for (const core::LoanStepView& step : view.steps) {
        std::cout << "  " << step.step.rule << " " << core::to_text(step.step.position) << ":";
        if (step.step.decision)
            std::cout << " " << core::to_text(*step.step.decision) << " by "
                      << step.decided_by_name;
        else
            for (const std::string& name : step.decider_names) std::cout << " " << name;
        std::cout << "\n";
    }
    for (const core::LoanIncident& incident : view.loan.incidents)
        std::cout << "  incident " << core::to_text(incident.kind)
                  << (incident.settled_at ? ", settled" : ", open") << "\n";
    return kDone;
}

std::vector<core::LoanState> every_state() {
    std::vector<core::LoanState> states;
    for (std::size_t i = 0; i < core::enum_texts<core::LoanState>().size(); ++i)
        states.push_back(static_cast<core::LoanState>(i));
    return states;
}

/// The loan of a request number, wherever this person sees it.
Result<LoanView> named(Call& call, const std::string& number) {
    using core::LoanScope;
    for (const auto scope :
         {LoanScope::mine, LoanScope::to_decide, LoanScope::desk, LoanScope::register_}) {
        core::LoanQuery query;
        query.scope = scope;
        query.query = number;
        query.states = every_state();
        query.limit = 200;
        const auto page = call.loans().list(call.caller, query);
        if (!page && page.error().code == core::ErrorCode::forbidden) continue;
        if (!page) return page.error();
        for (const LoanView& view : page->loans)
            if (view.loan.request_no == number) return call.loans().get(call.caller, view.loan.id);
    }
    return core::fail(core::ErrorCode::not_found, "access.not_found");
}

Result<int> list(Call& call) {
    static constexpr std::string_view kScopes[] = {"mine", "to_decide", "desk", "register"};
    const std::string scope = call.arguments.value("--scope").value_or("register");
    const auto* const found = std::find(std::begin(kScopes), std::end(kScopes), scope);
    if (found == std::end(kScopes)) return wrong("--scope: mine, to_decide, desk or register");
    core::LoanQuery query;
    query.scope = static_cast<core::LoanScope>(found - std::begin(kScopes));
    query.limit = 200;
    if (const auto state = call.arguments.value("--state")) {
        LT_TRY(const auto picked, pick<core::LoanState>(*state));
        query.states = {picked};
    }
    LT_TRY(const core::LoanPage page, call.loans().list(call.caller, query));
    if (call.arguments.json) {
        JsonWriter out;
        out.begin_object().name("items").begin_array();
        for (const LoanView& view : page.loans) write(out, view);
        std::cout
            << out.end_array().member("more", page.next_before_id.has_value()).end_object().take()
            << "\n";
    } else {
        for (const LoanView& view : page.loans) show(call, view);
        if (page.next_before_id) std::cout << "…\n";
    }
    return page.loans.empty() ? kNothingToShow : kDone;
}

Result<int> show_one(Call& call) {
    LT_TRY(const LoanView view, named(call, call.word(1)));
    return show(call, view);
}

Result<int> request(Call& call) {
    core::LoanDraft draft;
    if (call.arguments.has("--volume")) {
        LT_TRY(const auto volume,
               call.archive.services().volumes.get_by_code(call.caller, call.word(1)));
        draft.volume_id = volume.entry.volume.id;
    } else {
        LT_TRY(const auto item,
               call.archive.services().items.get_by_code(call.caller, call.word(1)));
        draft.item_id = item.entry.item.id;
    }
    if (call.arguments.has("--take-out")) draft.mode = core::LoanMode::take_out;
    draft.purpose = call.text("--purpose");
    if (const auto due = call.arguments.value("--due")) {
        LT_TRY(draft.due_date, core::Date::parse(*due));
    }
    LT_TRY(const LoanView view, call.loans().request(call.caller, draft));
    return show(call, view);
}

Result<int> decide(Call& call) {
    const std::string& word = call.word(2);
    if (word != "approve" && word != "refuse") return wrong("approve or refuse, not " + word);
    LT_TRY(const LoanView loan, named(call, call.word(1)));
    LT_TRY(const LoanView view, call.loans().decide(call.caller, loan.loan.id, loan.loan.version,
                                                    {word == "approve", call.text("--reason")}));
    return show(call, view);
}

Result<int> withdraw(Call& call) {
    LT_TRY(const LoanView loan, named(call, call.word(1)));
    LT_TRY(const LoanView view,
           call.loans().withdraw(call.caller, loan.loan.id, loan.loan.version));
    return show(call, view);
}

Result<int> count(Call& call) {
    core::LoanCount count;
    LT_TRY(count.phase, pick<core::CountPhase>(call.word(2)));
    LT_TRY(count.side, pick<core::CountSide>(call.word(3)));
    LT_TRY(count.pieces, parse_number("PIECES", call.word(4), 0, 99'999));
    if (const auto pages = call.arguments.value("--pages")) {
        LT_TRY(count.pages, parse_number("--pages", *pages, 0, 9'999'999));
    }
    std::istringstream defects(call.text("--condition"));
    for (std::string code; std::getline(defects, code, ',');) count.condition.push_back(code);
    count.remarks = call.text("--remarks");
    LT_TRY(const LoanView loan, named(call, call.word(1)));
    LT_TRY(const LoanView view,
           call.loans().count(call.caller, loan.loan.id, loan.loan.version, std::move(count)));
    return show(call, view);
}

Result<int> settle(Call& call) {
    core::IncidentUpdate update;
    update.search = call.arguments.value("--search");
    update.remedy = call.arguments.value("--remedy");
    update.outcome = call.arguments.value("--outcome");
    update.settle = true;
    if (const auto login = call.arguments.value("--reported-to")) {
        LT_TRY(const auto leader, core::caller_by_login(call.archive.store(), *login, {}));
        update.reported_to = leader.subject.user_id;
    }
    LT_TRY(const LoanView loan, named(call, call.word(1)));
    const auto& incidents = loan.loan.incidents;
    const auto open = std::find_if(incidents.begin(), incidents.end(),
                                   [](const auto& one) { return !one.settled_at; });
    if (open == incidents.end())
        return core::fail(core::ErrorCode::not_found, "loan.incident_unknown");
    LT_TRY(const LoanView view, call.loans().update_incident(call.caller, loan.loan.id, open->id,
                                                             loan.loan.version, update));
    return show(call, view);
}

struct Verb {
    const char* name;
    std::size_t words;  // with the verb
    bool by_person;     // needs --as
    Result<int> (*act)(Call&);
};
constexpr Verb kVerbs[] = {
    {"list", 1, false, list},        {"show", 2, false, show_one}, {"request", 2, true, request},
    {"decide", 3, true, decide},     {"count", 5, true, count},    {"settle", 2, true, settle},
    {"withdraw", 2, true, withdraw},
};

Result<int> act(const Arguments& arguments) {
    const auto* const verb =
        std::find_if(std::begin(kVerbs), std::end(kVerbs),
                     [&](const Verb& one) { return one.name == arguments.words[0]; });
    if (verb == std::end(kVerbs)) return wrong("unknown: loan " + arguments.words[0]);
    if (arguments.words.size() != verb->words)
        return wrong("loan " + arguments.words[0] + " takes " + std::to_string(verb->words - 1) +
                     " words");
    if (verb->by_person && !arguments.value("--as")) return wrong("--as LOGIN is needed");
    LT_TRY(const auto archive, OpenArchive::open(arguments));
    LT_TRY(core::Caller caller,
           archive->caller(arguments, core::Role::archivist, "loan " + arguments.words[0]));
    Call call{arguments, *archive, std::move(caller)};
    return verb->act(call);
}

int run(const Arguments& arguments) {
    const auto done = act(arguments);
    return done ? *done : report(done.error());
}

}  // namespace

const Command& loan_command() {
    static const Command kCommand = {
        "loan",
        "request, decide, count and list loans",
        "lantai loan list [--scope mine|to_decide|desk|register] [--state STATE]\n"
        "lantai loan show NUMBER\n"
        "lantai loan request CODE --purpose TEXT --due DATE [--take-out] [--volume] --as LOGIN\n"
        "lantai loan withdraw NUMBER --as LOGIN\n"
        "lantai loan decide NUMBER approve|refuse [--reason TEXT] --as LOGIN\n"
        "lantai loan count NUMBER issue|return archivist|borrower PIECES [--pages N]\n"
        "            [--condition altered,marked,folded,stained,torn] [--remarks TEXT] --as LOGIN\n"
        "lantai loan settle NUMBER --search TEXT --remedy TEXT --reported-to LOGIN\n"
        "            --outcome TEXT --as LOGIN\n\n"
        "  NUMBER  the request number, e.g. JY2024-0001; CODE the archival code\n"
        "  --as    the person who acts, by all rules that hold for this person; logged\n"
        "  --json  one object, or {\"items\":[…],\"more\":…}\n\n"
        "0 done, 1 refused, 2 wrong usage or cannot look, 3 nothing to list\n",
        {.with_value = {"--as", "--scope", "--state", "--purpose", "--due", "--reason", "--pages",
                        "--condition", "--remarks", "--search", "--remedy", "--reported-to",
                        "--outcome"},
         .flags = {"--take-out", "--volume"},
         .min_words = 1,
         .max_words = 5},
        run};
    return kCommand;
}

}  // namespace lantai::server
