#include "pdf/forms/handover_receipt.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "pdf/form_columns.hpp"

namespace lantai::pdf {
namespace {

constexpr double kLeft = kPortraitFrame.left_mm;
constexpr double kWidth = kPortraitFrame.width_mm;
constexpr double kHalf = kWidth / 2;
constexpr TableGeometry kGeometry{kA4Portrait, kLeft, 52, 13, 15, 11};

constexpr std::array<ColumnInfo, 8> kColumns = {{
    {"序号", 10, Align::centre},
    {"档号/文号", 35, Align::left},
    {"题名", 62, Align::left},
    {"份数", 11, Align::centre},
    {"页数", 11, Align::centre},
    {"期限", 15, Align::centre},
    {"密级", 12, Align::centre},
    {"备注", 14, Align::left},
}};

constexpr std::array<std::string_view, 2> kCopies = {"第一联　移交方存", "第二联　接收方存"};
constexpr double kBlockLine = 8;  // of the lines between frame and table
constexpr std::array<double, 3> kBlockSizes = {10.5, 9.0, 8.0};
constexpr std::array<double, 4> kNameSizes = {10.5, 9.0, 8.0, 6.5};
constexpr double kInnerPoints = (kHalf - 2 * kCellPaddingMm - 2) * kPointsPerMm;
constexpr double kSignTop = 236;
constexpr double kSignLine = 12;
constexpr double kTickSize = 12;
constexpr double kMediaLeft = 13;
constexpr double kTickGap = 22;
constexpr double kRuleWidth = 0.5;  // points

std::string number_text(const std::optional<int>& number) {
    return number ? std::to_string(*number) : "";
}

/// The sum, or nothing when a row has no number: a sum of some rows would be taken for the whole.
std::string total_text(const HandoverReceipt& receipt, std::optional<int> HandoverRow::*number) {
    std::int64_t sum = 0;
    for (const HandoverRow& row : receipt.rows) {
        if (!(row.*number)) return "";
        sum += *(row.*number);
    }
    return std::to_string(sum);
}

Table make_table(const HandoverReceipt& receipt, FormText& text) {
    Table table = make_form_table(text, kGeometry, kColumns);
    std::size_t number = 0;
    for (const HandoverRow& row : receipt.rows) {
        ++number;
        const std::array<CellText, 8> cells = {{
            {"position", std::to_string(number)},
            {"code", row.code},
            {"title", row.title},
            {"copies", number_text(row.copies)},
            {"pages", number_text(row.pages)},
            {"retention", row.retention},
            {"level", row.level},
            {"remarks", row.remarks},
        }};
        add_form_row(table, text, number, cells);
    }
    const std::array<CellText, 8> totals = {{
        {"form", "合计"},
        {"form", ""},
        {"form", "共 " + std::to_string(number) + " 项"},
        {"form", total_text(receipt, &HandoverRow::copies)},
        {"form", total_text(receipt, &HandoverRow::pages)},
        {"form", ""},
        {"form", ""},
        {"form", ""},
    }};
    add_form_row(table, text, 0, totals);
    return table;
}

/// What stands between frame and table, and below the table, of one copy.
class Block {
public:
    Block(FormDrawing& drawing, const HandoverReceipt& receipt)
        : canvas_(drawing.canvas), receipt_(receipt) {
        FormText& text = drawing.text;
        giver_ = text.shape("移交方：" + receipt.giver, 0, "giver");
        receiver_ = text.shape("接收方：" + receipt.receiver, 0, "receiver");
        given_by_ = text.shape("移交人：" + receipt.given_by, 0, "given_by");
        received_by_ = text.shape("接收人：" + receipt.received_by, 0, "received_by");
        given_on_ = text.shape("日期：" + date_text(receipt.given_on), 0, "form");
        received_on_ = text.shape("日期：" + date_text(receipt.received_on), 0, "form");
        media_ = text.shape("载体：", 0, "form");
        paper_ = text.shape("纸质□", 0, "form");
        electronic_ = text.shape("电子□", 0, "form");
        tick_ = text.shape("✓", 0, "form");
        const double height = kBlockLine * kPointsPerMm;
        for (const GlyphRun* run : {&giver_, &receiver_})
            size_ = std::min(size_, fit_text(*run, kInnerPoints, height, kBlockSizes).size);
        for (const GlyphRun* run : {&given_by_, &received_by_})
            name_size_ =
                std::min(name_size_, fit_text(*run, kInnerPoints, height, kNameSizes).size);
        note_ = text.shape("一式两份，移交方、接收方各存一份。", 0, "form");
    }

