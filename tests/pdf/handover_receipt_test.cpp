#include "pdf/forms/handover_receipt.hpp"

#include "tests/pdf/form_checks.hpp"

namespace lantai::pdf {
namespace {

using test::inside;

HandoverReceipt receipt_of(int rows) {
    HandoverReceipt receipt;
    receipt.head.company = "云岭置业有限公司";
    receipt.head.content_date = core::Date(2022, 3, 5);
    receipt.receipt_no = "YJ-2022-0007";
    receipt.giver = "云岭二期项目部";
    receipt.receiver = "综合档案室";
    receipt.paper = true;
    for (int i = 1; i <= rows; ++i)
        receipt.rows.push_back({"云置发〔2021〕" + std::to_string(i) + "号",
                                "关于印发客户投诉处理办法的通知", 2, 5, "30年", "内部", ""});
    return receipt;
}

PrintedForm printed(const HandoverReceipt& receipt) {
    auto form = print_handover_receipt(test::fonts(), receipt);
    EXPECT_TRUE(form) << form.error().detail;
    return *form;
}

// domain.md 2.11.
constexpr double kEdges[] = {25, 35, 70, 132, 143, 154, 169, 181, 195};

std::string cell(const std::vector<test::Word>& words, int row, int column) {
    const double top = row == 0 ? 52 : 50 + 15 * row;
    return inside(words, kEdges[column], top - 0.2, kEdges[column + 1], 65.2 + 15 * row);
}

TEST(HandoverReceiptTest, BothCopiesHaveTheRowsAndTheTotals) {
    HandoverReceipt receipt = receipt_of(2);
    receipt.rows[1].remarks = "复印件";
    const PrintedForm form = printed(receipt);
    EXPECT_EQ(form.pages, 2);
    const test::PdfFile file(form.pdf);
    EXPECT_EQ(file.complaints(), "");
    const char* const kHead[] = {"序号", "档号/文号", "题名", "份数",
                                 "页数", "期限",      "密级", "备注"};
    const char* const kFirst[] = {
        "1", "云置发〔2021〕1号", "关于印发客户投诉处理办法的通知", "2", "5", "30年", "内部", ""};
    const char* const kTotals[] = {"合计", "", "共2项", "4", "10", "", "", ""};
    for (const int page : {1, 2}) {
        const auto words = file.words(page);
        for (int i = 0; i < 8; ++i) EXPECT_EQ(cell(words, 0, i), kHead[i]) << page;
        for (int i = 0; i < 8; ++i) EXPECT_EQ(cell(words, 1, i), kFirst[i]) << page;
        EXPECT_EQ(cell(words, 2, 7), "复印件");
        for (int i = 0; i < 8; ++i) EXPECT_EQ(cell(words, 3, i), kTotals[i]) << page;
        EXPECT_EQ(inside(words, 24, 27, 130, 35), page == 1 ? "编号：YJ-2022-0007第一联移交方存"
                                                            : "编号：YJ-2022-0007第二联接收方存");
        EXPECT_EQ(inside(words, 90, 14, 140, 25), "移交签收单");
        EXPECT_EQ(inside(words, 24, 35, 109, 43), "移交方：云岭二期项目部");
        EXPECT_EQ(inside(words, 109, 35, 196, 43), "接收方：综合档案室");
        EXPECT_EQ(inside(words, 90, 281, 140, 292), "第1页共1页");
    }
}

TEST(HandoverReceiptTest, TheMediaAreTicked) {
    struct Case {
        bool paper;
        bool electronic;
    };
    for (const Case& c : {Case{false, false}, {true, false}, {false, true}, {true, true}}) {
        HandoverReceipt receipt = receipt_of(1);
        receipt.paper = c.paper;
        receipt.electronic = c.electronic;
        const auto words = test::PdfFile(printed(receipt).pdf).words(1);
        const std::string paper = inside(words, 36, 43, 58, 51);
        const std::string electronic = inside(words, 58, 43, 84, 51);
        EXPECT_EQ(paper.find("纸质□"), 0u) << paper;
        EXPECT_EQ(electronic.find("电子□"), 0u) << electronic;
        EXPECT_EQ(paper.find("✓") != std::string::npos, c.paper) << paper;
        EXPECT_EQ(electronic.find("✓") != std::string::npos, c.electronic) << electronic;
    }
}

TEST(HandoverReceiptTest, NamesAndDaysStandOnTheLinesOrAreLeftToThePen) {
    HandoverReceipt receipt = receipt_of(12);
    receipt.given_by = "王𠮷";
    receipt.given_on = core::Date(2022, 3, 4);
    const test::PdfFile file(printed(receipt).pdf);
    for (int page = 1; page <= 4; ++page) {  // two copies of two pages
        const auto words = file.words(page);
        EXPECT_EQ(inside(words, 24, 236, 109, 247), "移交人：王𠮷") << page;
        EXPECT_EQ(inside(words, 24, 249, 109, 260), "日期：2022年3月4日") << page;
        EXPECT_EQ(inside(words, 109, 236, 196, 247), "接收人：") << page;
        EXPECT_EQ(inside(words, 109, 249, 196, 260), "日期：") << page;
        EXPECT_EQ(inside(words, 90, 281, 140, 292),
                  "第" + std::to_string(page % 2 == 1 ? 1 : 2) + "页共2页");
    }
    const test::Picture picture = file.picture(1, 150);
    for (const double y : {246.0, 258.0})
        for (const double x : {60.0, 150.0})
            EXPECT_GT(picture.ink(x, y - 0.3, x + 20, y + 0.3), 0.1) << x << " " << y;
    for (const double x : kEdges) EXPECT_GT(picture.ink(x - 0.3, 100, x + 0.3, 220), 0.1) << x;
}

TEST(HandoverReceiptTest, ASumIsLeftOutWhenARowLacksItsNumber) {
    HandoverReceipt receipt = receipt_of(3);
    receipt.rows[1].pages.reset();
    const auto words = test::PdfFile(printed(receipt).pdf).words(1);
    EXPECT_EQ(cell(words, 2, 4), "");
    EXPECT_EQ(cell(words, 4, 2), "共3项");
    EXPECT_EQ(cell(words, 4, 3), "6");
    EXPECT_EQ(cell(words, 4, 4), "");
    receipt = receipt_of(2);
    receipt.rows[0].pages = receipt.rows[1].pages = 2'000'000'000;
    EXPECT_EQ(cell(test::PdfFile(printed(receipt).pdf).words(1), 3, 4), "4000000000");
}

TEST(HandoverReceiptTest, TheMarkStandsOnEveryPageOfBothCopies) {
    HandoverReceipt receipt = receipt_of(12);
    receipt.head.level = core::Level::secret;
    EXPECT_EQ(print_handover_receipt(test::fonts(), receipt).error().key, "pdf.level_mark_missing");
    receipt.head.level_mark = "秘密★5年";
    const test::PdfFile file(printed(receipt).pdf);
    for (int page = 1; page <= 4; ++page)
        EXPECT_EQ(inside(file.words(page), 24, 5, 80, 20), "秘密★5年") << page;
}

TEST(HandoverReceiptTest, LongRareAndEmptyTextsAreShownOrReported) {
    HandoverReceipt receipt = receipt_of(3);
    receipt.rows[0].title.clear();
    for (int i = 0; i < 9; ++i) receipt.rows[0].title += "关于客户投诉的";
    receipt.rows[1] = {};
    receipt.rows[2].title = "王𠮷、李㛃、龚䶮、𬭊来信😀";
    receipt.giver = "云岭置业城市更新投资发展集团有限责任公司第二分公司城市更新事业部二期项目部";
    const PrintedForm form = printed(receipt);
    EXPECT_EQ(form.missing, (std::vector<MissingGlyph>{{3, "title", U'😀'}}));
    const auto words = test::PdfFile(form.pdf).words(1);
    EXPECT_EQ(inside(words, 70, 65, 132, 95), receipt.rows[0].title);  // as high as two rows
    EXPECT_EQ(cell(words, 4, 2), "王𠮷、李㛃、龚䶮、𬭊来信〓");
    for (int i = 1; i < 8; ++i) EXPECT_EQ(cell(words, 3, i), "") << i;
    EXPECT_EQ(inside(words, 24, 34.5, 109, 43.5), "移交方：" + receipt.giver);
}

TEST(HandoverReceiptTest, TenThousandRowsComeOutWholeAndTheSame) {
    const PrintedForm form = printed(receipt_of(10'000));
    EXPECT_EQ(form.pages, 2 * 910);
    EXPECT_TRUE(form.pdf == printed(receipt_of(10'000)).pdf);
    const test::PdfFile file(form.pdf);
    EXPECT_EQ(file.complaints(), "");
    for (const int page : {910, 1820}) {
        EXPECT_EQ(cell(file.words(page), 1, 0), "10000") << page;
        EXPECT_EQ(cell(file.words(page), 2, 4), "50000") << page;
    }
    EXPECT_EQ(printed(receipt_of(0)).pages, 2);
}

}  // namespace
}  // namespace lantai::pdf
