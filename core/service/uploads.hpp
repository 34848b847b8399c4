// Files on their way into an item: the blob first, its row second, swept when nobody files them.
#pragma once
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "core/blob/blob_check.hpp"
#include "core/model/item_entry.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct BlobFinding {
    std::string sha256;
    BlobFault fault = BlobFault::none;
};

/// Threads: every method from any thread.
class UploadService {
public:
    explicit UploadService(Store& store) : store_(store) {}

    /// Reads `in` to its end. `name` is the file's name as the user knows it, without a path.
    /// Errors: those of require(file_item); field name; too_large "upload.too_large" (params max
    /// in bytes); io.
    Result<Upload> receive(const Caller& caller, std::string name, std::istream& in,
                           std::uint64_t max_bytes);

    /// Forgets uploads older than 24 h and blobs that nothing has named for as long. Returns how
    /// many blobs were removed.
    Result<int> sweep();

    /// Re-hashes every blob (SHA-256, SM3, size); what is wrong, by name.
    Result<std::vector<BlobFinding>> check();

private:
    Store& store_;
};

}  // namespace lantai::core
