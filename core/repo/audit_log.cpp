#include "core/repo/audit_log.hpp"

#include "core/base/hash.hpp"
#include "core/model/names.hpp"

namespace lantai::core {
namespace {

void put_integer(std::string& out, std::uint64_t value, int bytes) {
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        out += static_cast<char>((value >> shift) & 0xFFU);
}

void put_text(std::string& out, std::string_view text) {
    put_integer(out, text.size(), 4);
    out += text;
}

std::string canonical(const AuditEntry& entry) {
    const auto id = [](const std::optional<Id>& value) {
        return static_cast<std::uint64_t>(value.value_or(-1));
    };
    std::string out(1, '\x01');
    put_integer(out, static_cast<std::uint64_t>(entry.seq), 8);
    put_integer(out, static_cast<std::uint64_t>(entry.at), 8);
    put_integer(out, id(entry.actor.user_id), 8);
    put_text(out, entry.actor.name);
    put_text(out, entry.event.action);
    put_text(out, entry.event.object_type);
    put_integer(out, id(entry.event.object_id), 8);
    put_text(out, entry.event.object_code);
    put_text(out, to_text(entry.event.outcome));
    put_text(out, entry.event.reason);
    put_text(out, entry.event.details);
    put_text(out, entry.actor.request_id);
    put_text(out, entry.actor.ip);
    put_text(out, entry.state);
    return out;
}

}  // namespace

const std::string kFirstChain(64, '0');
const char* const kAuditColumns =
    "seq, at, actor_id, actor_name, action, object_type, object_id, object_code, outcome, reason,"
    " details, request_id, ip, state, leaf, chain";

std::string audit_leaf(const AuditEntry& entry) {
    return sha256_hex(std::string(1, '\0') + canonical(entry));
}

std::string audit_chain(const std::string& previous_chain, const std::string& leaf) {
    return sha256_hex("\x02" + from_hex(previous_chain) + from_hex(leaf));
}

AuditEntry read_audit_row(const DbRow& row) {
    AuditEntry entry;
    entry.seq = row.integer(0);
    entry.at = row.integer(1);
    entry.actor = {row.optional_integer(2), row.text(3), row.text(11), row.text(12)};
    entry.event.action = row.text(4);
    entry.event.object_type = row.text(5);
    entry.event.object_id = row.optional_integer(6);
    entry.event.object_code = row.text(7);
    entry.event.outcome = from_text<Outcome>(row.text(8)).value_or(Outcome::failed);
    entry.event.reason = row.text(9);
    entry.event.details = row.text(10);
    entry.state = row.text(13);
    entry.leaf = row.text(14);
    entry.chain = row.text(15);
    return entry;
}

Result<AuditEntry> append_audit(Database& db, AuditEntry entry) {
    entry.seq = 1;
    std::string previous = kFirstChain;
    LT_CHECK(db.query("SELECT seq, chain FROM audit_log ORDER BY seq DESC LIMIT 1", {},
                      [&](const DbRow& row) -> Result<void> {
                          entry.seq = row.integer(0) + 1;
                          previous = row.text(1);
                          return {};
                      }));
    entry.leaf = audit_leaf(entry);
    entry.chain = audit_chain(previous, entry.leaf);
    LT_TRY(const auto rows,
           db.execute("INSERT INTO audit_log(seq, at, actor_id, actor_name, action, object_type,"
                      " object_id, object_code, outcome, reason, details, request_id, ip, state,"
                      " leaf, chain) VALUES (:seq, :at, :actor_id, :actor_name, :action,"
                      " :object_type, :object_id, :object_code, :outcome, :reason, :details,"
                      " :request_id, :ip, :state, :leaf, :chain)",
                      {{"seq", entry.seq},
                       {"at", entry.at},
                       {"actor_id", entry.actor.user_id},
                       {"actor_name", entry.actor.name},
                       {"action", entry.event.action},
                       {"object_type", entry.event.object_type},
                       {"object_id", entry.event.object_id},
                       {"object_code", entry.event.object_code},
                       {"outcome", to_text(entry.event.outcome)},
                       {"reason", entry.event.reason},
                       {"details", entry.event.details},
                       {"request_id", entry.actor.request_id},
                       {"ip", entry.actor.ip},
                       {"state", entry.state},
                       {"leaf", entry.leaf},
                       {"chain", entry.chain}}));
    (void)rows;
    return entry;
}

Result<void> walk_audit(Database& db, std::int64_t from_seq,
                        const std::function<Result<void>(const AuditEntry&)>& each) {
    return db.query(
        std::string("SELECT ") + kAuditColumns + " FROM audit_log WHERE seq >= :from ORDER BY seq",
        {{"from", from_seq}}, [&](const DbRow& row) { return each(read_audit_row(row)); });
}

}  // namespace lantai::core
