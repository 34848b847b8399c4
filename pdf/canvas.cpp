#include "pdf/canvas.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <optional>

// libharu's drawing functions look up and measure every character again, and it keeps what all
// pages show uncompressed. The names of fonts and images on a page, which these headers give, let
// the canvas write the content itself and keep it deflated until finish() puts it into its page.
#include <hpdf.h>
#include <zlib.h>
extern "C" {
#include <hpdf_pages.h>
}

namespace lantai::pdf {
namespace {

constexpr double kBoldStroke = 1.0 / 32;  // of the size; close to the drawn bold of a Song face
constexpr std::size_t kFaces = 4;
constexpr unsigned kPagesPerNode = 100;  // libharu's arrays end at 32,767 entries

struct FirstError {
    HPDF_STATUS code = 0;
    HPDF_STATUS detail = 0;
};

extern "C" void keep_first_error(HPDF_STATUS code, HPDF_STATUS detail, void* data) {
    auto* first = static_cast<FirstError*>(data);
    if (first->code == 0) *first = {code, detail};
}

/// Writes content operators: numbers in points with two decimals.
class Content {
public:
    Content& number(double points) {
        const long hundredths = std::lround(points * 100);
        const unsigned long size = hundredths < 0 ? 0UL - static_cast<unsigned long>(hundredths)
                                                  : static_cast<unsigned long>(hundredths);
        if (hundredths < 0) bytes_ += '-';
        std::array<char, 24> digits;
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), size / 100);
        bytes_.append(digits.data(), end.ptr);
        if (const unsigned long rest = size % 100; rest != 0) {
            bytes_ += '.';
            bytes_ += static_cast<char>('0' + rest / 10);
            if (rest % 10 != 0) bytes_ += static_cast<char>('0' + rest % 10);
        }
        bytes_ += ' ';
        return *this;
    }
    Content& colour(Colour c) { return number(c.red).number(c.green).number(c.blue); }
    Content& box(double x, double y, double width, double height) {
        number(x).number(y).number(width).number(height);
        return put("re\n");
    }
    Content& put(std::string_view text) {
        bytes_ += text;
        return *this;
    }
    void code(std::uint16_t code) {
        byte(static_cast<char>(code >> 8));
        byte(static_cast<char>(code & 0xFF));
    }
    const std::string& bytes() const { return bytes_; }
    void clear() { bytes_.clear(); }
    bool empty() const { return bytes_.empty(); }

private:
    /// Of a literal string, half as long as a hexadecimal one (ISO 32000-1, 7.3.4.2).
    void byte(char value) {
        if (value == '(' || value == ')' || value == '\\') bytes_ += '\\';
        if (value == '\r') {
            bytes_ += "\\r";  // a bare one would be read as a line feed
        } else {
            bytes_ += value;
        }
    }
    std::string bytes_;
};

/// Empty when zlib fails.
std::string deflated(const std::string& bytes) {
    uLongf size = compressBound(bytes.size());
    std::string out(size, '\0');
    if (compress(reinterpret_cast<Bytef*>(out.data()), &size,
                 reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()) != Z_OK)
        return {};
    return out.substr(0, size);  // an exact allocation: thousands of pages wait like this
}

struct LoadedFace {
    HPDF_Font font = nullptr;
    std::string base_name;
    std::string name_on_page;  // empty until the current page uses it
    std::vector<char32_t> characters;
};

struct FreeDocument {
    void operator()(HPDF_Doc document) const { HPDF_Free(document); }
};

}  // namespace

struct Canvas::State {
    explicit State(std::shared_ptr<const FontSet> set)
        : fonts(std::move(set)), document(HPDF_New(keep_first_error, &error)) {
        if (!document) {
            keep_first_error(HPDF_FAILD_TO_ALLOC_MEM, 0, &error);
            return;
        }
        HPDF_UseUTFEncodings(document.get());
        HPDF_SetCompressionMode(document.get(), HPDF_COMP_ALL);
        HPDF_SetPagesConfiguration(document.get(), kPagesPerNode);
    }

