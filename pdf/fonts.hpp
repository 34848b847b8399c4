// The typefaces of printed forms: which face draws a character, and how wide it is.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "pdf/glyph.hpp"

namespace lantai::pdf {

/// The visible mark (〓, geta) for a character that no face has.
inline constexpr char32_t kGeta = U'〓';

/// The faces made by pdf/fonts/make_song.py with their width tables, and the profile of sRGB that
/// stands beside them. Immutable after load, so any number of threads may share one set. Load it
/// once: about 10 ms and 0.4 MB.
class FontSet {
public:
    /// Reads the fonts and rare_characters.txt of `folder`. Errors: not_found "pdf.font_missing"
    /// (no typeface there) and "pdf.colour_profile_missing", corrupt "pdf.font_broken".
    static core::Result<std::shared_ptr<const FontSet>> load(const std::filesystem::path& folder);

    /// The text as it is drawn, after clean_text. A character that no face has becomes kGeta and
    /// is appended to `missing`, once for each time it occurs.
    GlyphRun shape(std::string_view utf8, std::vector<char32_t>& missing) const;

    /// How a character is drawn, or nothing when no face has it.
    std::optional<Glyph> find(char32_t character) const;

    std::filesystem::path file_of(Face face) const;

    /// The ICC profile of the colours of all documents, which PDF/A embeds.
    const std::shared_ptr<const std::string>& colour_profile() const { return colour_profile_; }

private:
    struct Rare {
        char32_t character;
        Glyph glyph;
    };
    FontSet() = default;
    core::Result<void> load_colour_profile();
    core::Result<void> load_rare(const std::vector<std::vector<std::uint16_t>>& advances);

    std::filesystem::path folder_;
    std::vector<std::uint16_t> song_;  // advance by code point; kNone without a glyph
    std::vector<std::uint16_t> kai_;
    std::vector<Rare> rare_;  // sorted by character
    std::shared_ptr<const std::string> colour_profile_;
};

/// Where the build and the installation put the typefaces: ../share/lantai/fonts as seen from the
/// running program.
std::filesystem::path default_font_folder();

}  // namespace lantai::pdf
