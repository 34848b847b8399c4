#include "core/repo/print_request.hpp"

#include <array>
#include <charconv>
#include <string_view>

#include "core/base/json_text.hpp"

namespace lantai::core {

template <>
std::span<const std::string_view> enum_texts<PrintSubject>() {
    static constexpr std::array<std::string_view, 3> kTexts = {"volumes", "boxes", "list"};
    return kTexts;
}

namespace {

constexpr std::string_view kHardCover = "hard_cover";

Error bad() { return fail(ErrorCode::corrupt, "db.corrupt", "print job"); }

template <class T>
bool read_number(std::string_view text, T& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size();
}

std::vector<std::string> options_of(const PrintJob& job) {
    std::vector<std::string> all;
    const auto add = [&all](std::string_view name, std::string_view value) {
        all.push_back(std::string(name) + "=" + std::string(value));
    };
    add("subject", to_text(job.subject));
    const PrintOptions& options = job.options;
    if (options.hard_cover) add("cover", kHardCover);
    if (options.a4) add("a4", "1");
    if (options.stamp_pages) add("stamp_pages", "1");
    if (!options.label_sheet.empty()) add("label_sheet", options.label_sheet);
    if (job.log_seq != 0) add("log_seq", std::to_string(job.log_seq));
    if (options.first_place != 1) add("first_place", std::to_string(options.first_place));
    const PrintScope& scope = job.scope;
    if (scope.fonds_id != 0) add("fonds", std::to_string(scope.fonds_id));
    if (scope.category) add("category", *scope.category);
    if (scope.filing_year) add("year", std::to_string(*scope.filing_year));
    if (scope.retention_class) add("retention", *scope.retention_class);
    if (scope.department_id) add("department", std::to_string(*scope.department_id));
    return all;
}

bool read_scope(std::string_view name, std::string_view value, PrintScope& scope) {
    if (name == "fonds") return read_number(value, scope.fonds_id);
    if (name == "category") return scope.category = value, true;
    if (name == "retention") return scope.retention_class = value, true;
    if (name == "year") return read_number(value, scope.filing_year.emplace());
    return name == "department" && read_number(value, scope.department_id.emplace());
}

bool read_option(std::string_view name, std::string_view value, PrintJob& job) {
    PrintOptions& options = job.options;
    if (name == "subject") {
        const auto subject = from_text<PrintSubject>(value);
        job.subject = subject.value_or(job.subject);
        return subject.has_value();
    }
    if (name == "cover") return options.hard_cover = value == kHardCover, true;
    if (name == "a4") return options.a4 = true, true;
    if (name == "stamp_pages") return options.stamp_pages = true, true;
    if (name == "label_sheet") return options.label_sheet = value, true;
    if (name == "log_seq") return read_number(value, job.log_seq);
    if (name == "first_place") return read_number(value, options.first_place);
    return read_scope(name, value, job.scope);
}

/// An id with the letter of its kind: v12, b12, i12; bare numbers are volumes.
bool read_record(std::string_view text, PrintJob& job) {
    std::vector<Id>* ids = &job.volumes;
    if (text.starts_with('b')) ids = &job.boxes;
    if (text.starts_with('i')) ids = &job.items;
    if (!text.empty() && (text[0] == 'v' || text[0] == 'b' || text[0] == 'i'))
        text.remove_prefix(1);
    Id id = 0;
    if (!read_number(text, id)) return false;
    ids->push_back(id);
    return true;
}

}  // namespace

std::string print_request_text(const PrintJob& job) {
    std::vector<std::string> records;
    records.reserve(job.volumes.size() + job.boxes.size() + job.items.size());
    for (const Id id : job.volumes) records.push_back("v" + std::to_string(id));
    for (const Id id : job.boxes) records.push_back("b" + std::to_string(id));
    for (const Id id : job.items) records.push_back("i" + std::to_string(id));
    return json_object({JsonField::raw("options", json_array(options_of(job))),
                        JsonField::raw("records", json_array(records))});
}

Result<void> read_print_request(const std::string& text, PrintJob& job) {
    const std::vector<std::string> strings = json_strings(text);
    if (strings.empty()) return bad();
    for (const std::string& one : strings) {
        const auto equals = one.find('=');
        const std::string_view all = one;
        if (equals != std::string::npos) {
            if (!read_option(all.substr(0, equals), all.substr(equals + 1), job)) return bad();
        } else if (one == kHardCover) {
            job.options.hard_cover = true;
        } else if (one != "a4" && !read_record(one, job)) {
            return bad();
        }
    }
    return {};
}

}  // namespace lantai::core
