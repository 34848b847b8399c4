#include "pdf/forms/notes_form.hpp"

#include <algorithm>
#include <array>

#include "pdf/table.hpp"

namespace lantai::pdf {
namespace {

constexpr double kLeft = kPortraitFrame.left_mm;
constexpr double kWidth = kPortraitFrame.width_mm;
constexpr double kTop = kBodyTopMm;
constexpr double kHeight = 245;
constexpr double kBottom = kTop + kHeight;
constexpr double kFrameWidth = 0.9;  // points
constexpr double kRuleWidth = 0.4;

// The text of the frame.
constexpr double kPadding = 6;
constexpr double kTextSize = 12;  // 小四
constexpr double kHeadSize = 14;  // 四号
constexpr double kLineMm = 7.5;
constexpr double kHeadMm = 12;

// The signatures at the bottom right.
constexpr double kSignaturesMm = 50;
constexpr double kSignatureLineMm = 11.5;
constexpr double kSignatureTextMm = 10;  // above its rule
constexpr double kSignatureLeft = 114;
constexpr double kSignatureRule = 24;  // where the name's line begins, right of kSignatureLeft
constexpr double kSignatureWidth = 74;

// The later notes.
constexpr std::array<double, 3> kNoteColumns = {36, 104, 30};
constexpr double kNoteRowMm = 10;
constexpr std::array<double, 1> kNoteSizes = {10.5};  // rows grow, texts do not shrink
constexpr std::array<double, 6> kSignatureSizes = {12, 10.5, 9, 8, 7, 6};

struct NoteRow {
    std::array<GlyphRun, 3> runs;
    std::array<FittedText, 3> texts;
    double height = kNoteRowMm;
    bool head = false;
};

std::string counted(const std::optional<int>& number) {
    return number ? std::to_string(*number) : "　";
}

/// What differs between the two kinds.
struct Words {
    std::string_view title;
    std::string code;
    std::string_view heading;
    std::string_view compiler;
    std::string_view compiled_on;
    std::string_view later;
};

Words words_of(NotesKind kind) {
    switch (kind) {
        case NotesKind::volume:
            return {find_form("notes_form")->title,
                    "档号：",
                    "本卷情况说明：",
                    "立卷人：",
                    "立卷时间：",
                    "封卷后的变动情况"};
        case NotesKind::box:
            return {find_form("box_notes_form")->title,
                    "盒号：",
                    "盒内文件情况说明：",
                    "整理人：",
                    "整理日期：",
                    "归档后的变动情况"};
    }
    return {};
}

struct Signature {
    std::string_view label;
    std::string value;
    std::string_view field;
};

class NotesWriter {
public:
    NotesWriter(FormDrawing& drawing, const NotesForm& form)
        : drawing_(drawing), form_(form), words_(words_of(form.kind)) {
        shape_description();
        for (std::size_t i = 0; i < form.later.size(); ++i) {
            const LaterNote& note = form.later[i];
            if (i == 0) add_row({"时间", std::string(words_.later), "签名"}, 0);
            add_row({note.signed_at, note.text, note.signer}, i + 1);
        }
        place();
    }

    void draw() {
        const FormFrame frame(drawing_, kPortraitFrame, form_.head, words_.title,
                              {words_.code + form_.archival_code, "archival_code"});
        for (std::size_t i = 0; i < pages_.size(); ++i) {
            drawing_.canvas.add_page(kA4Portrait);
            frame.draw(static_cast<int>(i) + 1, static_cast<int>(pages_.size()));
            drawing_.canvas.line_width(kFrameWidth);
            drawing_.canvas.rectangle(kLeft, kTop, kWidth, kHeight);
            draw_page(pages_[i], i == 0);
        }
    }

private:
    struct Page {
        std::size_t first_line = 0;
        std::size_t last_line = 0;
        std::size_t first_row = 0;
        std::size_t last_row = 0;
        bool signatures = false;
        double text_top = kTop;
        double rows_top = kTop;
    };

    std::string extent() const {
        const std::string pages = counted(form_.pages) + " 页。";
        if (form_.kind == NotesKind::box)
            return "本盒共 " + counted(form_.documents) + " 件 " + pages;
        return "本卷共 " + counted(form_.documents) + " 种 " + counted(form_.copies) + " 份 " +
               pages;
    }

    void shape_description() {
        add_paragraph(extent(), "form");
        std::string paragraph;
        for (const char c : form_.description + "\n") {
            if (c != '\n') {
                paragraph += c;
            } else if (!paragraph.empty()) {
                add_paragraph(paragraph, "description");
                paragraph.clear();
            }
        }
    }

    void add_paragraph(const std::string& text, std::string_view field) {
        const GlyphRun run = drawing_.text.shape("　　" + text, 0, field);
        const double width = (kWidth - 2 * kPadding) * kPointsPerMm * 1000 / kTextSize;
        for (const LineRange& range : break_lines(run, width))
            lines_.emplace_back(run.begin() + static_cast<std::ptrdiff_t>(range.begin),
                                run.begin() + static_cast<std::ptrdiff_t>(range.end));
    }

    void add_row(const std::array<std::string, 3>& cells, std::size_t number) {
        static constexpr std::array<std::string_view, 3> kFields = {"signed_at", "text", "signer"};
        NoteRow row;
        row.head = number == 0;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            row.runs[i] = drawing_.text.shape(cells[i], number, row.head ? "form" : kFields[i]);
            const double width = (kNoteColumns[i] - 2 * kCellPaddingMm) * kPointsPerMm;
            row.texts[i] = fit_text(row.runs[i], width, kNoteRowMm * kPointsPerMm, kNoteSizes);
            if (i == 2) balance(row.texts[i], row.runs[i], width);
            row.height = std::max(row.height, row.texts[i].height() / kPointsPerMm + 2);
        }
        rows_.push_back(std::move(row));
    }

