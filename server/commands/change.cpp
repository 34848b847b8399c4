#include <iostream>

#include "core/base/json_text.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/records.hpp"
#include "server/request.hpp"

namespace lantai::server {
namespace {

using core::ChangeDetail;
using core::Id;
using core::Result;

std::string line(const ChangeDetail& detail) {
    const core::ChangeRequest& change = detail.entry.change;
    return std::to_string(change.id) + "\t" + std::string(core::to_text(change.state)) + "\t" +
           std::string(core::to_text(change.kind)) + "\t" + detail.entry.object_code + "\t" +
           detail.entry.requested_by_name + "\t" + change.reason + "\n";
}

std::string json(const ChangeDetail& detail) {
    const core::ChangeRequest& change = detail.entry.change;
    return core::json_object({{"id", std::to_string(change.id)},
                              {"state", core::to_text(change.state)},
                              {"kind", core::to_text(change.kind)},
                              {"object", detail.entry.object_code},
                              {"requested_by", detail.entry.requested_by_name},
                              {"decided_by", detail.entry.decided_by_name},
                              {"reason", change.reason},
                              {"decision_reason", change.decision_reason}});
}

/// One run of `lantai change …` on an open archive.
class ChangeCommands {
public:
    ChangeCommands(OpenArchive& archive, const Arguments& arguments)
        : arguments_(arguments), archive_(archive), changes_(archive.services().changes) {}

    Result<int> run() {
        const std::string& verb = arguments_.words[0];
        const bool listing = verb == "list";
        if (arguments_.words.size() != (listing ? 1U : 2U))
            return wrong_usage("change " + verb + ": see lantai change --help");
        LT_TRY(caller_, listing ? record_caller(archive_, arguments_, "change list")
                                : named_caller(archive_, arguments_, "change " + verb));
        if (listing) return list();
        const auto id = parse_id(arguments_.words[1]);
        if (!id) return wrong_usage("change " + verb + ": no such ID");
        return act(verb, *id);
    }

private:
    Result<int> list() {
        core::ChangeFilter filter;
        filter.limit = 200;
        if (arguments_.value("--state")) {
            LT_TRY(filter.state, chosen_word(arguments_, "--state", core::ChangeState::open));
        }
        std::string all;
        do {
            LT_TRY(const core::ChangePage page, changes_.list(caller_, filter));
            for (const ChangeDetail& detail : page.changes)
                all += arguments_.json ? (all.empty() ? "" : ",") + json(detail) : line(detail);
            filter.before_id = page.next;
        } while (filter.before_id);
        std::cout << (arguments_.json ? "{\"items\":[" + all + "]}\n" : all);
        return all.empty() ? kNothingToShow : kDone;
    }

    Result<int> act(const std::string& verb, Id id) {
        LT_TRY(const ChangeDetail now, changes_.get(caller_, id));
        const int version = now.entry.change.version;
        const std::string reason = arguments_.value("--reason").value_or("");
        if (verb == "approve") return say(changes_.decide(caller_, id, version, true, reason));
        if (verb == "refuse") return say(changes_.decide(caller_, id, version, false, reason));
        if (verb == "withdraw") return say(changes_.withdraw(caller_, id, version));
        return wrong_usage("change " + verb + ": see lantai change --help");
    }

    Result<int> say(const Result<ChangeDetail>& done) const {
        if (!done) return done.error();
        std::cout << (arguments_.json ? json(*done) + "\n" : line(*done));
        return kDone;
    }

    const Arguments& arguments_;
    OpenArchive& archive_;
    core::ChangeService& changes_;
    core::Caller caller_;
};

int run(const Arguments& arguments) {
    auto archive = OpenArchive::open(arguments);
    if (!archive) return report(archive.error());
    const auto done = ChangeCommands(**archive, arguments).run();
    return done ? *done : report(done.error());
}

}  // namespace

const Command& change_command() {
    static const Command kCommand = {
        "change",
        "changes that a second person decides",
        "lantai change list [--state S]\n"
        "lantai change approve ID --as LOGIN [--reason TEXT]\n"
        "lantai change refuse ID --as LOGIN --reason TEXT\n"
        "lantai change withdraw ID --as LOGIN\n\n"
        "Requests to reopen a sealed volume, to correct an item in it, to change a level or a\n"
        "retention class, and to move a request to its late reply. Nobody decides the own one.\n"
        "States: open approved refused withdrawn. Each takes --json.\n",
        {.with_value = {"--state", "--reason", "--as"}, .min_words = 1, .max_words = 2},
        run};
    return kCommand;
}

}  // namespace lantai::server
