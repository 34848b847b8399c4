#include <iostream>

#include "core/base/json_text.hpp"
#include "core/service/audit_trail.hpp"
#include "core/service/subjects.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/local_store.hpp"

namespace lantai::server {
namespace {

using core::ProofResult;

const char* word(ProofResult result) {
    switch (result) {
        case ProofResult::proven:
            return "proven";
        case ProofResult::tampered:
            return "tampered";
        case ProofResult::unverifiable:
            return "could not verify";
    }
    return "could not verify";
}

int code(ProofResult result) {
    switch (result) {
        case ProofResult::proven:
            return kDone;
        case ProofResult::tampered:
            return kRefused;
        case ProofResult::unverifiable:
            return kWrongUsage;
    }
    return kWrongUsage;
}

std::string json_of(const core::AuditProof& proof) {
    using core::JsonField;
    return core::json_object(
        {{"result",
          proof.result == ProofResult::unverifiable ? "unverifiable" : word(proof.result)},
         {"entries", proof.entries},
         proof.first_bad_seq ? JsonField("first_bad_seq", *proof.first_bad_seq)
                             : JsonField::raw("first_bad_seq", "null"),
         {"reason", proof.reason},
         {"detail", proof.detail},
         {"seq", proof.head.seq},
         {"chain", proof.head.chain},
         {"root", proof.root}});
}

int verify(const Arguments& arguments) {
    std::optional<core::NotedHead> noted;
    if (const auto text = arguments.value("--head")) {
        const auto head = core::parse_noted_head(*text);
        if (!head) {
            std::cerr << "lantai: --head wants NUMBER:CHAIN as printed by lantai audit head\n";
            return kWrongUsage;
        }
        noted = *head;
    }
    const auto proof = core::prove_archive(arguments.data, noted);
    if (arguments.json) {
        std::cout << json_of(proof) << "\n";
        return code(proof.result);
    }
    std::cout << word(proof.result);
    if (proof.result == ProofResult::proven)
        std::cout << ": " << proof.entries << " entries, head " << proof.head.seq << ":"
                  << proof.head.chain;
    if (proof.first_bad_seq) std::cout << ": first bad entry " << *proof.first_bad_seq;
    if (!proof.reason.empty()) std::cout << ": " << proof.reason;
    if (!proof.detail.empty()) std::cout << " (" << proof.detail << ")";
    std::cout << "\n";
    return code(proof.result);
}

/// The head of a log that holds; a head of anything else must not be written down.
int head(const Arguments& arguments) {
    const auto proof = core::prove_archive(arguments.data, std::nullopt);
    if (proof.result != ProofResult::proven) {
        std::cerr << "lantai: " << word(proof.result) << ": " << proof.reason << "\n";
        return code(proof.result);
    }
    if (arguments.json)
        std::cout << json_of(proof) << "\n";
    else
        std::cout << proof.head.seq << ":" << proof.head.chain << "\nroot " << proof.root << "\n";
    return kDone;
}

int export_log(const Arguments& arguments) {
    const core::SystemClock clock;
    core::RandomIds ids(clock);
    auto store = open_store(arguments, clock, ids);
    if (!store) return report(store.error());
    core::AuditTrail trail(**store);
    const auto done = trail.export_lines(
        core::operator_caller(core::Role::audit_admin),
        [](std::string_view line) { return static_cast<bool>(std::cout << line); });
    if (!done) return report(done.error());
    return std::cout.flush() ? kDone : kWrongUsage;
}

int run(const Arguments& arguments) {
    const std::string& what = arguments.words[0];
    if (what == "verify") return verify(arguments);
    if (what == "head") return head(arguments);
    if (what == "export") return export_log(arguments);
    std::cerr << "lantai: audit knows verify, head and export, not " << what << "\n";
    return kWrongUsage;
}

}  // namespace

const Command& audit_command() {
    static const Command kCommand = {
        "audit",
        "prove that the records were not altered",
        "lantai audit verify [--head NUMBER:CHAIN] [--json] [--data DIR]\n"
        "lantai audit head [--json] [--data DIR]\n"
        "lantai audit export [--data DIR]\n\n"
        "  verify  proves the log and every record against it: 0 proven, 1 tampered (the first\n"
        "          bad entry is named), 2 could not verify. With --head it also finds a log that\n"
        "          was cut or written anew since that head was noted.\n"
        "  head    prints NUMBER:CHAIN of the last entry, to be noted outside the archive\n"
        "  export  every entry as a JSON line, then the head\n",
        {.with_value = {"--head"}, .min_words = 1, .max_words = 1},
        run};
    return kCommand;
}

}  // namespace lantai::server
