#include "core/rules/change_rules.hpp"

#include <algorithm>
#include <charconv>
#include <functional>

#include "core/model/names.hpp"
#include "core/rules/item_rules.hpp"
#include "core/rules/secrecy.hpp"
#include "core/rules/text_rules.hpp"

namespace lantai::core {
namespace {

std::string words_text(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

std::vector<std::string> text_words(const std::string& text) {
    std::vector<std::string> words;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        if (end > begin) words.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

std::optional<std::string> filled(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<std::string> number_text(const std::optional<int>& value) {
    return value ? std::optional(std::to_string(*value)) : std::nullopt;
}

std::optional<std::string> date_text(const std::optional<Date>& date) {
    return date ? std::optional(date->iso()) : std::nullopt;
}

using Read = std::function<std::optional<std::string>(const Item&)>;
/// False: the text is no value of this field.
using Write = std::function<bool(Item&, const std::string&)>;

struct Correctable {
    const char* name;
    const char* label;      // as the note prints it
    const char* fault_key;  // when the text is no value of the field
    Read read;
    Write write;
    TextLimit limit = {kMaxRemarks, false, TextKind::line};
};

Correctable text_field(const char* name, const char* label, std::string Item::*member,
                       TextLimit limit) {
    return {name,
            label,
            "text.required",
            [member](const Item& item) { return filled(item.*member); },
            [member](Item& item, const std::string& text) {
                item.*member = text;
                return true;
            },
            limit};
}

Correctable date_field(const char* name, const char* label, std::optional<Date> Item::*member) {
    return {name, label, "date.bad", [member](const Item& item) { return date_text(item.*member); },
            [member](Item& item, const std::string& text) {
                item.*member = std::nullopt;
                if (text.empty()) return true;
                const auto date = Date::parse(text);
                if (date) item.*member = *date;
                return static_cast<bool>(date);
            }};
}

Correctable number_field(const char* name, const char* label, std::optional<int> Item::*member,
                         int max) {
    return {name, label, "item.range",
            [member](const Item& item) { return number_text(item.*member); },
            [member, max](Item& item, const std::string& text) {
                int value = 0;
                const char* end = text.data() + text.size();
                const auto read = std::from_chars(text.data(), end, value);
                item.*member = value;
                return read.ec == std::errc() && read.ptr == end && value >= 1 && value <= max;
            }};
}

std::vector<Correctable> make_correctables() {
    std::vector<Correctable> all = {
        text_field("title", "题名", &Item::title, {kMaxTitle, true, TextKind::line}),
        text_field("document_no", "文号", &Item::document_no,
                   {kMaxDocumentNo, false, TextKind::line}),
        text_field("creator", "责任者", &Item::creator, {kMaxCreator, false, TextKind::line}),
        text_field("remarks", "备注", &Item::remarks, {kMaxRemarks, false, TextKind::lines}),
        text_field("date_text", "原写日期", &Item::date_text, {100, false, TextKind::line}),
        date_field("period_from", "起始日期", &Item::period_from),
        date_field("period_to", "终止日期", &Item::period_to)};
    all.push_back({"document_date", "日期", "date.bad",
                   [](const Item& item) { return std::optional(item.document_date.iso()); },
                   [](Item& item, const std::string& text) {
                       const auto date = Date::parse(text);
                       if (date) item.document_date = *date;
                       return static_cast<bool>(date);
                   }});
    all.push_back(number_field("copies", "份数", &Item::copies, kMaxCopies));
    all.push_back(number_field("pages", "页数", &Item::pages, kMaxPages));
    all.push_back({"keywords", "主题词", "text.required",
                   [](const Item& item) { return filled(words_text(item.keywords)); },
                   [](Item& item, const std::string& text) {
                       item.keywords = text_words(text);
                       return true;
                   }});
    all.push_back(
        {"medium", "载体", "request.not_a_choice",
         [](const Item& item) { return std::optional(std::string(to_text(item.medium))); },
         [](Item& item, const std::string& text) {
             const auto medium = from_text<Medium>(text);
             if (medium) item.medium = *medium;
             return medium.has_value();
         }});
    return all;
}

const std::vector<Correctable>& correctables() {
    static const std::vector<Correctable> kAll = make_correctables();
    return kAll;
}

Error field_fault(const ChangeField& field, const char* key) {
    return field_error("fields." + field.name, key,
                       {{"rule", "R-36"},
                        {"field", field.name},
                        {"min", "1"},
                        {"max", std::to_string(field.name == "pages" ? kMaxPages : kMaxCopies)}});
}

std::string quoted(const std::optional<std::string>& value) {
    return value ? "“" + *value + "”" : "空";
}

std::string named_items(std::span<const NotedItem> items, bool with_codes) {
    std::string text;
    for (const NotedItem& item : items) {
        text += text.empty() ? "" : "、";
        if (item.position) text += "第" + std::to_string(*item.position) + "件";
        if (!item.title.empty()) text += "《" + item.title + "》";
        if (with_codes && !item.new_code.empty()) text += "（现档号 " + item.new_code + "）";
    }
    return text;
}

std::string mark_of(const std::optional<std::string>& level,
                    const std::optional<std::string>& months) {
    const auto number = [](const std::string& text) {
        int value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    };
    const Level value = static_cast<Level>(std::clamp(level ? number(*level) : 0, 0, 4));
    return secrecy_mark(value, months ? std::optional(number(*months)) : std::nullopt);
}

std::string corrections(const ChangeRequest& change) {
    std::string text;
    for (const Correctable& one : correctables())
        if (const ChangeField* field = change.field(one.name))
            text += (text.empty() ? "" : "；") + std::string(one.label) + "由" +
                    quoted(field->from) + "更正为" + quoted(field->to);
    return text;
}

bool in_volume(std::span<const NotedItem> items) {
    return std::any_of(items.begin(), items.end(),
                       [](const NotedItem& item) { return item.position.has_value(); });
}

/// In a volume the others are known by number and page, in a box by their own codes.
std::string rest_stays(std::span<const NotedItem> items) {
    return in_volume(items) ? "其余各件件号、页号不变。" : "其余各件档号不变。";
}

std::string body_of(const ChangeRequest& change, std::span<const NotedItem> items) {
    const auto value = [&](const char* name, bool after) {
        const ChangeField* field = change.field(name);
        if (!field) return std::optional<std::string>();
        return after ? field->to : field->from;
    };
    switch (change.kind) {
        case ChangeKind::reopen_volume:
            return "经批准重新开卷。";
        case ChangeKind::reopen_box:
            return "经批准重新开盒。";
        case ChangeKind::correct_item:
            return named_items(items, false) + "：" + corrections(change) + "。";
        case ChangeKind::change_level:
            return named_items(items, false) + "密级由“" +
                   mark_of(value("level", false), value("secrecy_months", false)) + "”改为“" +
                   mark_of(value("level", true), value("secrecy_months", true)) + "”。";
        case ChangeKind::change_retention:
            return named_items(items, true) + "保管期限由" +
                   quoted(value("retention_class", false)) + "改为" +
                   quoted(value("retention_class", true)) +
                   (in_volume(items) ? "，移出本卷；" : "，移出本盒；") + rest_stays(items);
        case ChangeKind::move_group:
            return named_items(items, true) + "随复文" + value("reply_code", true).value_or("") +
                   "移至" + value("filing_year", true).value_or("") + "年度；" + rest_stays(items);
    }
    return {};
}

}  // namespace

Result<Item> corrected(const Item& before, std::span<const ChangeField> fields) {
    Item after = before;
    Faults faults;
    for (const ChangeField& field : fields) {
        const auto known =
            std::find_if(correctables().begin(), correctables().end(),
                         [&](const Correctable& one) { return one.name == field.name; });
        if (field.name == "pages" && !before.box_id)
            faults.add(field_fault(field, "change.needs_reopening"));
        else if (known == correctables().end())
            faults.add(field_fault(field, "change.field_unknown"));
        else if (auto fault =
                     text_fault("fields." + field.name, field.to.value_or(""), known->limit))
            faults.add(std::move(fault));
        else if (!known->write(after, field.to.value_or("")))
            faults.add(field_fault(field, known->fault_key));
    }
    LT_CHECK(std::move(faults).result());
    return after;
}

std::vector<ChangeField> correction_fields(const Item& before, const Item& after) {
    std::vector<ChangeField> fields;
    for (const Correctable& one : correctables()) {
        ChangeField field{one.name, one.read(before), one.read(after)};
        if (field.from != field.to) fields.push_back(std::move(field));
    }
    return fields;
}

std::vector<ChangeField> level_fields(Level from, std::optional<int> from_months, Level to,
                                      std::optional<int> to_months) {
    const auto text = [](Level level) { return std::to_string(static_cast<int>(level)); };
    return {{"level", text(from), text(to)},
            {"secrecy_months", number_text(from_months), number_text(to_months)}};
}

Result<void> check_undecided(const ChangeRequest& change) {
    if (change.state == ChangeState::open) return {};
    Error error = fail(ErrorCode::conflict, "change.decided");
    error.params = {{"state", std::string(to_text(change.state))}};
    return error;
}

Result<void> check_decider(const ChangeRequest& change, const Subject& decider) {
    if (decider.user_id == change.requested_by)
        return fail(ErrorCode::forbidden, "access.own_work");
    const ChangeField* level = change.field("level");
    if (!level) return {};
    const std::string needed = std::max(level->from.value_or("0"), level->to.value_or("0"));
    if (std::to_string(static_cast<int>(decider.clearance)) < needed)
        return fail(ErrorCode::forbidden, "access.clearance");
    return {};
}

Result<void> check_reopen(const Volume& volume, bool out) {
    const char* key = nullptr;
    if (volume.state != VolumeState::sealed) key = "volume.not_sealed";
    if (!key && volume.origin == Origin::old) key = "volume.old_stays";
    if (!key && out) key = "volume.on_loan";
    if (!key) return {};
    Error error = fail(ErrorCode::conflict, key);
    error.params = {{"rule", "R-36"}, {"volume", volume.archival_code}};
    return error;
}

Result<void> check_not_submitted(const Volume& volume) {
    if (volume.state != VolumeState::submitted) return {};
    Error error = fail(ErrorCode::conflict, "volume.being_checked");
    error.params = {{"rule", "R-35"}, {"volume", volume.archival_code}};
    return error;
}

std::string change_note(const ChangeRequest& change, std::span<const NotedItem> items,
                        const NotePeople& people) {
    return body_of(change, items) + "原因：" + change.reason + "。申请人：" + people.requester +
           "，批准人：" + people.decider + "。";
}

std::string arrival_note(const ChangeRequest& change, std::span<const NotedItem> items,
                         bool name_volume) {
    const ChangeField* box = change.field("box");
    const ChangeField* holder = box ? box : change.field("volume");
    const bool named = holder && holder->from && name_volume;
    const std::string origin = named ? (box ? "档案盒" : "案卷") + *holder->from
                               : box ? "另一档案盒"
                                     : "另一案卷";
    return named_items(items, false) + "由" + origin + "移来。原因：" + change.reason + "。";
}

}  // namespace lantai::core
