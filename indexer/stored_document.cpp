#include "indexer/stored_document.hpp"

#include <array>
#include <charconv>

#include "core/model/names.hpp"
#include "indexer/fold.hpp"

namespace lantai::indexer {
namespace {

// Numbers and lengths are 4 bytes, most significant first; ids are decimal text.
void put_number(std::string& out, std::size_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((number >> shift) & 0xFF);
}

void put(std::string& out, std::string_view field) {
    put_number(out, field.size());
    out += field;
}

class Reader {
public:
    explicit Reader(std::string_view in) : in_(in) {}
    std::size_t number() {
        if (in_.size() < 4) return broken();
        std::size_t value = 0;
        for (std::size_t i = 0; i < 4; ++i)
            value = (value << 8) | static_cast<unsigned char>(in_[i]);
        in_.remove_prefix(4);
        return value;
    }
    std::string_view field() {
        const std::size_t length = number();
        if (length > in_.size()) broken();
        const auto value = in_.substr(0, length);
        in_.remove_prefix(value.size());
        return value;
    }
    bool whole() const { return !broken_ && in_.empty(); }

private:
    std::size_t broken() {
        broken_ = true;
        in_ = {};
        return 0;
    }
    std::string_view in_;
    bool broken_ = false;
};

template <class Number>
bool parse(std::string_view text, Number& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
}

std::vector<std::string_view> fields(Reader& reader) {
    std::vector<std::string_view> list;
    for (std::size_t left = reader.number(); left > 0 && list.size() < 10'000; --left)
        list.push_back(reader.field());
    return list;
}

}  // namespace

std::vector<std::string> catalogue_fields(const core::Item& item) {
    std::string keywords;
    for (const std::string& word : item.keywords) keywords += (keywords.empty() ? "" : ";") + word;
    return {item.document_no, item.creator, keywords, item.remarks, item.archival_code};
}

std::string encode_stored(const core::Item& item, const std::vector<FileText>& files) {
    std::string out;
    // The folded texts come first and near: zlib finds the original in them again.
    put(out, fold(item.title));
    const auto catalogue = catalogue_fields(item);
    put_number(out, catalogue.size());
    for (const std::string& field : catalogue) put(out, fold(field));
    put_number(out, files.size());
    for (const FileText& file : files) put(out, fold(file.extracted.text));
    put(out, item.title);
    for (const FileText& file : files) {
        put(out, std::to_string(file.file_id));
        put(out, file.blob_sha256);
        put(out, file.extracted.media_type);
        put(out, file.extracted.reason);
        put_number(out, file.extracted.paged ? 1 : 0);
        put(out, file.extracted.text);
    }
    return out;
}

std::optional<StoredView> decode_stored(std::string_view bytes) {
    Reader reader(bytes);
    StoredView view;
    view.folded_title = reader.field();
    view.folded_catalogue = fields(reader);
    view.folded_bodies = fields(reader);
    view.title = reader.field();
    for (std::size_t i = 0; i < view.folded_bodies.size(); ++i) {
        StoredView::File file;
        if (!parse(reader.field(), file.file_id)) return std::nullopt;
        file.blob_sha256 = reader.field();
        file.media_type = reader.field();
        file.reason = reader.field();
        file.paged = reader.number() == 1;
        file.text = reader.field();
        view.files.push_back(file);
    }
    if (!reader.whole()) return std::nullopt;
    return view;
}

std::vector<FileText> texts_of(const StoredView& view) {
    std::vector<FileText> texts;
    for (const auto& file : view.files)
        texts.push_back({file.file_id, std::string(file.blob_sha256),
                         ExtractedText{std::string(file.text), std::string(file.media_type),
                                       file.paged, std::string(file.reason)}});
    return texts;
}

std::string encode_facts(const core::Item& item) {
    return std::to_string(item.id) + '|' + std::to_string(item.department_id) + '|' +
           std::to_string(item.fonds_id) + '|' + std::to_string(item.filing_year) + '|' +
           std::to_string(static_cast<int>(item.level)) + '|' + item.retention_class + '|' +
           std::string(core::to_text(item.kind));
}

std::optional<DocumentFacts> decode_facts(std::string_view value) {
    std::array<std::string_view, 7> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t bar = i + 1 < parts.size() ? value.find('|') : value.size();
        if (bar == std::string_view::npos) return std::nullopt;
        parts[i] = value.substr(0, bar);
        value.remove_prefix(std::min(bar + 1, value.size()));
    }
    DocumentFacts facts;
    const bool numbers = parse(parts[0], facts.id) && parse(parts[1], facts.department_id) &&
                         parse(parts[2], facts.fonds_id) && parse(parts[3], facts.year) &&
                         parse(parts[4], facts.level);
    if (!numbers) return std::nullopt;
    facts.retention_class = parts[5];
    facts.kind = parts[6];
    return facts;
}

}  // namespace lantai::indexer