    bool failed() const { return error.code != 0; }
    LoadedFace* face(Face id);
    void use_face(Face id, double size);
    void use_style(const TextStyle& style);
    void move_to(double x, double y);
    void run(std::span<const Glyph> glyphs, double size);
    HPDF_Image loaded(const std::shared_ptr<const Image>& image);
    void stroke();
    void segment(std::span<const Glyph> glyphs, LoadedFace& loaded);
    void end_page();
    double up(double y) const { return page_height - y * kPointsPerMm; }

    FirstError error;  // declared before the document, whose handler writes to it
    std::shared_ptr<const FontSet> fonts;
    std::unique_ptr<std::remove_pointer_t<HPDF_Doc>, FreeDocument> document;
    std::function<bool(int)> go_on;
    bool stopped = false;
    std::array<LoadedFace, kFaces> faces;
    HPDF_Page page = nullptr;
    std::vector<std::string> contents;
    double page_height = 0;
    std::vector<std::pair<std::shared_ptr<const Image>, HPDF_Image>> images;
    Content pictures;
    Content areas;
    Content paths;
    bool path_open = false;
    Content texts;
    Colour line_colour;
    double line_dash = 0;
    // What the text object of the page has set.
    std::optional<Face> text_face;
    double text_size = 0;
    Colour text_colour;
    bool bold = false;
    bool turned = false;
    double text_x = 0;
    double text_y = 0;
};

LoadedFace* Canvas::State::face(Face id) {
    LoadedFace& loaded = faces[std::size_t(id)];
    if (loaded.font) return &loaded;
    const std::string path = fonts->file_of(id).string();
    const char* name = HPDF_LoadTTFontFromFile(document.get(), path.c_str(), HPDF_TRUE);
    if (!name) return nullptr;
    loaded.font = HPDF_GetFont(document.get(), name, "UTF-8");
    if (!loaded.font) return nullptr;
    loaded.base_name = name;
    loaded.characters.assign(0x10000, 0);
    return &loaded;
}

void Canvas::State::use_face(Face id, double size) {
    LoadedFace& loaded = faces[std::size_t(id)];
    if (loaded.name_on_page.empty())
        if (const char* name = HPDF_Page_GetLocalFontName(page, loaded.font))
            loaded.name_on_page = name;
    if (text_face == id && text_size == size) return;
    text_face = id;
    text_size = size;
    texts.put("/").put(loaded.name_on_page).put(" ").number(size).put("Tf\n");
}

void Canvas::State::use_style(const TextStyle& style) {
    if (style.bold) texts.number(style.size * kBoldStroke).put("w 2 Tr\n");
    if (!style.bold && bold) texts.put("0 Tr\n");
    bold = style.bold;
    if (style.colour == text_colour) return;
    text_colour = style.colour;
    texts.colour(style.colour).put("rg ").colour(style.colour).put("RG\n");
}

void Canvas::State::move_to(double x, double y) {
    if (turned) texts.put("1 0 0 1 0 0 Tm\n");
    turned = false;
    // Relative moves are short; rounding first keeps them from drifting.
    const double to_x = std::round(x * 100) / 100;
    const double to_y = std::round(y * 100) / 100;
    texts.number(to_x - text_x).number(to_y - text_y).put("Td");
    text_x = to_x;
    text_y = to_y;
}

void Canvas::State::segment(std::span<const Glyph> glyphs, LoadedFace& loaded) {
    texts.put("(");
    for (const Glyph& glyph : glyphs) {
        char32_t& shown = loaded.characters[glyph.code];
        if (shown == 0) {
            shown = glyph.character;
            HPDF_Font_GetUnicodeWidth(loaded.font, glyph.code);  // marks it for the subset
        }
        texts.code(glyph.code);
    }
    texts.put(")Tj\n");
}

