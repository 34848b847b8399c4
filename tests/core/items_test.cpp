#include "core/service/items.hpp"

#include <set>
#include <thread>

#include "tests/support/filing.hpp"

namespace lantai::core {
namespace {

class ItemsTest : public ::testing::Test {
protected:
    /// A draft linked to `other`.
    ItemDraft linked(const std::string& title, const std::string& date, ItemKind kind,
                     const LinkDraft& link) {
        ItemDraft draft = archive_.draft(title, date, kind);
        draft.links = {link};
        return draft;
    }
    std::vector<std::string> faults(const ItemDraft& draft) {
        std::vector<std::string> keys;
        const auto proposal = archive_.items().propose(wang_, draft).value();
        for (const Error& fault : proposal.faults) keys.push_back(fault.field + ":" + fault.key);
        return keys;
    }
    test::FilingArchive archive_;
    Caller wang_ = archive_.caller("wang");
    Caller zhao_ = archive_.caller("zhao");
    Caller qian_ = archive_.caller("qian");
};

TEST_F(ItemsTest, ProposesTheNumberThatFilingThenGives) {  // T-3
    const ItemDraft draft = archive_.draft("关于春节放假的通知", "2023-01-10");
    const auto proposal = archive_.items().propose(wang_, draft).value();
    EXPECT_EQ(proposal.archival_code, "Q001-WS·2023-D30-ZJB-0001");
    EXPECT_EQ(proposal.year.rule, "R-31");
    EXPECT_TRUE(proposal.faults.empty());
    EXPECT_EQ(archive_.file(draft).archival_code, proposal.archival_code);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ItemsTest, ReportsAllFaultsAtOnce) {
    ItemDraft draft = archive_.draft("", "2023-01-10");
    draft.item.retention_class = "X9";
    draft.item.category = "QQ";
    draft.item.clause_id = 999'999;
    draft.uploads = {888'888};
    EXPECT_EQ(faults(draft),
              (std::vector<std::string>{
                  "category:item.category", "uploads[0]:item.upload_unknown", "title:text.required",
                  "retention_class:item.retention_unknown", "clause_id:item.clause_unknown"}));
    EXPECT_EQ(archive_.items().file(wang_, draft).error().others.size(), 4U);
}

TEST_F(ItemsTest, MovesARequestToTheYearOfItsReply) {  // T-1, R-26, DECISIONS 4
    const Item request =
        archive_.file(archive_.draft("关于购车的请示", "2022-12-20", ItemKind::request));
    EXPECT_EQ(request.archival_code, "Q001-WS·2022-D30-ZJB-0001");
    const ItemDraft draft = linked("关于购车的批复", "2023-01-15", ItemKind::reply,
                                   {request.id, LinkKind::reply_request, false});
    const auto proposal = archive_.items().propose(wang_, draft).value();
    EXPECT_EQ(proposal.year.rule, "R-26");
    EXPECT_EQ(proposal.filing_year, 2023);
    ASSERT_EQ(proposal.moves.size(), 1U);
    const Item reply = archive_.file(draft);
    const Item moved = archive_.stored(request.id);
    EXPECT_EQ(moved.filing_year, 2023);
    EXPECT_EQ(moved.year_rule, "R-26");
    EXPECT_EQ(moved.group_id, reply.id);
    EXPECT_NE(moved.archival_code, reply.archival_code);
    EXPECT_EQ(moved.archival_code.substr(0, 13), "Q001-WS·2023");
    // The number given in 2022 never comes again.
    EXPECT_EQ(archive_.file(archive_.draft("另一件", "2022-03-01")).archival_code,
              "Q001-WS·2022-D30-ZJB-0002");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ItemsTest, WantsTheLongestClassForAUnit) {  // DECISIONS 4
    ItemDraft main = archive_.draft("办法", "2023-02-01");
    main.item.retention_class = "Y";
    const Item stored = archive_.file(main);
    const ItemDraft annex = linked("办法附件", "2023-02-01", ItemKind::general,
                                   {stored.id, LinkKind::main_attachment, true});
    EXPECT_EQ(faults(annex), (std::vector<std::string>{"retention_class:item.group_retention"}));
}

TEST_F(ItemsTest, NeedsAReasonForAnotherYear) {  // R-31
    ItemDraft draft = archive_.draft("通知", "2023-01-10");
    draft.filing_year = 2022;
    EXPECT_EQ(faults(draft), (std::vector<std::string>{"year_reason:item.year_reason_missing"}));
    draft.item.year_reason = "事情属于上年";
    EXPECT_EQ(archive_.file(draft).filing_year, 2022);
}

TEST_F(ItemsTest, GivesTwoClerksDifferentNumbers) {
    std::vector<std::thread> clerks;
    std::mutex mutex;
    std::set<std::string> codes;
    for (const char* login : {"wang", "li"})
        clerks.emplace_back([&, who = archive_.caller(login)] {
            for (int i = 0; i < 25; ++i) {
                const auto filed =
                    archive_.items().file(who, archive_.draft("并发文件", "2023-03-01"));
                const std::lock_guard lock(mutex);
                codes.insert(filed.value().entry.item.archival_code);
            }
        });
    for (std::thread& clerk : clerks) clerk.join();
    EXPECT_EQ(codes.size(), 50U);
    EXPECT_EQ(*codes.rbegin(), "Q001-WS·2023-D30-ZJB-0050");
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ItemsTest, NeverUsesTheNumberOfAWithdrawnItemAgain) {
    const Item wrong = archive_.file(archive_.draft("归错的文件", "2023-01-10"));
    ASSERT_TRUE(archive_.items().withdraw(wang_, wrong.id, wrong.version, "归错"));
    EXPECT_EQ(archive_.stored(wrong.id).state, ItemState::withdrawn);
    EXPECT_EQ(archive_.file(archive_.draft("新文件", "2023-01-11")).serial, wrong.serial + 1);
    EXPECT_EQ(archive_.items().get(zhao_, wrong.id).error().code, ErrorCode::not_found);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ItemsTest, WithdrawsOnlyWithAReason) {
    const Item item = archive_.file(archive_.draft("文件", "2023-01-10"));
    EXPECT_EQ(archive_.items().withdraw(wang_, item.id, item.version, " ").error().field, "reason");
}

TEST_F(ItemsTest, AnswersAnOldVersionAsStale) {
    const Item item = archive_.file(archive_.draft("文件", "2023-01-10"));
    ItemDraft first = archive_.draft("文件(改)", "2023-01-10");
    const auto changed = archive_.items().update(wang_, item.id, item.version, first);
    ASSERT_TRUE(changed) << changed.error().key << changed.error().field;
    EXPECT_EQ(changed->entry.item.title, "文件(改)");
    EXPECT_EQ(archive_.items().update(wang_, item.id, item.version, first).error().code,
              ErrorCode::stale);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ItemsTest, KeepsWhatTheCodeIsMadeOf) {
    const Item item = archive_.file(archive_.draft("文件", "2023-01-10"));
    ItemDraft other = archive_.draft("文件", "2023-01-10");
    other.item.category = "KJ";
    const auto refused = archive_.items().update(wang_, item.id, item.version, other);
    EXPECT_EQ(refused.error().key, "item.code_fixed");
    EXPECT_EQ(refused.error().field, "category");
}

TEST_F(ItemsTest, WarnsOfProbableDuplicates) {
    ItemDraft first = archive_.draft("关于安全生产的通知", "2023-04-01");
    first.item.document_no = "兰办〔2023〕12号";
    first.uploads = {archive_.upload("wang", "a.txt", "安全生产").id};
    const Item stored = archive_.file(first);
    ItemDraft again = archive_.draft("安全生产通知", "2023-04-02");
    again.item.document_no = "兰办[2023]12號";
    again.uploads = {archive_.upload("wang", "b.txt", "安全生产").id};
    const auto duplicates = archive_.items().propose(wang_, again).value().duplicates;
    ASSERT_EQ(duplicates.size(), 1U);
    EXPECT_EQ(duplicates[0].item_id, stored.id);
    EXPECT_EQ(duplicates[0].matched, (std::vector<std::string>{"document_no", "file"}));
}

TEST_F(ItemsTest, ShowsContentOnlyWithTheRight) {  // DECISIONS 2
    ItemDraft draft = archive_.draft("内部规定", "2023-04-01");
    draft.uploads = {archive_.upload("wang", "a.txt", "规定").id};
    const Item item = archive_.file(draft);
    const auto own = archive_.items().get(zhao_, item.id).value();
    EXPECT_EQ(own.access, ItemAccess::content);
    ASSERT_EQ(own.files.size(), 1U);
    const auto other = archive_.items().get(qian_, item.id).value();
    EXPECT_EQ(other.access, ItemAccess::catalogue);
    EXPECT_EQ(other.content_reason, "access.request_loan");
    EXPECT_TRUE(other.files.empty());
    const Id file = own.files[0].id;
    EXPECT_TRUE(archive_.items().file_content(zhao_, item.id, file, false));
    const auto refused = archive_.items().file_content(qian_, item.id, file, false);
    EXPECT_EQ(refused.error().key, "access.request_loan");
    EXPECT_EQ(archive_.count("SELECT count(*) FROM audit_log WHERE action = 'file.viewed'"
                             " AND outcome = 'denied'"),
              1);
}

TEST_F(ItemsTest, AnswersHiddenAndMissingAlike) {  // DECISIONS 2
    ItemDraft draft = archive_.draft("机密文件", "2023-04-01");
    draft.item.level = Level::confidential;
    const Item hidden = archive_.file(draft);
    const Error a = archive_.items().get(zhao_, hidden.id).error();
    const Error b = archive_.items().get(zhao_, 987'654).error();
    EXPECT_EQ(a.code, b.code);
    EXPECT_EQ(a.key, b.key);
    EXPECT_EQ(a.params, b.params);
    EXPECT_EQ(archive_.items().list(zhao_, {}, std::nullopt, 50).value().total, 0);
    EXPECT_EQ(archive_.items().list(wang_, {}, std::nullopt, 50).value().total, 1);
    ItemDraft linked_draft = linked("附件", "2023-04-01", ItemKind::general,
                                    {hidden.id, LinkKind::main_attachment, true});
    EXPECT_TRUE(archive_.items().tree(zhao_).value()[0].counts.empty());
}

TEST_F(ItemsTest, WalksPagesOfAListWithoutGapOrRepeat) {
    for (int i = 0; i < 7; ++i)
        archive_.file(
            archive_.draft("第" + std::to_string(i), "2023-04-0" + std::to_string(i + 1)));
    for (const ItemSort sort : {ItemSort::code, ItemSort::date, ItemSort::recent}) {
        ItemFilter filter;
        filter.sort = sort;
        std::optional<PageEnd> after;
        std::vector<Id> seen;
        do {
            const auto page = archive_.items().list(zhao_, filter, after, 3).value();
            EXPECT_EQ(page.total, 7);
            for (const ItemEntry& entry : page.items) seen.push_back(entry.item.id);
            after = page.next;
        } while (after);
        EXPECT_EQ(seen.size(), 7U);
        EXPECT_EQ(std::set<Id>(seen.begin(), seen.end()).size(), 7U);
    }
}

TEST_F(ItemsTest, FiltersByAnyPartOfTitleNumberOrCode) {
    ItemDraft draft = archive_.draft("100%完成的总结", "2023-04-01");
    draft.item.document_no = "兰办〔2023〕7号";
    const Item item = archive_.file(draft);
    archive_.file(archive_.draft("别的", "2023-04-02"));
    for (const char* query : {"0%完", "兰办(2023)7号", "WS.2023-D30-ZJB-0001"}) {
        ItemFilter filter;
        filter.query = query;
        const auto page = archive_.items().list(wang_, filter, std::nullopt, 50).value();
        ASSERT_EQ(page.items.size(), 1U) << query;
        EXPECT_EQ(page.items[0].item.id, item.id);
    }
}

TEST_F(ItemsTest, LinksAndUnlinksStoredItems) {
    const Item main = archive_.file(archive_.draft("正件", "2023-04-01"));
    const Item annex = archive_.file(archive_.draft("附件", "2023-04-01"));
    const auto linked_item =
        archive_.items().add_link(wang_, annex.id, {main.id, LinkKind::main_attachment, true});
    ASSERT_TRUE(linked_item) << linked_item.error().key;
    EXPECT_EQ(archive_.stored(annex.id).group_id, main.id);
    EXPECT_EQ(archive_.items()
                  .add_link(wang_, main.id, {annex.id, LinkKind::main_attachment, true})
                  .error()
                  .field,
              "links");  // the other way round
    ASSERT_TRUE(archive_.items().remove_link(wang_, main.id, linked_item->links[0].link.id));
    EXPECT_EQ(archive_.stored(annex.id).group_id, annex.id);
    EXPECT_EQ(archive_.unproven(), "");
}

TEST_F(ItemsTest, TellsWhoFiledAndSaw) {
    const Item item = archive_.file(archive_.draft("文件", "2023-01-10"));
    ASSERT_TRUE(archive_.items().get(zhao_, item.id));
    const auto history =
        archive_.items().history(archive_.caller("sun"), item.id, std::nullopt, 50).value();
    ASSERT_EQ(history.entries.size(), 2U);
    EXPECT_EQ(history.entries[0].entry.event.action, "item.viewed");
    EXPECT_EQ(history.entries[0].entry.actor.name, zhao_.actor.name);
    EXPECT_EQ(history.entries[1].entry.event.action, "item.filed");
    EXPECT_EQ(archive_.items().history(zhao_, item.id, std::nullopt, 50).error().code,
              ErrorCode::forbidden);
}

TEST_F(ItemsTest, HistoryNamesNoHiddenRecord) {
    ItemDraft secret = archive_.draft("绝密正件", "2023-04-01");
    secret.item.level = Level::top_secret;
    const Item main = archive_.file(secret);
    const Item annex = archive_.file(linked("附件", "2023-04-01", ItemKind::general,
                                            {main.id, LinkKind::main_attachment, true}));
    const Item other = archive_.file(linked("另一附件", "2023-04-01", ItemKind::general,
                                            {annex.id, LinkKind::main_attachment, true}));
    const Volume volume = archive_.volume();
    ASSERT_TRUE(archive_.volumes().add_items(wang_, volume.id, volume.version, {main.id}, "合卷"));
    const auto texts = [&](const char* login) {
        std::string all;
        const auto page =
            archive_.items().history(archive_.caller(login), annex.id, std::nullopt, 50).value();
        for (const AuditView& view : page.entries)
            all += view.entry.event.object_code + view.entry.event.reason +
                   view.entry.event.details + "\n";
        return all;
    };
    const std::string seen = texts("sun");  // cleared up to secret
    EXPECT_EQ(seen.find(main.archival_code), std::string::npos);
    EXPECT_EQ(seen.find(volume.archival_code), std::string::npos);
    EXPECT_EQ(seen.find("合卷"), std::string::npos);
    EXPECT_NE(seen.find(other.archival_code), std::string::npos);
    EXPECT_NE(texts("wang").find(volume.archival_code), std::string::npos);
}

TEST_F(ItemsTest, ShowsNoLinkToAHiddenRecord) {
    ItemDraft secret = archive_.draft("绝密正件", "2023-04-01");
    secret.item.level = Level::top_secret;
    const Item main = archive_.file(secret);
    const Item annex = archive_.file(linked("附件", "2023-04-01", ItemKind::general,
                                            {main.id, LinkKind::main_attachment, true}));
    EXPECT_TRUE(archive_.items().get(zhao_, annex.id).value().links.empty());
    EXPECT_EQ(archive_.items().get(wang_, annex.id).value().links.size(), 1U);
}

TEST_F(ItemsTest, TellsNothingOfAHiddenVolumeOrLeader) {
    archive_.add_user("qiu", archive_.zjb, {Role::dept_archivist}, Level::internal);
    const Caller qiu = archive_.caller("qiu");
    ItemDraft secret = archive_.draft("绝密正件", "2023-04-01");
    secret.item.level = Level::top_secret;
    const Item main = archive_.file(secret);
    const Item annex = archive_.file(linked("附件", "2023-04-01", ItemKind::general,
                                            {main.id, LinkKind::main_attachment, true}));
    const Volume volume = archive_.volume();
    ASSERT_TRUE(archive_.volumes().add_items(wang_, volume.id, volume.version, {main.id}, "合卷"));
    const auto expect_bare = [&](const ItemEntry& entry) {
        EXPECT_EQ(entry.item.id, annex.id);
        EXPECT_FALSE(entry.item.volume_id || entry.item.volume_position || entry.item.start_page);
        EXPECT_EQ(entry.volume_code, "");
        EXPECT_EQ(entry.item.group_id, annex.id);
    };
    expect_bare(archive_.items().get(qiu, annex.id).value().entry);
    expect_bare(archive_.items().list(qiu, {}, std::nullopt, 10).value().items.at(0));
    expect_bare(archive_.items().rows(qiu, {annex.id, main.id}).value().at(0));
    ItemFilter inside;
    inside.volume_id = volume.id;
    EXPECT_EQ(archive_.items().list(qiu, inside, std::nullopt, 10).value().total, 0);
    EXPECT_EQ(archive_.items().list(wang_, inside, std::nullopt, 10).value().total, 2);
    // What refuses a link names neither the volume nor the other paper.
    const auto proposal =
        archive_.items().propose(qiu, linked("后来的附件", "2023-05-01", ItemKind::general,
                                             {annex.id, LinkKind::main_attachment, true}));
    ASSERT_TRUE(proposal);
    for (const Error& fault : proposal->faults)
        for (const auto& [name, value] : fault.params) {
            EXPECT_EQ(value.find(volume.archival_code), std::string::npos) << name;
            EXPECT_EQ(value.find(main.archival_code), std::string::npos) << name;
        }
}

TEST_F(ItemsTest, LinksOnlyWhatOneMayEdit) {
    archive_.add_user("qiu", archive_.cwb, {Role::dept_archivist}, Level::internal);
    ItemDraft own = archive_.draft("本部门文件", "2023-04-01");
    own.item.department_id = archive_.cwb;
    const Item mine = archive_.file(own);
    const Item foreign = archive_.file(archive_.draft("他部门文件", "2023-04-01"));
    const auto refused = archive_.items().add_link(archive_.caller("qiu"), mine.id,
                                                   {foreign.id, LinkKind::main_attachment, false});
    EXPECT_EQ(refused.error().key, "link.not_allowed");
    EXPECT_EQ(archive_.stored(foreign.id).group_id, foreign.id);
    EXPECT_TRUE(
        archive_.items().add_link(wang_, mine.id, {foreign.id, LinkKind::main_attachment, false}));
}

TEST_F(ItemsTest, IsNotWithdrawnWhileOnLoan) {
    const Item item = archive_.file(archive_.draft("在借文件", "2023-01-10"));
    ASSERT_TRUE(archive_.sql(
        "INSERT INTO loans(id, request_no, requester_id, reader_kind, item_id, mode, purpose,"
        " due_date, state, pieces, created_at) VALUES (1, 'JY1', (SELECT min(id) FROM users),"
        " 'inside', " +
        std::to_string(item.id) + ", 'take_out', '核对', '2024-04-01', 'on_loan', 1, 0)"));
    EXPECT_EQ(archive_.items().withdraw(wang_, item.id, item.version, "归错").error().key,
              "item.on_loan");
    EXPECT_EQ(archive_.stored(item.id).state, ItemState::filed);
}

TEST_F(ItemsTest, LogsWhatAChangeReplaced) {
    const Item item = archive_.file(archive_.draft("旧题名", "2023-01-10"));
    ItemDraft draft = archive_.draft("新题名", "2023-01-10");
    draft.item.pages.reset();
    ASSERT_TRUE(archive_.items().update(wang_, item.id, item.version, draft));
    const auto history =
        archive_.items().history(archive_.caller("sun"), item.id, std::nullopt, 50).value();
    EXPECT_EQ(history.entries[0].entry.event.details,
              R"({"fields":["title","pages"],"changes":{)"
              R"("title":{"before":"旧题名","after":"新题名"},)"
              R"("pages":{"before":2,"after":null}},"files_added":0})");
}

}  // namespace
}  // namespace lantai::core
