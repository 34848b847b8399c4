#include "pdf/finish.hpp"

#include <array>
#include <cstdio>
#include <exception>
#include <qpdf/Pl_String.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>

#include "pdf/outline.hpp"
#include "pdf/text_clean.hpp"
#include "pdf/xmp.hpp"

namespace lantai::pdf {
namespace {

constexpr int kCapHeight = 729;           // OS/2 sCapHeight of Noto Serif CJK SC, 1/1000 em
constexpr std::size_t kMaxBfChars = 100;  // per block of a CMap

std::string utf16_hex(char32_t c) {
    std::array<char, 16> hex;
    if (c < 0x10000) {
        std::snprintf(hex.data(), hex.size(), "%04X", static_cast<unsigned>(c));
    } else {
        const unsigned rest = static_cast<unsigned>(c) - 0x10000;
        std::snprintf(hex.data(), hex.size(), "%04X%04X", 0xD800 | rest >> 10,
                      0xDC00 | (rest & 0x3FF));
    }
    return hex.data();
}

/// The codes that were drawn with what they mean.
std::string to_unicode_map(const UsedFace& face) {
    std::vector<std::string> lines;
    for (std::size_t code = 0; code < face.characters.size(); ++code) {
        if (face.characters[code] == 0) continue;
        lines.push_back("<" + utf16_hex(static_cast<char32_t>(code)) + "> <" +
                        utf16_hex(face.characters[code]) + ">\n");
    }
    std::string map =
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i % kMaxBfChars == 0)
            map += std::to_string(std::min(kMaxBfChars, lines.size() - i)) + " beginbfchar\n";
        map += lines[i];
        if (i % kMaxBfChars == kMaxBfChars - 1 || i + 1 == lines.size()) map += "endbfchar\n";
    }
    return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

/// One bit for each glyph that the embedded font holds (ISO 32000-1, 9.8.3.2).
std::string cid_set(const UsedFace& face) {
    std::string bits((face.characters.size() + 7) / 8, '\0');
    const auto set = [&](std::size_t code) {
        bits[code / 8] = static_cast<char>(bits[code / 8] | 0x80 >> code % 8);
    };
    set(0);
    for (std::size_t code = 0; code < face.characters.size(); ++code)
        if (face.characters[code] != 0) set(code);
    return bits;
}

const UsedFace* face_of(const DrawnDocument& drawn, const std::string& base_font) {
    for (const UsedFace& face : drawn.faces)
        // libharu puts a subset tag ("HPDFAA+") in front of the name.
        if (base_font.ends_with("+" + face.name) || base_font == "/" + face.name) return &face;
    return nullptr;
}

void complete_fonts(QPDF& pdf, const DrawnDocument& drawn) {
    for (QPDFObjectHandle object : pdf.getAllObjects()) {
        if (!object.isDictionaryOfType("/Font", "/Type0")) continue;
        const UsedFace* face = face_of(drawn, object.getKey("/BaseFont").getName());
        if (!face) throw std::runtime_error("a font that the canvas did not load");
        object.replaceKey("/ToUnicode", QPDFObjectHandle::newStream(&pdf, to_unicode_map(*face)));
        QPDFObjectHandle cid_font = object.getKey("/DescendantFonts").getArrayItem(0);
        cid_font.getKey("/CIDSystemInfo")
            .replaceKey("/Ordering", QPDFObjectHandle::newString("Identity"));
        QPDFObjectHandle descriptor = cid_font.getKey("/FontDescriptor");
        descriptor.replaceKey("/CapHeight", QPDFObjectHandle::newInteger(kCapHeight));
        descriptor.replaceKey("/CIDSet", QPDFObjectHandle::newStream(&pdf, cid_set(*face)));
    }
}

/// What the pages show, which the canvas kept back.
void fill_pages(QPDF& pdf, const DrawnDocument& drawn) {
    const std::vector<QPDFObjectHandle>& pages = pdf.getAllPages();
    if (pages.size() != drawn.contents.size()) throw std::runtime_error("pages without content");
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const std::string& content = drawn.contents[i];
        // Written from where it lies: thousands of pages are not copied.
        const auto provide = [&content](Pipeline* to) {
            to->write(reinterpret_cast<const unsigned char*>(content.data()), content.size());
            to->finish();
        };
        QPDFObjectHandle page = pages[i];
        page.getKey("/Contents")
            .replaceStreamData(provide, QPDFObjectHandle::newName("/FlateDecode"),
                               QPDFObjectHandle::newNull());
    }
}

