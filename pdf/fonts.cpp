#include "pdf/fonts.hpp"

#include <ft2build.h>

#include <algorithm>
#include <array>
#include <fstream>
#include FT_FREETYPE_H
#include FT_ADVANCES_H

#include "pdf/text_clean.hpp"

namespace lantai::pdf {
namespace {

constexpr std::uint16_t kNone = 0xFFFF;
constexpr std::size_t kBmp = 0x10000;

struct FaceFile {
    Face face;
    const char* file;
    const char* name;  // as rare_characters.txt says it
};
constexpr std::array<FaceFile, 4> kFaceFiles = {{
    {Face::song, "LantaiSong.ttf", "LantaiSong"},
    {Face::rare, "LantaiRare.ttf", "LantaiRare"},
    {Face::kai, "LXGWWenKai-Regular.ttf", "LXGWWenKai"},
    {Face::rare_kai, "LantaiRareKai.ttf", "LantaiRareKai"},
}};

bool private_use(char32_t c) { return c >= 0xE000 && c < 0xF900; }

core::Error broken(const std::filesystem::path& path, const std::string& why) {
    return core::fail(core::ErrorCode::corrupt, "pdf.font_broken", path.string() + ": " + why);
}

class FreeType {
public:
    FreeType() {
        if (FT_Init_FreeType(&library_) != 0) library_ = nullptr;
    }
    ~FreeType() {
        if (library_) FT_Done_FreeType(library_);
    }
    FreeType(const FreeType&) = delete;
    FreeType& operator=(const FreeType&) = delete;

    /// Advances in 1/1000 em of the BMP code points of a font file.
    core::Result<std::vector<std::uint16_t>> advances(const std::filesystem::path& path) const {
        std::error_code ec;
        if (!std::filesystem::is_regular_file(path, ec))
            return core::fail(core::ErrorCode::not_found, "pdf.font_missing", path.string());
        FT_Face face = nullptr;
        if (!library_ || FT_New_Face(library_, path.c_str(), 0, &face) != 0)
            return broken(path, "no font that FreeType reads");
        std::vector<std::uint16_t> table(kBmp, kNone);
        FT_UInt glyph = 0;
        for (FT_ULong c = FT_Get_First_Char(face, &glyph); glyph != 0;
             c = FT_Get_Next_Char(face, c, &glyph)) {
            FT_Fixed advance = 0;
            if (c < kBmp && FT_Get_Advance(face, glyph, FT_LOAD_NO_SCALE, &advance) == 0)
                table[c] = static_cast<std::uint16_t>(advance * 1000 / face->units_per_EM);
        }
        FT_Done_Face(face);
        return table;
    }

private:
    FT_Library library_ = nullptr;
};

}  // namespace

core::Result<std::shared_ptr<const FontSet>> FontSet::load(const std::filesystem::path& folder) {
    const FreeType free_type;
    std::vector<std::vector<std::uint16_t>> advances;
    for (const FaceFile& file : kFaceFiles) {
        LT_TRY(auto table, free_type.advances(folder / file.file));
        advances.push_back(std::move(table));
    }
    auto set = std::shared_ptr<FontSet>(new FontSet);
    set->folder_ = folder;
    LT_CHECK(set->load_rare(advances));
    LT_CHECK(set->load_colour_profile());
    set->song_ = std::move(advances[std::size_t(Face::song)]);
    set->kai_ = std::move(advances[std::size_t(Face::kai)]);
    if (set->song_[kGeta] == kNone) return broken(set->file_of(Face::song), "no geta mark");
    return std::shared_ptr<const FontSet>(std::move(set));
}

core::Result<void> FontSet::load_colour_profile() {
    const auto path = folder_ / "sRGB.icc";
    std::ifstream in(path, std::ios::binary);
    std::string profile((std::istreambuf_iterator<char>(in)), {});
    // ICC.1:1998-09, 6.1: the colour space and the file's signature; PDF/A-1 knows version 2.
    if (profile.size() < 128 || profile[8] != 2 || profile.compare(16, 4, "RGB ") != 0 ||
        profile.compare(36, 4, "acsp") != 0)
        return core::fail(core::ErrorCode::not_found, "pdf.colour_profile_missing", path.string());
    colour_profile_ = std::make_shared<const std::string>(std::move(profile));
    return {};
}

core::Result<void> FontSet::load_rare(const std::vector<std::vector<std::uint16_t>>& advances) {
    const auto path = folder_ / "rare_characters.txt";
    std::ifstream in(path);
    if (!in) return core::fail(core::ErrorCode::not_found, "pdf.font_missing", path.string());
    std::uint32_t character = 0;
    std::uint32_t place = 0;
    std::string name;
    while (in >> std::hex >> character >> place >> name) {
        const auto file = std::find_if(kFaceFiles.begin(), kFaceFiles.end(),
                                       [&](const FaceFile& f) { return f.name == name; });
        if (file == kFaceFiles.end() || place >= kBmp) return broken(path, "unknown face " + name);
        const std::uint16_t advance = advances[std::size_t(file->face)][place];
        if (advance == kNone) return broken(path, "no glyph for a rare character in " + name);
        if (!rare_.empty() && rare_.back().character >= character)
            return broken(path, "characters out of order");
        rare_.push_back(
            {character, {character, static_cast<std::uint16_t>(place), advance, file->face}});
    }
    if (!in.eof() || rare_.empty()) return broken(path, "unreadable line");
    return {};
}

std::optional<Glyph> FontSet::find(char32_t c) const {
    if (c >= kBmp) {
        const auto at = std::lower_bound(
            rare_.begin(), rare_.end(), c,
            [](const Rare& rare, char32_t character) { return rare.character < character; });
        if (at == rare_.end() || at->character != c) return std::nullopt;
        return at->glyph;
    }
    // Private use means something else in every face, so it has no picture of its own.
    if (private_use(c)) return std::nullopt;
    const auto code = static_cast<std::uint16_t>(c);
    if (song_[c] != kNone) return Glyph{c, code, song_[c], Face::song};
    if (kai_[c] != kNone) return Glyph{c, code, kai_[c], Face::kai};
    return std::nullopt;
}

GlyphRun FontSet::shape(std::string_view utf8, std::vector<char32_t>& missing) const {
    const std::u32string text = clean_text(utf8);
    GlyphRun run;
    run.reserve(text.size());
    for (const char32_t c : text) {
        if (c == U'\n') {
            run.push_back({c, U' ', 0, Face::song});
        } else if (const auto glyph = find(c)) {
            run.push_back(*glyph);
        } else {
            missing.push_back(c);
            run.push_back({kGeta, kGeta, song_[kGeta], Face::song});
        }
    }
    return run;
}

std::filesystem::path FontSet::file_of(Face face) const {
    return folder_ / kFaceFiles[std::size_t(face)].file;
}

std::filesystem::path default_font_folder() {
    std::error_code ec;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", ec);
    return program.parent_path().parent_path() / "share" / "lantai" / "fonts";
}

}  // namespace lantai::pdf
