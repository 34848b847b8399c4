// What a document's file gave as text, or why it gave none; and its form between the processes.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lantai::indexer {

/// Longest text taken from one file, in bytes of UTF-8.
inline constexpr std::size_t kMaxTextBytes = std::size_t{8} << 20;

/// Message keys for files without full text. Such a file is filed all the same.
namespace text_reason {
inline constexpr std::string_view kEncrypted = "text.encrypted";      // needs a password
inline constexpr std::string_view kBroken = "text.broken";            // its format is damaged
inline constexpr std::string_view kEmpty = "text.empty";              // no text, e.g. a scan
inline constexpr std::string_view kUnsupported = "text.unsupported";  // a format not read yet
inline constexpr std::string_view kTooBig = "text.too_big";           // file or text over the limit
inline constexpr std::string_view kCrashed = "text.crashed";          // the extractor failed
inline constexpr std::string_view kTimeout = "text.timeout";          // it took too long
}  // namespace text_reason

struct ExtractedText {
    /// Valid UTF-8 without NUL. Pages end with a form feed when `paged`.
    std::string text;
    std::string media_type;  // by content: text/plain, application/pdf, application/octet-stream
    bool paged = false;
    std::string reason;  // one of text_reason when there is no text, else empty
};

inline ExtractedText no_text(std::string_view media_type, std::string_view reason) {
    return {{}, std::string(media_type), false, std::string(reason)};
}

/// The form on the pipe between lantai-extract and its parent: "LTX1", then four fields, each with
/// its length before it (4 bytes, most significant first). decode() gives nothing for bytes that
/// are not exactly that, as a crashed child may leave them.
std::string encode_extracted(const ExtractedText& extracted);
std::optional<ExtractedText> decode_extracted(std::string_view bytes);

}  // namespace lantai::indexer
