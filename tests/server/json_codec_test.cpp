#include "server/json_codec.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace lantai::server {
namespace {

/// Reads a body as a handler with every kind of member would; "field:key" of each fault.
std::vector<std::string> faults_of(const std::string& body) {
    auto parsed = JsonReader::parse(body);
    if (!parsed) return {parsed.error().field + ":" + parsed.error().key};
    JsonReader& in = *parsed;
    in.text("title", {.max = 5, .required = true});
    in.text("remarks", {.max = 20, .required = false, .kind = core::TextKind::lines});
    in.optional_integer("pages", 1, 99'999);
    in.optional_boolean("approve");
    in.optional_date("date");
    in.optional_id("clause_id");
    in.ids("uploads", 2);
    in.texts("keywords", 2, {.max = 3, .required = true});
    in.optional_level("level");
    in.optional_choice<core::Medium>("medium");
    in.object("outside", [](JsonReader& o) { o.text("name", {.max = 5, .required = true}); });
    in.objects("links", 2, [](JsonReader& o) {
        o.id("item_id");
        o.choice<core::LinkKind>("kind");
    });
    const auto finished = in.finish();
    if (finished) return {};
    std::vector<std::string> out = {finished.error().field + ":" + finished.error().key};
    for (const core::Error& other : finished.error().others)
        out.push_back(other.field + ":" + other.key);
    return out;
}

struct BadBody {
    std::string body;
    std::string fault;  // the only one
};

std::string many_members(int count) {
    std::string body = "{";
    for (int i = 0; i < count; ++i) body += (i ? ",\"" : "\"") + std::to_string(i) + "\":0";
    return body + "}";
}

std::string many_values(int count) {
    std::string values = "0";
    for (int i = 1; i < count; ++i) values += ",0";
    return values;
}

/// A body whose only fault is the member `rest`.
BadBody member(const std::string& rest, const std::string& fault) {
    return {R"({"title":"甲",)" + rest + "}", fault};
}

std::vector<BadBody> bad_shapes() {
    return {
        // not JSON, or not the JSON of an object
        {"", ":request.json_bad"},
        {"{", ":request.json_bad"},
        {R"({"title":"甲"} x)", ":request.json_bad"},
        {R"({"title":"甲",})", ":request.json_bad"},
        {R"({title:"甲"})", ":request.json_bad"},
        {R"({"title":'甲'})", ":request.json_bad"},
        {R"({"title":NaN})", ":request.json_bad"},
        {"{\"title\":\"a\nb\"}", ":request.json_bad"},
        {"{\"title\":\"\xff\"}", ":request.json_bad"},
        {"{\"title\":\"\xc0\xaf\"}", ":request.json_bad"},      // overlong "/"
        {"{\"title\":\"\xed\xa0\x80\"}", ":request.json_bad"},  // a surrogate as UTF-8
        {R"({"title":"\ud800"})", ":request.json_bad"},
        {R"({"pages":01,"title":"甲"})", ":request.json_bad"},
        {R"({"pages":+1,"title":"甲"})", ":request.json_bad"},
        {std::string("{\"title\":\"a\0\"}", 13), ":request.json_bad"},
        {"[]", ":request.not_an_object"},
        {"\"title\"", ":request.not_an_object"},
        {"null", ":request.not_an_object"},
        {"12", ":request.not_an_object"},
        {many_members(201), ":request.too_many_members"},
        {"{\"x\":[" + many_values(100'001) + "]}", ":request.too_many_members"},
        {R"({"x":)" + std::string(40, '[') + std::string(40, ']') + "}", ":request.too_deep"},
        {std::string(1'000'000, '['), ":request.too_deep"},
        // missing and unknown
        {"{}", "title:request.field_missing"},
        {R"({"title":null})", "title:request.field_missing"},
        {R"({"title":"  "})", "title:text.required"},
        {R"({"title":"甲","title":"乙"})", "title:request.duplicate_field"},
        {R"({"title":"甲","tit\u006ce":"乙"})", "title:request.duplicate_field"},
        member(R"("levle":1)", "levle:request.unknown_field"),
        member(R"("Title":"x")", "Title:request.unknown_field"),
        member(R"("a\u0007b":1)", "?:request.unknown_field"),
    };
}

std::vector<BadBody> bad_members() {
    return {
        // wrong types
        {R"({"title":12})", "title:request.field_type"},
        {R"({"title":["甲"]})", "title:request.field_type"},
        member(R"("pages":"12")", "pages:request.field_type"),
        member(R"("pages":1.0)", "pages:request.field_type"),
        member(R"("pages":1e2)", "pages:request.field_type"),
        member(R"("pages":true)", "pages:request.field_type"),
        member(R"("approve":1)", "approve:request.field_type"),
        member(R"("approve":"true")", "approve:request.field_type"),
        member(R"("clause_id":12)", "clause_id:request.field_type"),
        member(R"("clause_id":"012")", "clause_id:request.field_type"),
        member(R"("clause_id":"-5")", "clause_id:request.field_type"),
        member(R"("clause_id":"9007199254740992")", "clause_id:request.field_type"),
        member(R"("uploads":"7")", "uploads:request.field_type"),
        member(R"("uploads":["7",8])", "uploads[1]:request.field_type"),
        member(R"("outside":[])", "outside:request.field_type"),
        member(R"("links":{})", "links:request.field_type"),
        member(R"("links":["x"])", "links[0]:request.field_type"),
        // limits
        {R"({"title":"一二三四五六"})", "title:text.too_long"},
        member(R"("pages":0)", "pages:request.out_of_range"),
        member(R"("pages":-5)", "pages:request.out_of_range"),
        member(R"("pages":100000)", "pages:request.out_of_range"),
        member(R"("pages":4294967297)", "pages:request.out_of_range"),
        member(R"("pages":18446744073709551617)", "pages:request.field_type"),
        member(R"("level":5)", "level:request.out_of_range"),
        member(R"("uploads":["1","2","3"])", "uploads:request.too_many"),
        member(R"("keywords":["a","b","c"])", "keywords:request.too_many"),
        member(R"("keywords":["abcd"])", "keywords[0]:text.too_long"),
        member(R"("keywords":["a",""])", "keywords[1]:text.required"),
        // words, dates and characters
        member(R"("medium":"stone")", "medium:request.not_a_choice"),
        member(R"("medium":"Paper")", "medium:request.not_a_choice"),
        member(R"("date":"2023-02-29")", "date:date.bad"),
        member(R"("date":"2024-3-1")", "date:date.bad"),
        member(R"("date":20240301)", "date:request.field_type"),
        {R"({"title":"a\u0000b"})", "title:text.control"},
        {R"({"title":"a\nb"})", "title:text.control"},
        {R"({"title":"a\u0085"})", "title:text.control"},
        {R"({"title":"a\u202eb"})", "title:text.bidi"},
        member(R"("remarks":"a\u001bb")", "remarks:text.control"),
        // inside
        member(R"("outside":{})", "outside.name:request.field_missing"),
        member(R"("outside":{"name":"甲","x":1})", "outside.x:request.unknown_field"),
        member(R"("links":[{"item_id":"1","kind":"cousin"}])",
               "links[0].kind:request.not_a_choice"),
        member(R"("links":[{"item_id":"1","kind":"languages"},{"kind":"languages"}])",
               "links[1].item_id:request.field_missing"),
    };
}

std::vector<BadBody> bad_bodies() {
    std::vector<BadBody> all = bad_shapes();
    for (const BadBody& bad : bad_members()) all.push_back(bad);
    return all;
}

TEST(JsonCodecTest, RefusesEachBadBodyWithItsOneFault) {
    for (const BadBody& bad : bad_bodies())
        EXPECT_EQ(faults_of(bad.body), std::vector<std::string>{bad.fault})
            << bad.body.substr(0, 200);
}

TEST(JsonCodecTest, HasManyBadBodies) { EXPECT_GE(bad_bodies().size(), 60u); }

TEST(JsonCodecTest, AcceptsWhatIsWithinTheLimits) {
    EXPECT_EQ(faults_of(R"({"title":"一二三四五","remarks":"a\nb\tc","pages":99999,"approve":false,
        "date":"2024-02-29","clause_id":"9007199254740991","uploads":["1","2"],"keywords":["甲乙丙"],
        "level":4,"medium":"both","outside":{"name":"赵"},"links":[]})"),
              std::vector<std::string>{});
}

TEST(JsonCodecTest, ReportsEveryFaultOfABodyAtOnce) {
    const auto faults = faults_of(R"({"pages":0,"medium":"stone","x":1})");
    EXPECT_EQ(faults,
              (std::vector<std::string>{"title:request.field_missing", "pages:request.out_of_range",
                                        "medium:request.not_a_choice", "x:request.unknown_field"}));
}

TEST(JsonCodecTest, NamesAtMostTwentyUnknownMembers) {
    std::string body = R"({"title":"甲")";
    for (int i = 0; i < 150; ++i) body += ",\"x" + std::to_string(i) + "\":1";
    EXPECT_EQ(faults_of(body + "}").size(), 20u);
}

TEST(JsonCodecTest, TellsNullFromAbsent) {
    auto in = JsonReader::parse(R"({"to":null})").value();
    EXPECT_TRUE(in.mentions("to"));
    EXPECT_FALSE(in.has("to"));
    EXPECT_FALSE(in.mentions("from"));
    EXPECT_TRUE(in.finish());
}

TEST(JsonCodecTest, TellsTheChoicesAndTheRange) {
    auto in = JsonReader::parse(R"({"medium":"x","level":9})").value();
    in.optional_choice<core::Medium>("medium");
    in.level("level");
    const auto finished = in.finish();
    ASSERT_FALSE(finished);
    EXPECT_EQ(finished.error().params[0].second, "paper, electronic, both");
    EXPECT_EQ(finished.error().others[0].params[1].second, "4");
}

TEST(JsonCodecTest, ReadsASetOfWordsAndRefusesARepeatedOne) {
    auto in = JsonReader::parse(R"({"roles":["archivist","employee"]})").value();
    EXPECT_EQ(in.choices<core::Role>("roles"),
              (std::set<core::Role>{core::Role::archivist, core::Role::employee}));
    auto twice = JsonReader::parse(R"({"roles":["archivist","archivist"]})").value();
    twice.choices<core::Role>("roles");
    EXPECT_EQ(twice.finish().error().key, "request.repeated_value");
}

TEST(JsonCodecTest, ReadsSecretsAsTheyAre) {
    auto in = JsonReader::parse(R"({"password":" \u202e pass\tword "})").value();
    EXPECT_EQ(in.secret("password"), " \u202e pass\tword ");
    EXPECT_TRUE(in.finish());
    auto longer = JsonReader::parse(R"({"password":")" + std::string(300, 'x') + "\"}").value();
    longer.secret("password");
    EXPECT_EQ(longer.finish().error().key, "text.too_long");
}

TEST(JsonCodecTest, WritesWhatOtherReadersUnderstand) {
    JsonWriter out;
    out.begin_object()
        .member("text", "引号\" 反斜线\\ 换行\n 制表\t 控制\x01\x7f")
        .member("number", -12)
        .member("flag", true)
        .member("none", std::optional<int>())
        .member("level", core::Level::secret)
        .member("kind", core::ItemKind::legal_case)
        .member("date", core::Date(2024, 2, 29))
        .id_member("id", core::Id{42})
        .id_member("no_id", std::optional<core::Id>())
        .instant_member("at", core::Timestamp{1'700'000'000'123});
    out.name("list").begin_array().value(1).value("b").begin_object().end_object().null();
    out.end_array().name("empty").begin_array().end_array().end_object();
    const auto read = nlohmann::json::parse(out.take());
    EXPECT_EQ(read["text"], "引号\" 反斜线\\ 换行\n 制表\t 控制\x01\x7f");
    EXPECT_EQ(read["number"], -12);
    EXPECT_EQ(read["flag"], true);
    EXPECT_TRUE(read["none"].is_null());
    EXPECT_EQ(read["level"], 2);
    EXPECT_EQ(read["kind"], "legal_case");
    EXPECT_EQ(read["date"], "2024-02-29");
    EXPECT_EQ(read["id"], "42");
    EXPECT_TRUE(read["no_id"].is_null());
    EXPECT_EQ(read["at"], "2023-11-14T22:13:20.123Z");
    EXPECT_EQ(read["list"], nlohmann::json::parse(R"([1,"b",{},null])"));
    EXPECT_EQ(read["empty"].size(), 0u);
}

}  // namespace
}  // namespace lantai::server
