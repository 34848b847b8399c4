#include "core/rules/compose_proposal.hpp"

#include <gtest/gtest.h>

namespace lantai::core {
namespace {

ItemEntry paper(Id id, const std::string& clause_no, int pages, const std::string& date) {
    ItemEntry entry;
    entry.item.id = id;
    entry.item.department_id = 5;
    entry.item.filing_year = 2023;
    entry.item.retention_class = "D30";
    entry.item.pages = pages;
    entry.item.document_date = Date::parse(date).value();
    entry.item.archival_code = "Q001-WS·2023-D30-ZJB-" + std::to_string(1000 + id);
    if (!clause_no.empty()) entry.item.clause_id = std::stoll(clause_no);
    entry.clause_no = clause_no;
    entry.department_code = "ZJB";
    entry.department_name = "总经理办公室";
    return entry;
}

ComposeRequest request(std::vector<ItemEntry> items, int page_limit = 200) {
    ComposeRequest made;
    made.page_limit = page_limit;
    made.items = std::move(items);
    made.clause_titles = {{2, "合同协议"}, {10, "规章制度"}};
    return made;
}

std::vector<std::vector<Id>> ids(const ComposeProposal& proposal) {
    std::vector<std::vector<Id>> all;
    for (const ProposedUnit& unit : proposal.units) all.push_back(unit.items);
    return all;
}

using Units = std::vector<std::vector<Id>>;

TEST(ComposeProposalTest, OneVolumeForEachClause) {
    const auto proposal =
        compose_proposal(request({paper(1, "10", 3, "2023-01-01"), paper(2, "2", 4, "2023-02-01"),
                                  paper(3, "", 5, "2023-01-01"), paper(4, "2", 6, "2023-01-01")}))
            .value();
    EXPECT_EQ(ids(proposal), (Units{{4, 2}, {1}, {3}}));
    EXPECT_EQ(proposal.units[0].title, "2023年总经理办公室合同协议");
    EXPECT_EQ(proposal.units[1].title, "2023年总经理办公室规章制度");
    EXPECT_EQ(proposal.units[2].title, "2023年总经理办公室其他文件");
    EXPECT_EQ(proposal.units[0].pages, 10);
    EXPECT_EQ(proposal.units[0].clause_no, "2");
    EXPECT_TRUE(proposal.left.empty());
}

TEST(ComposeProposalTest, R20_classes_and_departments_stand_apart) {
    auto items = std::vector{paper(1, "2", 1, "2023-01-01"), paper(2, "2", 1, "2023-01-02"),
                             paper(3, "2", 1, "2023-01-03")};
    items[1].item.retention_class = "Y";
    items[2].item.department_id = 6;
    items[2].department_code = "CWB";
    items[2].department_name = "财务部";
    const auto proposal = compose_proposal(request(items)).value();
    EXPECT_EQ(ids(proposal), (Units{{3}, {1}, {2}}));
    EXPECT_EQ(proposal.units[0].department_id, 6);
    EXPECT_EQ(proposal.units[0].title, "2023年财务部合同协议");
    EXPECT_EQ(proposal.units[2].retention_class, "Y");
}

TEST(ComposeProposalTest, AVolumeEndsAtThePageLimit) {
    std::vector<ItemEntry> items;
    for (Id id = 1; id <= 5; ++id) items.push_back(paper(id, "2", 40, "2023-01-01"));
    const auto proposal = compose_proposal(request(items, 100)).value();
    EXPECT_EQ(ids(proposal), (Units{{1, 2}, {3, 4}, {5}}));
    EXPECT_EQ(proposal.units[0].title, "2023年总经理办公室合同协议（一）");
    EXPECT_EQ(proposal.units[2].title, "2023年总经理办公室合同协议（三）");
}

TEST(ComposeProposalTest, R22_a_group_stays_whole_even_above_the_limit) {
    ComposeRequest made = request({paper(1, "2", 60, "2023-01-01"), paper(2, "2", 30, "2023-01-02"),
                                   paper(3, "10", 80, "2023-01-03")},
                                  100);
    made.links = {{1, 2, 3, LinkKind::main_attachment}};  // 2 leads: the clause of both
    const auto proposal = compose_proposal(made).value();
    EXPECT_EQ(ids(proposal), (Units{{1}, {2, 3}}));
    EXPECT_FALSE(proposal.units[0].over_limit);
    EXPECT_TRUE(proposal.units[1].over_limit);
    EXPECT_EQ(proposal.units[1].clause_no, "2");
}

TEST(ComposeProposalTest, R24_top_secret_groups_stand_apart) {
    ComposeRequest made = request({paper(1, "2", 1, "2023-01-01"), paper(2, "2", 1, "2023-01-02"),
                                   paper(3, "2", 1, "2023-01-03")});
    made.items[1].item.level = Level::top_secret;
    made.links = {{1, 2, 3, LinkKind::main_attachment}};
    const auto proposal = compose_proposal(made).value();
    EXPECT_EQ(ids(proposal), (Units{{1}, {2, 3}}));
    EXPECT_EQ(proposal.units[1].level, Level::top_secret);
}

TEST(ComposeProposalTest, AGroupThatDoesNotAgreeIsLeft) {  // DECISIONS 4
    const std::vector<void (*)(Item&)> differences = {
        [](Item& one) { one.department_id = 6; }, [](Item& one) { one.retention_class = "Y"; },
        [](Item& one) { one.filing_year = 2022; }, [](Item& one) { one.category = "KJ"; }};
    for (std::size_t i = 0; i < differences.size(); ++i) {
        auto made = request({paper(1, "2", 1, "2023-01-01"), paper(2, "2", 1, "2023-01-02"),
                             paper(3, "2", 1, "2023-01-03")});
        differences[i](made.items[1].item);
        made.links = {{1, 1, 2, LinkKind::main_attachment}};
        const auto proposal = compose_proposal(made).value();
        EXPECT_EQ(ids(proposal), (Units{{3}})) << i;
        EXPECT_EQ(proposal.left, (std::vector<Id>{1, 2})) << i;
    }
}

TEST(ComposeProposalTest, BoxesFillByCodeWhateverTheClause) {
    ComposeRequest made =
        request({paper(3, "2", 40, "2023-01-01"), paper(1, "10", 40, "2023-05-01"),
                 paper(2, "", 40, "2023-03-01")},
                100);
    made.arrangement = Arrangement::item;
    const auto proposal = compose_proposal(made).value();
    EXPECT_EQ(ids(proposal), (Units{{1, 2}, {3}}));
    EXPECT_EQ(proposal.units[0].title, "");
}

TEST(ComposeProposalTest, UnknownPagesAreTold) {
    ComposeRequest made = request({paper(1, "2", 7, "2023-01-01"), paper(2, "2", 1, "2023-01-02")});
    made.items[1].item.pages.reset();
    const auto proposal = compose_proposal(made).value();
    EXPECT_EQ(proposal.units[0].pages, 7);
    EXPECT_TRUE(proposal.units[0].pages_unknown);
}

}  // namespace
}  // namespace lantai::core