/// Which colours are meant (ISO 19005-1, 6.2.2).
void add_output_intent(QPDF& pdf, const std::shared_ptr<const std::string>& profile) {
    if (!profile) throw std::runtime_error("no colour profile");
    auto stream = QPDFObjectHandle::newStream(&pdf, *profile);
    stream.getDict().replaceKey("/N", QPDFObjectHandle::newInteger(3));
    auto intent = QPDFObjectHandle::parse(
        "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) "
        "/Info (sRGB IEC61966-2.1) >>");
    intent.replaceKey("/DestOutputProfile", stream);
    pdf.getRoot().replaceKey("/OutputIntents",
                             QPDFObjectHandle::newArray({pdf.makeIndirectObject(intent)}));
}

void complete_catalogue(QPDF& pdf, const DocumentInfo& info, bool pdf_a) {
    auto values = QPDFObjectHandle::newDictionary();
    values.replaceKey("/Title", QPDFObjectHandle::newUnicodeString(info.title));
    if (!info.author.empty())
        values.replaceKey("/Author", QPDFObjectHandle::newUnicodeString(info.author));
    values.replaceKey("/Producer", QPDFObjectHandle::newString(kProducer));
    pdf.getTrailer().replaceKey("/Info", pdf.makeIndirectObject(values));

    QPDFObjectHandle root = pdf.getRoot();
    auto metadata = QPDFObjectHandle::newStream(&pdf, xmp_packet(info, pdf_a));
    metadata.getDict().replaceKey("/Type", QPDFObjectHandle::newName("/Metadata"));
    metadata.getDict().replaceKey("/Subtype", QPDFObjectHandle::newName("/XML"));
    root.replaceKey("/Metadata", metadata);
    root.replaceKey("/Lang", QPDFObjectHandle::newString(info.language));
    auto preferences = QPDFObjectHandle::newDictionary();
    preferences.replaceKey("/DisplayDocTitle", QPDFObjectHandle::newBool(true));
    root.replaceKey("/ViewerPreferences", preferences);
}

/// Asked by the writer as it goes on; an exception is its only way to end early.
class StopRequested : public std::exception {};
class StopReporter : public QPDFWriter::ProgressReporter {
public:
    explicit StopReporter(std::stop_token stop) : stop_(std::move(stop)) {}
    void reportProgress(int) override {
        if (stop_.stop_requested()) throw StopRequested();
    }

private:
    std::stop_token stop_;
};

std::string write(QPDF& pdf, std::size_t about, const std::stop_token& stop) {
    std::string out;
    out.reserve(about);  // growing would need twice as much for a moment
    Pl_String pipeline("finished document", nullptr, out);
    QPDFWriter writer(pdf);
    writer.setOutputPipeline(&pipeline);
    // PDF/A-1 stands on PDF 1.4, which has no object streams.
    writer.setMinimumPDFVersion("1.4");
    writer.setObjectStreamMode(qpdf_o_disable);
    writer.setDecodeLevel(qpdf_dl_none);
    writer.setCompressStreams(true);
    writer.setNewlineBeforeEndstream(true);
    writer.setDeterministicID(true);
    writer.registerProgressReporter(std::make_shared<StopReporter>(stop));
    writer.write();
    return out;
}

std::size_t size_about(const DrawnDocument& drawn) {
    std::size_t size = drawn.bytes.size() + drawn.bytes.size() / 4;
    for (const std::string& content : drawn.contents) size += content.size();
    return size;
}

/// One line without control characters, so that it is well-formed in XML too.
std::string one_line(const std::string& text) {
    std::string out;
    for (const char32_t c : clean_text(text)) out += c == U'\n' ? " " : to_utf8(c);
    return out;
}

}  // namespace

core::Result<std::string> finish(const DrawnDocument& drawn, const DocumentInfo& info,
                                 const FinishOptions& options) {
    const DocumentInfo clean{one_line(info.title), one_line(info.author), one_line(info.language)};
    std::vector<Bookmark> bookmarks;
    for (const Bookmark& mark : options.bookmarks)
        bookmarks.push_back({one_line(mark.title), mark.page, mark.depth});
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);  // they would go to standard error
        pdf.setAttemptRecovery(false);  // what libharu wrote is whole or it is our error
        pdf.processMemoryFile("drawn document", drawn.bytes.data(), drawn.bytes.size());
        fill_pages(pdf, drawn);
        complete_fonts(pdf, drawn);
        complete_catalogue(pdf, clean, options.pdf_a);
        if (options.pdf_a) add_output_intent(pdf, drawn.colour_profile);
        write_outline(pdf, bookmarks);
        return write(pdf, size_about(drawn), options.stop);
    } catch (const StopRequested&) {
        return core::fail(core::ErrorCode::busy, "pdf.cancelled");
    } catch (const std::exception& error) {
        return core::fail(core::ErrorCode::internal, "pdf.finish_failed", error.what());
    }
}

}  // namespace lantai::pdf
