#include "pdf/xmp.hpp"

namespace lantai::pdf {
namespace {

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

}  // namespace

std::string xmp_packet(const DocumentInfo& info, bool pdf_a) {
    const std::string claim =
        pdf_a ? "<pdfaid:part>1</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>\n" : "";
    std::string creator;
    if (!info.author.empty())
        creator = "<dc:creator><rdf:Seq><rdf:li>" + xml_text(info.author) +
                  "</rdf:li></rdf:Seq></dc:creator>\n";
    return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
           "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
           "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
           "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
           "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
           "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
           "<dc:format>application/pdf</dc:format>\n"
           "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" +
           xml_text(info.title) + "</rdf:li></rdf:Alt></dc:title>\n" + creator +
           "<dc:language><rdf:Bag><rdf:li>" + xml_text(info.language) +
           "</rdf:li></rdf:Bag></dc:language>\n<pdf:Producer>" + kProducer + "</pdf:Producer>\n" +
           claim + "</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>";
}

}  // namespace lantai::pdf