HPDF_Image Canvas::State::loaded(const std::shared_ptr<const Image>& image) {
    for (const auto& [known, loaded_image] : images)
        if (known == image) return loaded_image;
    const auto* bytes = reinterpret_cast<const HPDF_BYTE*>(image->bytes.data());
    HPDF_Image result = nullptr;
    switch (image->kind) {
        case ImageKind::rgb:
            result = HPDF_LoadRawImageFromMem(
                document.get(), bytes, static_cast<HPDF_UINT>(image->width),
                static_cast<HPDF_UINT>(image->height), HPDF_CS_DEVICE_RGB, 8);
            break;
        case ImageKind::jpeg:
            result = HPDF_LoadJpegImageFromMem(document.get(), bytes,
                                               static_cast<HPDF_UINT>(image->bytes.size()));
            break;
    }
    if (result) images.emplace_back(image, result);
    return result;
}

void Canvas::State::stroke() {
    if (path_open) paths.put("S\n");
    path_open = false;
}

void Canvas::State::end_page() {
    if (!page || failed()) return;
    stroke();
    if (line_colour != kBlack) paths.put("0 G\n");
    if (line_dash != 0) paths.put("[] 0 d\n");  // bold texts are stroked too
    std::string content = pictures.bytes();
    if (!areas.empty()) content += areas.put("0 g\n").bytes();
    content += paths.bytes();
    if (!texts.empty()) content += "BT\n" + texts.bytes() + "ET\n";
    contents.push_back(deflated(content));
    if (contents.back().empty()) keep_first_error(HPDF_ZLIB_ERROR, 0, &error);
    page = nullptr;
    pictures.clear();
    areas.clear();
    paths.clear();
    texts.clear();
    line_colour = kBlack;
    line_dash = 0;
    text_face.reset();
    text_colour = kBlack;
    bold = turned = false;
    text_x = text_y = 0;
    for (LoadedFace& loaded_face : faces) loaded_face.name_on_page.clear();
}

Canvas::Canvas(std::shared_ptr<const FontSet> fonts)
    : state_(std::make_unique<State>(std::move(fonts))) {}
Canvas::~Canvas() = default;
Canvas::Canvas(Canvas&&) noexcept = default;
Canvas& Canvas::operator=(Canvas&&) noexcept = default;

const FontSet& Canvas::fonts() const { return *state_->fonts; }
int Canvas::pages() const {
    return static_cast<int>(state_->contents.size()) + (state_->page ? 1 : 0);
}

void Canvas::ask_before_pages(std::function<bool(int)> go_on) { state_->go_on = std::move(go_on); }
bool Canvas::stopped() const { return state_->stopped; }

void Canvas::add_page(PageSize size) {
    State& s = *state_;
    s.end_page();
    if (!s.stopped && s.go_on) s.stopped = !s.go_on(pages());
    if (s.failed() || s.stopped) return;
    s.page = HPDF_AddPage(s.document.get());
    if (!s.page) return;
    s.page_height = size.height_mm * kPointsPerMm;
    HPDF_Page_SetWidth(s.page, static_cast<HPDF_REAL>(size.width_mm * kPointsPerMm));
    HPDF_Page_SetHeight(s.page, static_cast<HPDF_REAL>(s.page_height));
}

void Canvas::State::run(std::span<const Glyph> glyphs, double size) {
    for (std::size_t begin = 0; begin < glyphs.size();) {
        const Face id = glyphs[begin].face;
        std::size_t end = begin;
        while (end < glyphs.size() && glyphs[end].face == id) ++end;
        LoadedFace* loaded_face = face(id);
        if (!loaded_face) return;
        use_face(id, size);
        segment(glyphs.subspan(begin, end - begin), *loaded_face);
        begin = end;
    }
}

void Canvas::text(double x, double baseline, std::span<const Glyph> run, TextStyle style) {
    State& s = *state_;
    if (!s.page || s.failed() || run.empty()) return;
    s.use_style(style);
    s.move_to(x * kPointsPerMm, s.up(baseline));
    s.run(run, style.size);
}

