// Smallest PDFs with a text layer: one line per page, any characters of the first plane.
#pragma once
#include <cstdio>
#include <string>
#include <vector>

namespace lantai::test {

/// Characters are the codes 1, 2, 3 … of a simple font whose ToUnicode map gives them back; at
/// most 200 different ones.
inline std::string tiny_pdf(const std::vector<std::u16string>& pages) {
    std::u16string alphabet;
    const auto code_of = [&](char16_t c) {
        const std::size_t at = alphabet.find(c);
        if (at != std::u16string::npos) return int(at) + 1;
        alphabet += c;
        return int(alphabet.size());
    };
    const auto hex = [](unsigned value, int digits) {
        char text[16];
        std::snprintf(text, sizeof text, "%0*X", digits, value);
        return std::string(text);
    };
    const auto stream = [](const std::string& body) {
        return "<< /Length " + std::to_string(body.size()) + " >>\nstream\n" + body + "\nendstream";
    };
    std::vector<std::string> objects(4);
    std::string kids;
    for (const std::u16string& line : pages) {
        std::string codes;
        for (const char16_t c : line) codes += hex(unsigned(code_of(c)), 2);
        const std::size_t number = objects.size() + 1;
        kids += std::to_string(number) + " 0 R ";
        objects.push_back(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 "
            "R >> >> /Contents " +
            std::to_string(number + 1) + " 0 R >>");
        objects.push_back(stream("BT /F1 12 Tf 72 720 Td <" + codes + "> Tj ET"));
    }
    std::string map = "1 begincodespacerange <00> <FF> endcodespacerange\n" +
                      std::to_string(alphabet.size()) + " beginbfchar\n";
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        map += "<" + hex(unsigned(i) + 1, 2) + "> <" + hex(alphabet[i], 4) + ">\n";
    map += "endbfchar\n";
    std::string widths;
    for (int i = 0; i < 256; ++i) widths += "600 ";
    objects[0] = "<< /Type /Catalog /Pages 2 0 R >>";
    objects[1] =
        "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages.size()) + " >>";
    objects[2] =
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /FirstChar 0 /LastChar 255 /Widths [" +
        widths + "] /ToUnicode 4 0 R >>";
    objects[3] = stream(map);
    std::string pdf = "%PDF-1.4\n";
    std::string table = "0000000000 65535 f \n";
    for (std::size_t i = 0; i < objects.size(); ++i) {
        char row[32];
        std::snprintf(row, sizeof row, "%010zu 00000 n \n", pdf.size());
        table += row;
        pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::string count = std::to_string(objects.size() + 1);
    return pdf + "xref\n0 " + count + "\n" + table + "trailer\n<< /Size " + count +
           " /Root 1 0 R >>\nstartxref\n" + std::to_string(pdf.size()) + "\n%%EOF\n";
}

}  // namespace lantai::test
