#include "core/repo/logo_repo.hpp"

#include "core/repo/rows.hpp"

namespace lantai::core {

Result<std::optional<LogoRow>> find_logo(Database& db, Id fonds_id) {
    return db_find<LogoRow>(
        db, "SELECT blob_sha256, media_type FROM fonds_logos WHERE fonds_id = :fonds",
        {{"fonds", fonds_id}}, [](const DbRow& row) {
            return LogoRow{row.text(0), row.text(1)};
        });
}

Result<void> set_logo(Database& db, Id fonds_id, const LogoRow& logo) {
    return run(db,
               "INSERT INTO fonds_logos(fonds_id, blob_sha256, media_type)"
               " VALUES (:fonds, :sha256, :type) ON CONFLICT (fonds_id)"
               " DO UPDATE SET blob_sha256 = :sha256, media_type = :type",
               {{"fonds", fonds_id}, {"sha256", logo.sha256}, {"type", logo.media_type}});
}

Result<bool> delete_logo(Database& db, Id fonds_id) {
    LT_TRY(const auto rows,
           db.execute("DELETE FROM fonds_logos WHERE fonds_id = :fonds", {{"fonds", fonds_id}}));
    return rows == 1;
}

}  // namespace lantai::core
