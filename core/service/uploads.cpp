#include "core/service/uploads.hpp"

#include <fstream>

#include "core/base/json_text.hpp"
#include "core/blob/media_type.hpp"
#include "core/repo/upload_repo.hpp"
#include "core/rules/access_rules.hpp"
#include "core/rules/text_rules.hpp"
#include "core/service/guard.hpp"

namespace lantai::core {
namespace {

constexpr Timestamp kKeepUnfiled = 86'400'000;
constexpr std::size_t kMaxName = 255;

Result<std::string> head_of(const BlobStore& blobs, const BlobId& id) {
    std::ifstream in(blobs.path_of(id), std::ios::binary);
    if (!in) return fail(ErrorCode::io, "storage.io", "just stored, not readable");
    std::string head(65536, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(in.gcount()));
    return head;
}

Result<void> check_name(const std::string& name) {
    if (auto fault = text_fault("name", name, {kMaxName, true, TextKind::line}))
        return *std::move(fault);
    if (name.find_first_of("/\\") != std::string::npos || name == "." || name == "..")
        return field_error("name", "upload.name_path");
    return {};
}

}  // namespace

Result<Upload> UploadService::receive(const Caller& caller, std::string name, std::istream& in,
                                      std::uint64_t max_bytes) {
    LT_CHECK(require(caller.subject, Action::file_item));
    LT_CHECK(check_name(name));
    auto stored = store_.blobs().put(in, max_bytes);
    if (!stored && stored.error().code == ErrorCode::too_large) {
        Error error = fail(ErrorCode::too_large, "upload.too_large");
        error.params = {{"max", std::to_string(max_bytes)}};
        return error;
    }
    if (!stored) return std::move(stored).error();
    LT_TRY(const std::string head, head_of(store_.blobs(), stored->id));
    const BlobRow blob{stored->id.hex(), stored->sm3, static_cast<std::int64_t>(stored->size)};
    return store_.write_value<Upload>(caller.actor, [&](UnitOfWork& unit) -> Result<Upload> {
        // A sweep on this same thread may have removed a blob that was unused until now.
        if (!std::filesystem::exists(store_.blobs().path_of(stored->id)))
            return fail(ErrorCode::busy, "upload.again");
        LT_CHECK(insert_blob(unit.db(), blob, unit.now()));
        const Upload upload{unit.next_id(), caller.subject.user_id,
                            name,           std::string(media_type_of(head)),
                            blob.sha256,    blob.size,
                            unit.now()};
        LT_CHECK(insert_upload(unit.db(), upload));
        Event event{"file.uploaded", "upload", upload.id, upload.name, {}, {}, "{}"};
        event.details = json_object({{"sha256", blob.sha256}, {"size", blob.size}});
        unit.note(std::move(event));
        return upload;
    });
}

Result<int> UploadService::sweep() {
    int removed = 0;
    LT_CHECK(store_.maintain([&](Database& db) -> Result<void> {
        const Timestamp before = store_.now() - kKeepUnfiled;
        LT_TRY(const auto uploads, delete_uploads_before(db, before));
        (void)uploads;
        LT_TRY(const auto unused, list_unused_blobs(db, before));
        for (const std::string& sha256 : unused) {
            LT_TRY(const BlobId id, BlobId::parse(sha256));
            LT_CHECK(delete_blob_row(db, sha256));
            // Last: if the commit fails the row stays and the check reports the missing file,
            // which only an upload of the same bytes would need; that one stores them again.
            std::error_code error;
            std::filesystem::remove(store_.blobs().path_of(id), error);
            if (error) return fail(ErrorCode::io, "storage.io", error.message());
            ++removed;
        }
        return {};
    }));
    return removed;
}

Result<std::vector<BlobFinding>> UploadService::check() {
    LT_TRY(const auto rows,
           store_.read_value<std::vector<BlobRow>>([](Database& db) { return list_blobs(db); }));
    std::vector<BlobFinding> findings;
    for (const BlobRow& row : rows) {
        LT_TRY(const BlobId id, BlobId::parse(row.sha256));
        const BlobFault fault = check_blob(store_.blobs(), id, row.size, row.sm3);
        if (fault != BlobFault::none) findings.push_back({row.sha256, fault});
    }
    return findings;
}

}  // namespace lantai::core
