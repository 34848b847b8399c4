#include "core/service/logos.hpp"

#include <filesystem>
#include <sstream>

#include "core/base/json_text.hpp"
#include "core/repo/fonds_repo.hpp"
#include "core/repo/logo_repo.hpp"
#include "core/repo/upload_repo.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {
namespace {

Result<Fonds> known_fonds(Database& db, Id id) {
    LT_TRY(auto fonds, find_fonds(db, id));
    if (!fonds) return not_found();
    return *std::move(fonds);
}

Event fonds_event(const char* action, const Fonds& fonds, const std::string& sha256) {
    Event event{action, "fonds", fonds.id, fonds.fonds_no, {}, {}, "{}"};
    if (!sha256.empty()) event.details = json_object({{"sha256", sha256}});
    return event;
}

}  // namespace

Result<void> Logos::set(const Caller& caller, Id fonds_id, const Logo& logo) {
    LT_CHECK(require(caller.subject, Action::manage_fonds));
    if (logo.bytes.size() > kMaxLogoBytes) {
        Error error = fail(ErrorCode::too_large, "upload.too_large");
        error.params = {{"max", std::to_string(kMaxLogoBytes)}};
        return error;
    }
    std::istringstream in(logo.bytes);
    LT_TRY(const StoredBlob stored, store_.blobs().put(in, kMaxLogoBytes));
    const BlobRow blob{stored.id.hex(), stored.sm3, static_cast<std::int64_t>(stored.size)};
    return store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(const Fonds fonds, known_fonds(unit.db(), fonds_id));
        // A sweep may have removed a blob that was unused until now.
        if (!std::filesystem::exists(store_.blobs().path_of(stored.id)))
            return fail(ErrorCode::busy, "upload.again");
        LT_CHECK(insert_blob(unit.db(), blob, unit.now()));
        LT_CHECK(set_logo(unit.db(), fonds_id, {blob.sha256, logo.media_type}));
        unit.note(fonds_event("fonds.logo_set", fonds, blob.sha256));
        return {};
    });
}

Result<void> Logos::remove(const Caller& caller, Id fonds_id) {
    LT_CHECK(require(caller.subject, Action::manage_fonds));
    return store_.write(caller.actor, [&](UnitOfWork& unit) -> Result<void> {
        LT_TRY(const Fonds fonds, known_fonds(unit.db(), fonds_id));
        LT_TRY(const bool removed, delete_logo(unit.db(), fonds_id));
        if (!removed) return fail(ErrorCode::not_found, "logo.none");
        unit.note(fonds_event("fonds.logo_removed", fonds, ""));
        return {};
    });
}

Result<std::optional<Logo>> Logos::get(const Caller& caller, Id fonds_id) {
    LT_CHECK(require(caller.subject, Action::view_reference));
    LT_CHECK(store_.read([&](Database& db) -> Result<void> {
        LT_TRY(const Fonds fonds, known_fonds(db, fonds_id));
        (void)fonds;
        return {};
    }));
    return for_print(fonds_id);
}

Result<std::optional<Logo>> Logos::for_print(Id fonds_id) {
    LT_TRY(auto row, store_.read_value<std::optional<LogoRow>>(
                         [&](Database& db) { return find_logo(db, fonds_id); }));
    if (!row) return std::optional<Logo>();
    LT_TRY(const BlobId id, BlobId::parse(row->sha256));
    LT_TRY(std::string bytes, store_.blobs().get(id));
    return std::optional(Logo{std::move(bytes), std::move(row->media_type)});
}

}  // namespace lantai::core