    static std::size_t lines_in(double height) {
        return static_cast<std::size_t>(std::max(1.0, height / kLineMm));
    }

    /// Which lines and notes stand on which page.
    void place() {
        std::size_t line = 0;
        while (pages_.empty() || line < lines_.size()) {
            Page page;
            page.text_top = kTop + (pages_.empty() ? kHeadMm : kPadding / 2);
            const double room = kBottom - kPadding / 2 - page.text_top;
            const std::size_t rest = lines_.size() - line;
            page.signatures = rest <= lines_in(room - kSignaturesMm);
            page.first_line = line;
            // The signatures never stand alone: they keep the last line with them.
            line += page.signatures ? rest : std::min(lines_in(room), rest - 1);
            page.last_line = line;
            page.rows_top =
                page.text_top + double(page.last_line - page.first_line) * kLineMm + kPadding;
            pages_.push_back(page);
        }
        double y = pages_.back().rows_top;
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            const double bottom = pages_.back().signatures ? kBottom - kSignaturesMm : kBottom;
            const double wanted = rows_[row].height + (rows_[row].head ? kNoteRowMm : 0);
            if (y + wanted > bottom && y > kTop) {
                pages_.push_back({lines_.size(), lines_.size(), row, row, false, kTop, kTop});
                y = kTop;
            }
            Page& page = pages_.back();
            if (page.last_row == 0) page.first_row = row;
            page.last_row = row + 1;
            y += rows_[row].height;
        }
    }

    void draw_page(const Page& page, bool first) {
        Canvas& canvas = drawing_.canvas;
        if (first)
            canvas.text(kLeft + kPadding, kTop + 8.5,
                        drawing_.text.shape(words_.heading, 0, "form"), {kHeadSize, true});
        double y = page.text_top + 5.2;
        for (std::size_t i = page.first_line; i < page.last_line; ++i, y += kLineMm)
            canvas.text(kLeft + kPadding - line_indent(lines_[i]) * kTextSize / 1000 / kPointsPerMm,
                        y, lines_[i], {kTextSize});
        if (page.last_row > page.first_row) draw_rows(page);
        if (page.signatures) draw_signatures();
    }

    void draw_rows(const Page& page) {
        Canvas& canvas = drawing_.canvas;
        canvas.line_width(kRuleWidth);
        double y = page.rows_top;
        if (y > kTop) canvas.line(kLeft, y, kLeft + kWidth, y);
        for (std::size_t i = page.first_row; i < page.last_row; ++i) {
            const NoteRow& row = rows_[i];
            double x = kLeft;
            for (std::size_t column = 0; column < kNoteColumns.size(); ++column) {
                const bool centred = row.head || column != 1;
                draw_text_box(
                    canvas,
                    {x, y, kNoteColumns[column], row.height, centred ? Align::centre : Align::left},
                    row.runs[column], row.texts[column], row.head);
                x += kNoteColumns[column];
            }
            y += row.height;
            if (y < kBottom - 0.1) canvas.line(kLeft, y, kLeft + kWidth, y);
        }
        double x = kLeft;
        for (const double width : {kNoteColumns[0], kNoteColumns[1]}) {
            x += width;
            canvas.line(x, page.rows_top, x, y);
        }
    }

    void draw_signatures() {
        const auto day = [](const std::optional<core::Date>& date) {
            return date ? chinese_date(*date) : std::string();
        };
        std::vector<Signature> lines = {{words_.compiler, form_.compiler, "compiler"},
                                        {"检查人：", form_.checker, "checker"},
                                        {words_.compiled_on, day(form_.compiled_on), "form"}};
        if (form_.kind == NotesKind::box) {
            std::swap(lines[1], lines[2]);
            lines.push_back({"检查日期：", day(form_.checked_on), "form"});
        }
        Canvas& canvas = drawing_.canvas;
        canvas.line_width(kRuleWidth);
        double y = kBottom - 4 - kSignatureLineMm * double(lines.size() - 1);
        const double left = kSignatureLeft + kSignatureRule;
        const double width = kSignatureWidth - kSignatureRule;
        const double height = kSignatureTextMm * kPointsPerMm;
        for (const auto& [label, value, field] : lines) {
            const GlyphRun name = drawing_.text.shape(label, 0, "form");
            const GlyphRun run = drawing_.text.shape(value, 0, field);
            const double top = y - kSignatureTextMm;
            draw_text_box(canvas,
                          {kSignatureLeft - kCellPaddingMm, top, kSignatureRule, kSignatureTextMm,
                           Align::left},
                          name, {kTextSize, {{0, name.size()}}}, false);
            canvas.line(left, y, left + width, y);
            draw_text_box(canvas, {left, top, width, kSignatureTextMm, Align::centre}, run,
                          fit_text(run, width * kPointsPerMm, height, kSignatureSizes), false);
            y += kSignatureLineMm;
        }
    }

    FormDrawing& drawing_;
    const NotesForm& form_;
    Words words_;
    std::vector<GlyphRun> lines_;
    std::vector<NoteRow> rows_;
    std::vector<Page> pages_;
};

}  // namespace

core::Result<void> draw_notes_form(FormDrawing& drawing, const NotesForm& form) {
    LT_CHECK(check_head(form.head));
    NotesWriter(drawing, form).draw();
    return {};
}

core::Result<PrintedForm> print_notes_form(std::shared_ptr<const FontSet> fonts,
                                           const NotesForm& form) {
    const std::string title(words_of(form.kind).title);
    return print_one(fonts, {title + " " + form.archival_code, form.head.company},
                     [&](FormDrawing& drawing) { return draw_notes_form(drawing, form); });
}

}  // namespace lantai::pdf
