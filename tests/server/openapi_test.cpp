// openapi.json is the contract: the route table must say the same.
#include <gtest/gtest.h>

#include <set>

#include "core/model/print_job.hpp"
#include "server/api/api.hpp"
#include "tests/support/openapi.hpp"

namespace lantai::server {
namespace {

std::vector<test::Operation> routed() {
    std::vector<test::Operation> all;
    for (const auto table : all_routes())
        for (const Route& route : table)
            all.push_back({route.method, route.path, operation_id(route), route.permission.text()});
    return all;
}

TEST(OpenapiTest, KnowsEveryRouteWithItsOperationAndPermission) {
    std::map<std::pair<std::string, std::string>, test::Operation> written;
    for (const auto& operation : test::openapi_operations())
        written[{operation.method, operation.path}] = operation;
    for (const auto& route : routed()) {
        const auto found = written.find({route.method, route.path});
        ASSERT_NE(found, written.end()) << route.method << " " << route.path;
        EXPECT_EQ(found->second.id, route.id);
        EXPECT_EQ(found->second.permission, route.permission) << route.path;
    }
}

TEST(OpenapiTest, EveryOperationHasARoute) {
    std::set<std::string> routes;
    for (const auto& route : routed()) routes.insert(route.method + " " + route.path);
    for (const auto& operation : test::openapi_operations())
        EXPECT_EQ(routes.count(operation.method + " " + operation.path), 1u)
            << operation.method << " " << operation.path;
}

TEST(OpenapiTest, NamesEachOperationOnce) {
    std::set<std::string> ids;
    for (const auto& operation : test::openapi_operations())
        EXPECT_TRUE(ids.insert(operation.id).second) << operation.id;
}

TEST(OpenapiTest, NamesOnlyPermissionsOfThePolicy) {
    for (const auto& operation : test::openapi_operations()) {
        const bool known = operation.permission == "public" ||
                           operation.permission == "signed_in" ||
                           operation.permission == "own_session" ||
                           core::from_text<core::Action>(operation.permission);
        EXPECT_TRUE(known) << operation.id << ": " << operation.permission;
    }
}

/// The words of an enum in the document and in the program.
template <class E>
void expect_same_words(const std::string& schema) {
    std::vector<std::string> program;
    for (const auto text : core::enum_texts<E>()) program.emplace_back(text);
    EXPECT_EQ(test::openapi()["components"]["schemas"][schema]["enum"], program) << schema;
}

TEST(OpenapiTest, KnowsTheSameWordsAsTheModel) {
    expect_same_words<core::Action>("Action");
    expect_same_words<core::Arrangement>("Arrangement");
    expect_same_words<core::BoxState>("BoxState");
    expect_same_words<core::Carrier>("Carrier");
    expect_same_words<core::ClearanceKind>("ClearanceKind");
    expect_same_words<core::ClearanceState>("ClearanceState");
    expect_same_words<core::CodeOwner>("CodeOwner");
    expect_same_words<core::ChangeKind>("ChangeKind");
    expect_same_words<core::ChangeState>("ChangeState");
    expect_same_words<core::ChangeTarget>("ChangeTarget");
    expect_same_words<core::CountPhase>("CountPhase");
    expect_same_words<core::CountSide>("CountSide");
    expect_same_words<core::DraftOrder>("DraftOrder");
    expect_same_words<core::HandoverState>("HandoverState");
    expect_same_words<core::HeldKind>("HeldKind");
    expect_same_words<core::IncidentKind>("IncidentKind");
    expect_same_words<core::ItemKind>("ItemKind");
    expect_same_words<core::ItemState>("ItemState");
    expect_same_words<core::LeavingState>("LeavingState");
    expect_same_words<core::LinkKind>("LinkKind");
    expect_same_words<core::LoanMode>("LoanMode");
    expect_same_words<core::LoanState>("LoanState");
    expect_same_words<core::Medium>("Medium");
    expect_same_words<core::NoticeKind>("NoticeKind");
    expect_same_words<core::Origin>("Origin");
    expect_same_words<core::Outcome>("Outcome");
    expect_same_words<core::PositionKind>("PositionKind");
    expect_same_words<core::ReaderKind>("ReaderKind");
    expect_same_words<core::PrintJobState>("PrintJobState");
    expect_same_words<core::PrintSubject>("PrintJobSubject");
    expect_same_words<core::RegisterAct>("RegisterAct");
    expect_same_words<core::RegisterDirection>("RegisterDirection");
    expect_same_words<core::RegisterOrigin>("RegisterOrigin");
    expect_same_words<core::RegisterState>("RegisterState");
    expect_same_words<core::Role>("Role");
    expect_same_words<core::StepDecision>("StepDecision");
    expect_same_words<core::TextState>("TextState");
    expect_same_words<core::VolumeState>("VolumeState");
    expect_same_words<core::YearPolicy>("YearPolicy");
}

TEST(OpenapiTest, SeesWhenABodyDoesNotFit) {
    EXPECT_EQ(test::schema_fault("Health", {{"status", "ok"}}), "");
    EXPECT_NE(test::schema_fault("Health", {{"status", "ill"}}), "");
    EXPECT_NE(test::schema_fault("Health", {{"status", "ok"}, {"more", 1}}), "");
    EXPECT_NE(test::schema_fault("Health", nlohmann::json::object()), "");
    // nullable references and ids
    EXPECT_EQ(test::schema_fault("AuditHead", {{"seq", 0}, {"chain", ""}, {"at", nullptr}}), "");
    EXPECT_NE(test::schema_fault("AuditHead", {{"seq", 0}, {"chain", ""}, {"at", "today"}}), "");
    EXPECT_NE(test::schema_fault("Id", 12), "");
    EXPECT_EQ(test::schema_fault("Id", "12"), "");
    EXPECT_NE(test::answer_fault("GET", "/healthz", 202, "application/json", "{}"), "");
    EXPECT_NE(test::answer_fault("GET", "/healthz", 200, "text/html", "ok"), "");
    EXPECT_NE(test::answer_fault("GET", "/nowhere", 200, "application/json", "{}"), "");
}

}  // namespace
}  // namespace lantai::server
