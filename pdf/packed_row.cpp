#include "pdf/packed_row.hpp"

#include <algorithm>
#include <cmath>

namespace lantai::pdf {
namespace {

constexpr std::size_t kFirstPiece = 1 << 12;  // most tables are short
constexpr std::size_t kPiece = 1 << 20;

void put(std::string& out, std::size_t value) {
    for (; value > 0x7F; value >>= 7) out += static_cast<char>(0x80 | (value & 0x7F));
    out += static_cast<char>(value);
}

std::size_t take(std::string_view& from) {
    std::size_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(from.front());
        from.remove_prefix(1);
        value |= std::size_t(byte & 0x7F) << shift;
        if (byte < 0x80) return value;
    }
}

Glyph glyph_of(const FontSet& fonts, char32_t c) {
    if (c == U'\n') return {c, U' ', 0, Face::song};
    const auto glyph = fonts.find(c);
    return glyph ? *glyph : *fonts.find(kGeta);
}

}  // namespace

std::string pack_row(const std::vector<TableCell>& cells) {
    std::string out;
    put(out, cells.size());
    for (const TableCell& cell : cells) {
        put(out, static_cast<std::size_t>(std::lround(cell.text.size * 100)));
        put(out, cell.run.size());
        for (const Glyph& glyph : cell.run) put(out, glyph.character);
        put(out, cell.text.lines.size());
        std::size_t at = 0;
        for (const LineRange& line : cell.text.lines) {
            put(out, line.begin - at);
            put(out, line.end - line.begin);
            at = line.end;
        }
    }
    return out;
}

PackedRows::Place PackedRows::append(std::string_view packed) {
    if (pieces_.empty() || pieces_.back().capacity() - pieces_.back().size() < packed.size()) {
        pieces_.emplace_back();
        const std::size_t least = pieces_.size() == 1 ? kFirstPiece : kPiece;
        pieces_.back().reserve(std::max(least, packed.size()));
    }
    std::string& piece = pieces_.back();
    const Place place{static_cast<std::uint32_t>(pieces_.size() - 1),
                      static_cast<std::uint32_t>(piece.size()),
                      static_cast<std::uint32_t>(packed.size())};
    piece += packed;
    return place;
}

std::size_t PackedRows::add(std::string_view packed) {
    rows_.push_back(append(packed));
    return rows_.size() - 1;
}

void PackedRows::replace(std::size_t index, std::string_view packed) {
    Place& place = rows_[index];
    if (packed.size() > place.size) {
        place = append(packed);
        return;
    }
    place.size = static_cast<std::uint32_t>(packed.size());
    packed.copy(&pieces_[place.piece][place.begin], packed.size());
}

std::string_view PackedRows::row(std::size_t index) const {
    const Place& place = rows_[index];
    return std::string_view(pieces_[place.piece]).substr(place.begin, place.size);
}

std::vector<TableCell> unpack_row(const FontSet& fonts, std::string_view packed) {
    std::vector<TableCell> cells(take(packed));
    for (TableCell& cell : cells) {
        cell.text.size = double(take(packed)) / 100;
        cell.run.resize(take(packed));
        for (Glyph& glyph : cell.run) glyph = glyph_of(fonts, static_cast<char32_t>(take(packed)));
        cell.text.lines.resize(take(packed));
        std::size_t at = 0;
        for (LineRange& line : cell.text.lines) {
            line.begin = at + take(packed);
            line.end = line.begin + take(packed);
            at = line.end;
        }
    }
    return cells;
}

}  // namespace lantai::pdf
