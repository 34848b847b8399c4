#include "core/rules/register_rules.hpp"

#include <gtest/gtest.h>

#include <map>

#include "core/model/names.hpp"

namespace lantai::core {
namespace {

using Act = RegisterAct;
using State = RegisterState;

TEST(RegisterRulesTest, R16_OnlyTheStepsOfTheTableAreAllowed) {
    // Written out once more: state, act, where it leads.
    const std::map<std::pair<std::string, std::string>, std::string> expected = {
        {{"in_hand", "conclude"}, "concluded"},  {{"in_hand", "keep"}, "kept"},
        {{"concluded", "collect"}, "collected"}, {{"kept", "collect"}, "collected"},
        {{"collected", "file"}, "placed"},       {{"placed", "take_back"}, "collected"},
        {{"placed", "bind"}, "bound"},           {{"bound", "receive"}, "archived"},
        {{"collected", "receive"}, "collected"}, {{"placed", "receive"}, "placed"},
        {{"archived", "receive"}, "archived"},   {{"in_hand", "hand_on"}, "in_hand"},
        {{"concluded", "hand_on"}, "concluded"}, {{"kept", "hand_on"}, "kept"}};
    for (std::size_t s = 0; s < enum_texts<State>().size(); ++s)
        for (std::size_t a = 0; a < enum_texts<Act>().size(); ++a) {
            const std::pair<std::string, std::string> step{enum_texts<State>()[s],
                                                           enum_texts<Act>()[a]};
            const auto next = next_state(State(s), Act(a));
            const auto found = expected.find(step);
            ASSERT_EQ(next.has_value(), found != expected.end())
                << step.first << " " << step.second;
            if (next) {
                EXPECT_EQ(to_text(*next), found->second) << step.first << " " << step.second;
            }
        }
    EXPECT_EQ(register_moves().size(), expected.size());
}

TEST(RegisterRulesTest, R14_OnlyFinishedPapersAreFiled) {
    for (const State state : {State::in_hand, State::concluded, State::kept}) {
        const auto refused = next_state(state, Act::file);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().key, "register.not_collected");
        EXPECT_EQ(refused.error().params[2].second, "R-14");
    }
    EXPECT_EQ(next_state(State::placed, Act::file).error().key, "register.wrong_state");
    RegisterEntry entry;
    entry.state = State::collected;
    EXPECT_TRUE(check_file_entry(entry, 0));
}

RegisterEntry of_office(RegisterOrigin origin, Id department) {
    RegisterEntry entry;
    entry.origin = origin;
    entry.department_id = department;
    entry.state = State::collected;
    entry.register_no = "XSB-2024-N-0001";
    return entry;
}

TEST(RegisterRulesTest, R6_WhatTheCompanyIssuesBelongsToTheGeneralOffice) {
    constexpr Id kOffice = 1, kSales = 2;
    RegisterEntry entry = of_office(RegisterOrigin::company_issued, kSales);
    EXPECT_EQ(keeper_of(entry, kOffice), kOffice);
    EXPECT_EQ(check_file_entry(entry, kOffice).error().key, "register.no_receipt");
    EXPECT_EQ(check_file_entry(entry, kOffice).error().params[0].second, "R-6");
    entry.receipted_on = Date(2024, 3, 5);
    EXPECT_TRUE(check_file_entry(entry, kOffice));
    EXPECT_TRUE(check_file_entry(of_office(RegisterOrigin::company_issued, kOffice), kOffice));
}

TEST(RegisterRulesTest, R8_AMeetingSetNeedsTheReceiptOfTheGeneralOffice) {
    constexpr Id kOffice = 1, kSales = 2;
    const RegisterEntry entry = of_office(RegisterOrigin::meeting_set, kSales);
    EXPECT_EQ(keeper_of(entry, kOffice), kOffice);
    const auto refused = check_file_entry(entry, kOffice);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().params[0].second, "R-8");
}

TEST(RegisterRulesTest, R7_TheLeadDepartmentKeepsAndCopiesAreNotFiled) {
    RegisterEntry entry = of_office(RegisterOrigin::ordinary, 2);
    EXPECT_EQ(keeper_of(entry, 1), 2);
    entry.copy_of = 77;
    EXPECT_EQ(check_file_entry(entry, 1).error().key, "register.copy");
}

TEST(RegisterRulesTest, R11_T13_TheTenthOfTheNextMonthIsInTime) {
    EXPECT_EQ(filing_due(Date(2023, 2, 14)), Date(2023, 3, 10));
    EXPECT_EQ(days_late(Date(2023, 2, 14), Date(2023, 3, 10)), 0);
    EXPECT_EQ(days_late(Date(2023, 2, 14), Date(2023, 3, 11)), 1);
    EXPECT_EQ(days_late(Date(2023, 2, 14), Date(2023, 3, 12)), 2);
    EXPECT_EQ(days_late(Date(2023, 2, 14), Date(2023, 2, 20)), 0);
    EXPECT_EQ(filing_due(Date(2023, 12, 31)), Date(2024, 1, 10));
    EXPECT_EQ(filing_due(Date(2024, 1, 31)), Date(2024, 2, 10));
}

TEST(RegisterRulesTest, R11_LateBeforeAgreesWithTheDueDayOnEveryDayOfTwoYears) {
    for (Date today(2023, 1, 1); today < Date(2025, 1, 1); today = today.plus_days(1))
        for (const int back : {1, 5, 12, 28, 31, 35, 45, 62}) {
            const Date concluded = today.plus_days(-back);
            EXPECT_EQ(concluded<late_before(today), days_late(concluded, today)> 0)
                << today.iso() << " " << concluded.iso();
        }
}

std::string faults_of(const RegisterEntry& entry, Id office) {
    const auto checked = check_entry(entry, office, Date(2024, 3, 15));
    if (checked) return "";
    std::string keys = checked.error().field + "=" + checked.error().key;
    for (const Error& other : checked.error().others) keys += " " + other.field + "=" + other.key;
    return keys;
}

TEST(RegisterRulesTest, AnEntrySaysWhatItHasToSay) {
    RegisterEntry entry;
    entry.registered_on = Date(2024, 3, 15);
    EXPECT_EQ(faults_of(entry, 1), "title=text.required correspondent=text.required");
    entry.title = "关于检查安全生产的通知";
    entry.correspondent = "市应急局";
    EXPECT_EQ(faults_of(entry, 1), "");
    entry.pages = 0;
    entry.registered_on = Date(2024, 3, 16);
    EXPECT_EQ(faults_of(entry, 1), "pages=request.out_of_range registered_on=register.in_future");
}

TEST(RegisterRulesTest, TheOriginFitsTheDirection) {
    RegisterEntry entry;
    entry.title = "t";
    entry.correspondent = "c";
    entry.registered_on = Date(2024, 3, 1);
    entry.origin = RegisterOrigin::company_issued;
    EXPECT_EQ(faults_of(entry, 1), "origin=register.origin");
    entry.direction = RegisterDirection::outgoing;
    EXPECT_EQ(faults_of(entry, 1), "");
    EXPECT_EQ(faults_of(entry, 0), "origin=register.no_general_office");
    entry.origin = RegisterOrigin::meeting_set;
    EXPECT_EQ(faults_of(entry, 1), "origin=register.origin");
    entry.direction = RegisterDirection::internal;
    EXPECT_EQ(faults_of(entry, 1), "");
}

}  // namespace
}  // namespace lantai::core
