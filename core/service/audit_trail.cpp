#include "core/service/audit_trail.hpp"

#include <utility>

#include "core/base/json_text.hpp"
#include "core/model/names.hpp"
#include "core/rules/access_rules.hpp"

namespace lantai::core {
namespace {

constexpr int kExportPage = 500;

/// Up to which level a reader sees what an entry is about; nothing: all.
std::optional<Level> visible_level(const Subject& subject) {
    if (subject.has(Role::audit_admin)) return std::nullopt;
    return subject.clearance;
}

std::vector<AuditView> views_of(std::vector<AuditRow> rows, const Subject& reader) {
    std::vector<AuditView> views;
    views.reserve(rows.size());
    for (AuditRow& row : rows) views.push_back(view_of(std::move(row), reader));
    return views;
}

JsonField id_field(std::string_view name, const std::optional<Id>& id) {
    return id ? JsonField(name, std::to_string(*id)) : JsonField::raw(name, "null");
}

std::string line_of(const AuditView& view) {
    const AuditEntry& entry = view.entry;
    return json_object({{"seq", entry.seq},
                        {"at", to_rfc3339(entry.at)},
                        id_field("actor_id", entry.actor.user_id),
                        {"actor_name", entry.actor.name},
                        {"action", entry.event.action},
                        {"object_type", entry.event.object_type},
                        id_field("object_id", entry.event.object_id),
                        {"object_code", entry.event.object_code},
                        {"outcome", to_text(entry.event.outcome)},
                        {"reason", entry.event.reason},
                        JsonField::raw("details", entry.event.details),
                        {"request_id", entry.actor.request_id},
                        {"ip", entry.actor.ip},
                        {"state", view.masked ? "" : entry.state},
                        {"masked", view.masked},
                        {"leaf", entry.leaf},
                        {"chain", entry.chain}}) +
           "\n";
}

Event log_event(const char* action, Outcome outcome, std::string reason, std::string details) {
    return {action, "audit_log", std::nullopt, "", outcome, std::move(reason), std::move(details)};
}

}  // namespace

Result<std::vector<AuditView>> AuditTrail::list(const Caller& caller, const AuditFilter& filter) {
    LT_CHECK(require(caller.subject, Action::view_audit_log));
    const auto visible = visible_level(caller.subject);
    return store_.read_value<std::vector<AuditView>>(
        [&](Database& db) -> Result<std::vector<AuditView>> {
            LT_TRY(auto rows, list_audit(db, filter, visible));
            return views_of(std::move(rows), caller.subject);
        });
}

Result<AuditHead> AuditTrail::head(const Caller& caller) {
    LT_CHECK(require(caller.subject, Action::view_audit_log));
    return store_.read_value<AuditHead>(audit_head);
}

Result<AuditProof> AuditTrail::verify(const Caller& caller) {
    LT_CHECK(require(caller.subject, Action::verify_audit));
    AuditProof proof;
    LT_CHECK(store_.read([&](Database& db) -> Result<void> {
        proof = prove_audit(db, store_.blobs(), std::nullopt);
        return {};
    }));
    const bool proven = proof.result == ProofResult::proven;
    LT_CHECK(store_.note_only(caller.actor,
                              log_event("audit.verified", proven ? Outcome::done : Outcome::failed,
                                        proof.reason, json_object({{"entries", proof.entries}}))));
    return proof;
}

Result<void> AuditTrail::export_lines(const Caller& caller,
                                      const std::function<bool(std::string_view)>& write) {
    LT_CHECK(require(caller.subject, Action::view_audit_log));
    LT_CHECK(store_.note_only(caller.actor, log_event("audit.exported", Outcome::done, "", "{}")));
    return store_.read([&](Database& db) -> Result<void> {
        MerkleTree tree;
        AuditHead head{0, kFirstChain, std::nullopt};
        for (;;) {
            LT_TRY(auto rows, list_audit_upwards(db, head.seq + 1, kExportPage));
            if (rows.empty()) break;
            for (const AuditView& view : views_of(std::move(rows), caller.subject)) {
                tree.add(view.entry.leaf);
                head = {view.entry.seq, view.entry.chain, view.entry.at};
                if (!write(line_of(view))) return {};
            }
        }
        (void)write(json_object({JsonField::raw("head", json_object({{"seq", head.seq},
                                                                     {"chain", head.chain},
                                                                     {"root", tree.root()}}))}) +
                    "\n");
        return {};
    });
}

Result<bool> AuditTrail::checkpoint(std::int64_t min_new) {
    const std::lock_guard lock(mutex_);
    LT_CHECK(store_.read([&](Database& db) -> Result<void> {
        LT_TRY(const AuditHead head, audit_head(db));
        const auto known = static_cast<std::int64_t>(tree_.size());
        return walk_leaves(db, known + 1, head.seq,
                           [&](const std::string& leaf) { tree_.add(leaf); });
    }));
    const auto size = static_cast<std::int64_t>(tree_.size());
    if (size == 0 || size - last_made_ < min_new) return false;
    LT_CHECK(store_.maintain([&](Database& db) {
        return insert_checkpoint(db, {size, tree_.root(), store_.now()});
    }));
    last_made_ = size;
    return true;
}

}  // namespace lantai::core
