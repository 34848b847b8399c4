// Full text of files, taken by a limited child process per document.
#pragma once
#include <filesystem>
#include <string_view>

#include "core/base/result.hpp"
#include "indexer/extracted_text.hpp"

namespace lantai::indexer {

struct ExtractorOptions {
    std::filesystem::path program;  // lantai-extract
    int wall_ms = 30'000;           // then the child is killed
};

/// lantai-extract in the folder of the running program.
std::filesystem::path extract_program_beside_self();

/// Promises: whatever a document does to the child (crash, endless loop, too much memory), this
/// process goes on and the answer is a text or a reason. Nothing of a child is trusted beyond its
/// being text. Threads: no mutable state, any thread may call any method.
class Extractor {
public:
    explicit Extractor(ExtractorOptions options) : options_(std::move(options)) {}

    /// Errors: not_found "text.no_file" and io "text.no_file" when the file cannot be opened; io
    /// "text.no_extractor" when the child cannot be started. Never because of the content.
    core::Result<ExtractedText> extract(const std::filesystem::path& file) const;
    core::Result<ExtractedText> extract_bytes(std::string_view bytes) const;

private:
    core::Result<ExtractedText> run(int document) const;
    ExtractorOptions options_;
};

}  // namespace lantai::indexer
