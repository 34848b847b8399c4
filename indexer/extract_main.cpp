// lantai-extract: reads one document on standard input, writes its text to standard output in the
// form of extracted_text.hpp. One process per document; see sandbox.hpp for what it may do.
#include <iconv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <exception>
#include <string>
#include <string_view>

#include "indexer/sandbox.hpp"
#include "indexer/text_formats.hpp"

namespace {

using namespace lantai::indexer;

constexpr std::size_t kMaxFileBytes = std::size_t{256} << 20;
constexpr int kNoSandbox = 3;
constexpr int kFailed = 4;

// poppler converts with iconv, whose modules cannot be loaded later.
void load_iconv() {
    for (const auto& [to, from] : {std::pair{"UTF-16", "UTF-8"}, std::pair{"UTF-8", "UTF-16"}}) {
        char in[] = "a";
        char out[16];
        char* source = in;
        char* target = out;
        std::size_t left = 1;
        std::size_t room = sizeof out;
        if (const auto loaded = ::iconv_open(to, from); loaded != iconv_t(-1))
            ::iconv(loaded, &source, &left, &target, &room);  // stays open, so it stays loaded
    }
}

// Standard input as one piece of memory; nothing when it is too long or cannot be read.
bool read_input(std::string_view& bytes) {
    struct stat facts {};
    if (::fstat(STDIN_FILENO, &facts) != 0 || !S_ISREG(facts.st_mode)) return false;
    const auto size = static_cast<std::size_t>(facts.st_size);
    if (size == 0) return true;
    if (size > kMaxFileBytes) return false;
    void* memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    if (memory == MAP_FAILED) return false;
    bytes = {static_cast<const char*>(memory), size};
    return true;
}

bool write_output(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

int main(int count, char**) {
    if (count > 1) {
        constexpr std::string_view kHelp =
            "lantai-extract: the text of the document on standard input, for lantai itself.\n"
            "Use: lantai text FILE\n";
        write_output(kHelp);
        return 2;
    }
    load_iconv();
    if (!enter_sandbox({})) return kNoSandbox;
    try {
        std::string_view bytes;
        const bool readable = read_input(bytes);
        const auto extracted =
            readable ? read_text(bytes) : no_text("application/octet-stream", text_reason::kTooBig);
        // No destructors and no exit handlers: the text is out, the process has no more work.
        ::_exit(write_output(encode_extracted(extracted)) ? 0 : kFailed);
    } catch (const std::exception&) {
        ::_exit(kFailed);
    }
}