    void draw() const {
        canvas_.line_width(kRuleWidth);
        draw_line(kLeft, kBodyTopMm, giver_, size_);
        draw_line(kLeft + kHalf, kBodyTopMm, receiver_, size_);
        const double second = kBodyTopMm + kBlockLine;
        draw_line(kLeft, second, media_);
        draw_tick(kLeft + kMediaLeft, second, paper_, receipt_.paper);
        draw_tick(kLeft + kMediaLeft + kTickGap, second, electronic_, receipt_.electronic);
        draw_line(kLeft + kHalf, second, note_);
        draw_signature(kLeft, given_by_, given_on_);
        draw_signature(kLeft + kHalf, received_by_, received_on_);
    }

private:
    static std::string date_text(const std::optional<core::Date>& day) {
        return day ? chinese_date(*day) : "";
    }
    void draw_line(double left, double top, const GlyphRun& run,
                   double size = kBlockSizes[0]) const {
        draw_text_box(canvas_, {left - kCellPaddingMm, top, kHalf, kBlockLine, Align::left}, run,
                      fit_text(run, kInnerPoints, kBlockLine * kPointsPerMm, {&size, 1}), false);
    }
    /// The mark stands on the box that ends the word.
    void draw_tick(double left, double top, const GlyphRun& word, bool ticked) const {
        constexpr double kSize = kBlockSizes[0];
        const double baseline = top + kBlockLine / 2 + 0.38 * kSize / kPointsPerMm;
        canvas_.text(left, baseline, word, {kSize});
        if (!ticked) return;
        const double box =
            left + width_points(std::span(word).first(word.size() - 1), kSize) / kPointsPerMm;
        canvas_.text(box, baseline, tick_, {kTickSize});
    }
    void draw_signature(double left, const GlyphRun& name, const GlyphRun& date) const {
        double top = kSignTop;
        for (const GlyphRun* run : {&name, &date}) {
            draw_line(left, top + 2, *run, run == &name ? name_size_ : kBlockSizes[0]);
            canvas_.line(left + 14, top + 2 + kBlockLine, left + kHalf - 6, top + 2 + kBlockLine);
            top += kSignLine;
        }
    }

    Canvas& canvas_;
    const HandoverReceipt& receipt_;
    GlyphRun giver_, receiver_, given_by_, received_by_, given_on_, received_on_;
    double size_ = kBlockSizes[0];  // of both parties, so that both sides look alike
    double name_size_ = kNameSizes[0];
    GlyphRun media_, paper_, electronic_, tick_, note_;
};

}  // namespace

core::Result<void> draw_handover_receipt(FormDrawing& drawing, const HandoverReceipt& receipt) {
    LT_CHECK(check_head(receipt.head));
    Table table = make_table(receipt, drawing.text);
    const Block block(drawing, receipt);
    for (const std::string_view copy : kCopies) {
        std::string line = "编号：" + receipt.receipt_no + "　";
        const FormFrame frame(drawing, kPortraitFrame, receipt.head,
                              find_form("handover_receipt")->title,
                              {line.append(copy), "receipt_no"});
        table.draw(drawing.canvas, [&](Canvas&, int page, int pages) {
            frame.draw(page, pages);
            block.draw();
        });
    }
    return {};
}

core::Result<PrintedForm> print_handover_receipt(std::shared_ptr<const FontSet> fonts,
                                                 const HandoverReceipt& receipt) {
    std::string title(find_form("handover_receipt")->title);
    if (!receipt.receipt_no.empty()) title += " " + receipt.receipt_no;
    return print_one(fonts, {title, receipt.head.company},
                     [&](FormDrawing& drawing) { return draw_handover_receipt(drawing, receipt); });
}

}  // namespace lantai::pdf