void Canvas::text_down(double x, double y, std::span<const Glyph> run, TextStyle style) {
    State& s = *state_;
    if (!s.page || s.failed() || run.empty()) return;
    s.use_style(style);
    s.texts.put("0 -1 1 0 ").number(x * kPointsPerMm).number(s.up(y)).put("Tm\n");
    s.turned = true;
    s.text_x = s.text_y = 0;  // move_to goes back to the page's own axes
    s.run(run, style.size);
}

void Canvas::line_width(double points) {
    State& s = *state_;
    s.stroke();
    s.paths.number(points).put("w\n");
}

void Canvas::line_colour(Colour colour) {
    State& s = *state_;
    if (s.line_colour == colour) return;
    s.line_colour = colour;
    s.stroke();
    s.paths.colour(colour).put("RG\n");
}

void Canvas::line_dash(double points) {
    State& s = *state_;
    if (s.line_dash == points) return;
    s.line_dash = points;
    s.stroke();
    s.paths.put("[");
    if (points > 0) s.paths.number(points);
    s.paths.put("] 0 d\n");
}

void Canvas::line(double x1, double y1, double x2, double y2) {
    State& s = *state_;
    s.path_open = true;
    s.paths.number(x1 * kPointsPerMm).number(s.up(y1)).put("m ");
    s.paths.number(x2 * kPointsPerMm).number(s.up(y2)).put("l\n");
}

void Canvas::rectangle(double x, double y, double width, double height) {
    State& s = *state_;
    s.path_open = true;
    s.paths.box(x * kPointsPerMm, s.up(y + height), width * kPointsPerMm, height * kPointsPerMm);
}

void Canvas::area(double x, double y, double width, double height, Colour colour) {
    State& s = *state_;
    s.areas.colour(colour).put("rg ");
    s.areas.box(x * kPointsPerMm, s.up(y + height), width * kPointsPerMm, height * kPointsPerMm);
    s.areas.put("f\n");
}

void Canvas::image(double x, double y, double width, double height,
                   std::shared_ptr<const Image> image) {
    State& s = *state_;
    if (!s.page || s.failed()) return;
    HPDF_Image loaded = s.loaded(image);
    if (!loaded) return;
    const char* name = HPDF_Page_GetXObjectName(s.page, loaded);
    if (!name) return;
    s.pictures.put("q ").number(width * kPointsPerMm).put("0 0 ").number(height * kPointsPerMm);
    s.pictures.number(x * kPointsPerMm).number(s.up(y + height)).put("cm /").put(name);
    s.pictures.put(" Do Q\n");
}

core::Result<DrawnDocument> Canvas::save() && {
    State& s = *state_;
    s.end_page();
    if (s.stopped) return core::fail(core::ErrorCode::busy, "pdf.cancelled");
    DrawnDocument drawn;
    if (!s.failed() && HPDF_SaveToStream(s.document.get()) == HPDF_OK) {
        HPDF_UINT32 size = HPDF_GetStreamSize(s.document.get());
        drawn.bytes.resize(size);
        HPDF_ResetStream(s.document.get());
        HPDF_ReadFromStream(s.document.get(), reinterpret_cast<HPDF_BYTE*>(drawn.bytes.data()),
                            &size);
        drawn.bytes.resize(size);
    }
    if (s.failed())
        return core::fail(core::ErrorCode::internal, "pdf.draw_failed",
                          "libharu error " + std::to_string(s.error.code) + ", detail " +
                              std::to_string(s.error.detail));
    s.document.reset();  // finishing needs the memory
    drawn.contents = std::move(s.contents);
    drawn.colour_profile = s.fonts->colour_profile();
    for (LoadedFace& loaded : s.faces)
        if (!loaded.base_name.empty())
            drawn.faces.push_back({loaded.base_name, std::move(loaded.characters)});
    return drawn;
}

}  // namespace lantai::pdf
