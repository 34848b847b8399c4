// PDF with a text layer, through poppler.
#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-global.h>
#include <poppler/cpp/poppler-page.h>
#include <unicode/unistr.h>

#include <limits>
#include <memory>

#include "indexer/text_formats.hpp"

namespace lantai::indexer {
namespace {

void ignore_message(const std::string&, void*) {}

// poppler's own to_utf8() wants iconv modules from disk, which the sandbox does not give.
std::string utf8_of(const poppler::ustring& text) {
    std::string out;
    icu::UnicodeString units;
    for (const unsigned short unit : text)
        if (unit != 0 && unit != 0xFEFF && unit != '\f') units.append(static_cast<char16_t>(unit));
    units.toUTF8String(out);
    return out;
}

}  // namespace

bool is_pdf(std::string_view bytes) {
    return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos;
}

ExtractedText read_pdf(std::string_view bytes) {
    ExtractedText extracted;
    extracted.paged = true;
    if (bytes.size() > std::size_t{std::numeric_limits<int>::max()})
        return no_text({}, text_reason::kTooBig);
    poppler::set_debug_error_function(ignore_message, nullptr);
    const std::unique_ptr<poppler::document> document(
        poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
    if (!document) return no_text({}, text_reason::kBroken);
    if (document->is_locked()) return no_text({}, text_reason::kEncrypted);
    if (document->pages() <= 0) return no_text({}, text_reason::kBroken);
    for (int i = 0; i < document->pages(); ++i) {
        const std::unique_ptr<poppler::page> page(document->create_page(i));
        // A damaged page keeps its place, so that the later ones keep their numbers.
        if (page)
            extracted.text +=
                utf8_of(page->text(poppler::rectf(), poppler::page::non_raw_non_physical_layout));
        extracted.text += '\f';
        if (extracted.text.size() > kMaxTextBytes) break;
    }
    return extracted;
}

}  // namespace lantai::indexer
