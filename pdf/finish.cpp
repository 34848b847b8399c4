#include "pdf/finish.hpp"

#include <array>
#include <cstdio>
#include <exception>
#include <qpdf/Pl_String.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>

#include "pdf/text_clean.hpp"

namespace lantai::pdf {
namespace {

constexpr int kCapHeight = 729;           // OS/2 sCapHeight of Noto Serif CJK SC, 1/1000 em
constexpr std::size_t kMaxBfChars = 100;  // per block of a CMap
constexpr const char* kProducer = "Lantai, libharu, qpdf";

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

std::string xml_text(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else if (c == '>') {
            out += "&gt;";
        } else {
            out += c;
        }
    }
    return out;
}

std::string xmp(const DocumentInfo& info) {
    std::string creator;
    if (!info.author.empty())
        creator = "<dc:creator><rdf:Seq><rdf:li>" + xml_text(info.author) +
                  "</rdf:li></rdf:Seq></dc:creator>\n";
    return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
           "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
           "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
           "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
           "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n"
           "<dc:format>application/pdf</dc:format>\n"
           "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" +
           xml_text(info.title) + "</rdf:li></rdf:Alt></dc:title>\n" + creator +
           "<dc:language><rdf:Bag><rdf:li>" + xml_text(info.language) +
           "</rdf:li></rdf:Bag></dc:language>\n<pdf:Producer>" + kProducer +
           "</pdf:Producer>\n</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>";
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

void complete_catalogue(QPDF& pdf, const DocumentInfo& info) {
    auto values = QPDFObjectHandle::newDictionary();
    values.replaceKey("/Title", QPDFObjectHandle::newUnicodeString(info.title));
    if (!info.author.empty())
        values.replaceKey("/Author", QPDFObjectHandle::newUnicodeString(info.author));
    values.replaceKey("/Producer", QPDFObjectHandle::newString(kProducer));
    pdf.getTrailer().replaceKey("/Info", pdf.makeIndirectObject(values));

    QPDFObjectHandle root = pdf.getRoot();
    auto metadata = QPDFObjectHandle::newStream(&pdf, xmp(info));
    metadata.getDict().replaceKey("/Type", QPDFObjectHandle::newName("/Metadata"));
    metadata.getDict().replaceKey("/Subtype", QPDFObjectHandle::newName("/XML"));
    root.replaceKey("/Metadata", metadata);
    root.replaceKey("/Lang", QPDFObjectHandle::newString(info.language));
    auto preferences = QPDFObjectHandle::newDictionary();
    preferences.replaceKey("/DisplayDocTitle", QPDFObjectHandle::newBool(true));
    root.replaceKey("/ViewerPreferences", preferences);
}

std::string write(QPDF& pdf) {
    std::string out;
    Pl_String pipeline("finished document", nullptr, out);
    QPDFWriter writer(pdf);
    writer.setOutputPipeline(&pipeline);
    writer.setMinimumPDFVersion("1.7");
    writer.setObjectStreamMode(qpdf_o_generate);
    writer.setDecodeLevel(qpdf_dl_none);
    writer.setCompressStreams(true);
    writer.setNewlineBeforeEndstream(true);
    writer.setDeterministicID(true);
    writer.write();
    return out;
}

/// One line without control characters, so that it is well-formed in XML too.
std::string one_line(const std::string& text) {
    std::string out;
    for (const char32_t c : clean_text(text)) out += c == U'\n' ? " " : to_utf8(c);
    return out;
}

}  // namespace

core::Result<std::string> finish(const DrawnDocument& drawn, const DocumentInfo& info) {
    const DocumentInfo clean{one_line(info.title), one_line(info.author), one_line(info.language)};
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);  // they would go to standard error
        pdf.setAttemptRecovery(false);  // what libharu wrote is whole or it is our error
        pdf.processMemoryFile("drawn document", drawn.bytes.data(), drawn.bytes.size());
        complete_fonts(pdf, drawn);
        complete_catalogue(pdf, clean);
        return write(pdf);
    } catch (const std::exception& error) {
        return core::fail(core::ErrorCode::internal, "pdf.finish_failed", error.what());
    }
}

}  // namespace lantai::pdf
