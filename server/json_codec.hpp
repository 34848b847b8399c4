// Strict JSON: a reader that collects every fault of a body, and a streaming writer.
//
//   LT_TRY(JsonReader in, JsonReader::parse(request.body));
//   draft.title = in.text("title", {.max = core::kMaxTitle, .required = true});
//   draft.level = in.level("level");
//   LT_CHECK(in.finish());
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/date.hpp"
#include "core/base/ids.hpp"
#include "core/base/result.hpp"
#include "core/model/names.hpp"
#include "core/rules/text_rules.hpp"

namespace lantai::server {

using core::Result;

struct JsonNode;  // the parsed tree; only json_codec.cpp knows it

/// One JSON object. Every getter names a member; a member that is missing, of the wrong type or
/// beyond its limits gives a neutral value and a fault; finish() reports all faults together with
/// the members nobody asked for. So: ask for everything, then finish(), then use the values.
/// null counts as absent. Faults: text_fault's keys, request.field_missing, request.field_type
/// (params expected), request.not_a_choice (params choices), request.out_of_range (min, max),
/// request.too_many (max), request.unknown_field, request.duplicate_field, date.bad.
/// Threads: one.
class JsonReader {
public:
    /// Errors: invalid_argument "request.json_bad" (params position), "request.too_deep" (deeper
    /// than 32), "request.too_many_members" (more than 200 members in one object or 100,000 values
    /// in all), "request.not_an_object"; these are 400, as they belong to no field.
    static Result<JsonReader> parse(std::string_view text);

    /// Present and not null?
    bool has(std::string_view name);
    /// Present, even as null? For PATCH, where null clears and absence keeps.
    bool mentions(std::string_view name);

    /// Absent: "" unless the limit says required.
    std::string text(std::string_view name, core::TextLimit limit);
    /// Absent: nothing.
    std::optional<std::string> optional_text(std::string_view name, core::TextLimit limit);
    /// A secret: any characters but NUL, at most `max` bytes; required.
    std::string secret(std::string_view name, std::size_t max = 256);
    int integer(std::string_view name, int min, int max);  // required; 1.0 and "1" are no integers
    std::optional<int> optional_integer(std::string_view name, int min, int max);
    bool boolean(std::string_view name);  // required
    std::optional<bool> optional_boolean(std::string_view name);
    core::Date date(std::string_view name);  // required
    std::optional<core::Date> optional_date(std::string_view name);
    core::Id id(std::string_view name);  // required; a JSON string of digits
    std::optional<core::Id> optional_id(std::string_view name);
    std::vector<core::Id> ids(std::string_view name, std::size_t max);  // absent: none
    std::vector<std::string> texts(std::string_view name, std::size_t max, core::TextLimit each);
    core::Level level(std::string_view name);  // required; 0 … 4
    std::optional<core::Level> optional_level(std::string_view name);

    template <class E>
    E choice(std::string_view name) {  // required
        return static_cast<E>(pick(name, core::enum_texts<E>(), true).value_or(0));
    }
    template <class E>
    std::optional<E> optional_choice(std::string_view name) {
        const auto index = pick(name, core::enum_texts<E>(), false);
        return index ? std::optional(static_cast<E>(*index)) : std::nullopt;
    }
    template <class E>
    std::set<E> choices(std::string_view name) {  // required array, no value twice
        std::set<E> out;
        for (const std::size_t index : pick_all(name, core::enum_texts<E>()))
            out.insert(static_cast<E>(index));
        return out;
    }

    /// A nested object; absent: `read` is not called and false is returned.
    bool object(std::string_view name, const std::function<void(JsonReader&)>& read,
                bool required = false);
    /// An array of objects; fields of faults read "links[2].kind". Absent: none.
    void objects(std::string_view name, std::size_t max,
                 const std::function<void(JsonReader&)>& read);

    /// For checks of the handler's own, to be reported with the others.
    void fault(std::string_view name, std::string key,
               std::vector<std::pair<std::string, std::string>> params = {});

    /// Error: invalid_argument with every fault (first, rest in `others`).
    Result<void> finish();

private:
    struct Shared;
    JsonReader(std::shared_ptr<Shared> shared, const JsonNode* node, std::string prefix);
    const JsonNode* take(std::string_view name, bool required);
    std::optional<std::size_t> pick(std::string_view name, std::span<const std::string_view> texts,
                                    bool required);
    std::vector<std::size_t> pick_all(std::string_view name,
                                      std::span<const std::string_view> texts);
    void type_fault(std::string_view name, const char* expected);
    void report_unknown();

    std::shared_ptr<Shared> shared_;  // the tree and the faults of the whole body
    const JsonNode* node_;
    std::string prefix_;  // "links[2]." or ""
    std::set<std::string, std::less<>> asked_;
};

/// Writes JSON as it goes; commas are its business. Texts must be UTF-8.
class JsonWriter {
public:
    JsonWriter() { out_.reserve(512); }
    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    JsonWriter& name(std::string_view name);

    JsonWriter& value(std::string_view text);
    JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(bool flag);
    JsonWriter& value(int number);
    JsonWriter& value(std::int64_t number);
    JsonWriter& value(const core::Date& date);
    JsonWriter& value(core::Level level) { return value(static_cast<int>(level)); }
    template <class E>
    requires std::is_enum_v<E> JsonWriter& value(E word) { return value(core::to_text(word)); }
    JsonWriter& null();
    JsonWriter& id(core::Id id);                // as a string
    JsonWriter& instant(core::Timestamp time);  // RFC 3339
    JsonWriter& raw(std::string_view json);     // already JSON

    /// name + value; an empty optional becomes null.
    template <class T>
    JsonWriter& member(std::string_view n, const T& v) {
        return name(n).value(v);
    }
    template <class T>
    JsonWriter& member(std::string_view n, const std::optional<T>& v) {
        name(n);
        return v ? value(*v) : null();
    }
    JsonWriter& id_member(std::string_view n, core::Id v) { return name(n).id(v); }
    JsonWriter& id_member(std::string_view n, const std::optional<core::Id>& v) {
        name(n);
        return v ? id(*v) : null();
    }
    JsonWriter& instant_member(std::string_view n, core::Timestamp v) { return name(n).instant(v); }
    JsonWriter& instant_member(std::string_view n, const std::optional<core::Timestamp>& v) {
        name(n);
        return v ? instant(*v) : null();
    }

    std::string take() { return std::move(out_); }

private:
    void before_value();
    std::string out_;
    bool need_comma_ = false;
};

}  // namespace lantai::server
