#include "core/service/backup.hpp"

#include <iostream>

#include "core/base/json_text.hpp"
#include "server/commands/commands.hpp"

namespace lantai::server {
namespace {

void print(const char* what, const core::BackupManifest& manifest, bool json) {
    if (json) {
        std::vector<core::JsonField> rows;
        for (const core::TableCount& count : manifest.rows)
            rows.emplace_back(count.table, count.rows);
        std::cout << core::json_object({{"made_at", core::to_rfc3339(manifest.made_at)},
                                        {"database_sha256", manifest.database_sha256},
                                        {"files", static_cast<std::int64_t>(manifest.blobs.size())},
                                        {"bytes", static_cast<std::int64_t>(manifest.blob_bytes)},
                                        {"audit_seq", manifest.head.seq},
                                        {"audit_chain", manifest.head.chain},
                                        core::JsonField::raw("rows", core::json_object(rows))})
                  << "\n";
        return;
    }
    std::cout << what << "\nfiles " << manifest.blobs.size() << ", " << manifest.blob_bytes
              << " bytes, every one hashed\n";
    for (const core::TableCount& count : manifest.rows)
        std::cout << "rows " << count.table << " " << count.rows << "\n";
    std::cout << "database sha256 " << manifest.database_sha256 << "\naudit head "
              << manifest.head.seq << ":" << manifest.head.chain << "\n";
}

int run_backup(const Arguments& arguments) {
    const core::SystemClock clock;
    const auto made = core::make_backup(arguments.data, arguments.words[0], clock);
    if (!made) return report(made.error());
    print("backup made", *made, arguments.json);
    return kDone;
}

int run_restore(const Arguments& arguments) {
    const core::SystemClock clock;
    core::RandomIds ids(clock);
    const auto restored = core::restore_backup(arguments.words[0], arguments.data, ids);
    if (!restored) return report(restored.error());
    print("restored; counts, hashes and audit head are those of the backup", *restored,
          arguments.json);
    return kDone;
}

}  // namespace

const Command& backup_command() {
    static const Command kCommand = {
        "backup",
        "copy the whole archive to a folder",
        "lantai backup DIR [--json] [--data DIR]\n\n"
        "DIR must not exist or be empty. Works while the server runs. A DIR with the file\n"
        "MANIFEST is a whole backup; without it it is none.\n",
        {.min_words = 1, .max_words = 1},
        run_backup};
    return kCommand;
}

const Command& restore_command() {
    static const Command kCommand = {
        "restore",
        "bring a backup back into a new folder",
        "lantai restore DIR [--json] --data NEW\n\n"
        "Proves the backup in DIR, copies it into NEW, which must not exist or be empty, and\n"
        "compares counts, hashes and the audit head there. The index is built afresh.\n",
        {.min_words = 1, .max_words = 1},
        run_restore};
    return kCommand;
}

}  // namespace lantai::server
