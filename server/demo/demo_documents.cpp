#include "server/demo/demo_documents.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>

#include "core/model/names.hpp"

namespace lantai::server {
namespace {

using core::Date;
using core::ErrorCode;
using core::Result;
namespace fs = std::filesystem;

core::Error bad(const DemoDocument& document, const std::string& field) {
    return core::fail(ErrorCode::invalid_argument, "demo.bad_document",
                      document.key + ": " + field);
}

std::vector<std::string> words(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> found;
    for (std::string word; in >> word;) found.push_back(word);
    return found;
}

std::optional<int> number(const std::string& text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Result<void> read_period(DemoDocument& document, const std::string& value) {
    const auto dots = value.find("..");
    if (dots == std::string::npos) return bad(document, "period");
    LT_TRY(document.item.period_from, Date::parse(value.substr(0, dots)));
    LT_TRY(document.item.period_to, Date::parse(value.substr(dots + 2)));
    return {};
}

Result<void> read_link(DemoDocument& document, const std::string& value) {
    const auto parts = words(value);
    if (parts.size() != 3) return bad(document, "link");
    const auto kind = core::from_text<core::LinkKind>(parts[2]);
    if (!kind || (parts[0] != "leads" && parts[0] != "follows")) return bad(document, "link");
    document.link = DemoLink{parts[1], *kind, parts[0] == "leads"};
    return {};
}

Result<void> read_number(DemoDocument& document, const std::string& name,
                         const std::string& value) {
    const auto parsed = number(value);
    if (!parsed) return bad(document, name);
    if (name == "pages") document.item.pages = *parsed;
    if (name == "copies") document.item.copies = *parsed;
    if (name == "level") {
        if (*parsed < 0 || *parsed > 4) return bad(document, name);
        document.item.level = static_cast<core::Level>(*parsed);
    }
    return {};
}

Result<void> read_word(DemoDocument& document, const std::string& name, const std::string& value) {
    static constexpr std::string_view kFormats[] = {"txt", "gb18030", "pdf", "none"};
    if (name == "kind") {
        const auto kind = core::from_text<core::ItemKind>(value);
        if (!kind) return bad(document, name);
        document.item.kind = *kind;
    } else if (name == "medium") {
        const auto medium = core::from_text<core::Medium>(value);
        if (!medium) return bad(document, name);
        document.item.medium = *medium;
    } else {
        const auto found = std::find(std::begin(kFormats), std::end(kFormats), value);
        if (found == std::end(kFormats)) return bad(document, name);
        document.format = static_cast<DemoFormat>(found - std::begin(kFormats));
    }
    return {};
}

bool is_media_field(const std::string& name) {
    static constexpr std::string_view kNames[] = {"carrier", "made_on", "maker", "dimensions",
                                                  "duration"};
    return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

Result<void> read_media(DemoDocument& document, const std::string& name, const std::string& value) {
    if (!document.item.audiovisual) document.item.audiovisual.emplace();
    core::Audiovisual& media = *document.item.audiovisual;
    if (name == "maker") media.maker = value;
    if (name == "dimensions") media.dimensions = value;
    if (name == "carrier") {
        const auto carrier = core::from_text<core::Carrier>(value);
        if (!carrier) return bad(document, name);
        media.carrier = *carrier;
    }
    if (name == "made_on") {
        LT_TRY(media.made_on, Date::parse(value));
    }
    if (name == "duration") {
        media.duration_s = number(value);
        if (!media.duration_s) return bad(document, name);
    }
    return {};
}

Result<void> read_field(DemoDocument& document, const std::string& name, const std::string& value) {
    core::Item& item = document.item;
    const std::pair<std::string_view, std::string*> texts[] = {
        {"title", &item.title},          {"no", &item.document_no},
        {"creator", &item.creator},      {"retention", &item.retention_class},
        {"category", &item.category},    {"dept", &document.department},
        {"clause", &document.clause_no},
    };
    for (const auto& [text_name, target] : texts) {
        if (name != text_name) continue;
        *target = value;
        return {};
    }
    if (name == "keywords") {
        item.keywords = words(value);
        return {};
    }
    if (name == "date") {
        LT_TRY(item.document_date, Date::parse(value));
        return {};
    }
    if (is_media_field(name)) return read_media(document, name, value);
    if (name == "period") return read_period(document, value);
    if (name == "link") return read_link(document, value);
    if (name == "pages" || name == "copies" || name == "level")
        return read_number(document, name, value);
    if (name == "kind" || name == "medium" || name == "format")
        return read_word(document, name, value);
    return bad(document, name);
}

Result<void> read_line(std::vector<DemoDocument>& documents, bool& in_text,
                       const std::string& line) {
    if (line.rfind("=== ", 0) == 0) {
        documents.emplace_back();
        documents.back().key = line.substr(4);
        documents.back().item.medium = core::Medium::both;
        in_text = false;
        return {};
    }
    if (documents.empty()) return core::fail(ErrorCode::invalid_argument, "demo.bad_document");
    DemoDocument& document = documents.back();
    if (in_text) {
        document.text += line + "\n";
        return {};
    }
    if (line == "---") {
        in_text = true;
        return {};
    }
    const auto colon = line.find(':');
    if (colon == std::string::npos) return bad(document, line);
    const auto begin = line.find_first_not_of(' ', colon + 1);
    return read_field(document, line.substr(0, colon),
                      begin == std::string::npos ? std::string() : line.substr(begin));
}

}  // namespace

Result<std::vector<DemoDocument>> read_demo_documents(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".txt") files.push_back(entry.path());
    if (error || files.empty())
        return core::fail(ErrorCode::io, "demo.texts_missing", folder.string());
    std::sort(files.begin(), files.end());
    std::vector<DemoDocument> documents;
    for (const fs::path& file : files) {
        std::ifstream in(file);
        bool in_text = false;
        for (std::string line; std::getline(in, line);)
            LT_CHECK(read_line(documents, in_text, line));
        if (in.bad()) return core::fail(ErrorCode::io, "storage.io", file.string());
    }
    return documents;
}

fs::path default_demo_folder() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    return program.parent_path().parent_path() / "share" / "lantai" / "demo";
}

}  // namespace lantai::server
