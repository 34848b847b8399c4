#!/usr/bin/python3
"""Makes the typefaces of the printed forms from Debian's fonts.

libharu embeds TrueType outlines only, finds glyphs by scanning the cmap linearly, and knows no
character beyond the BMP. So this script writes into OUT:

  LantaiSong.ttf        every BMP character of Noto Serif CJK SC but Hangul, as TrueType with the
                        glyphs in code point order (few cmap segments)
  LantaiRare.ttf        its characters beyond the BMP, placed in the private use area
  LXGWWenKai-Regular.ttf, LantaiRareKai.ttf   the same pair of the fallback face
  rare_characters.txt   "<character> <place in the private use area> <font>", hexadecimal
  OFL.txt               the licence of both sources

The result is reproducible and cached in ${XDG_CACHE_HOME:-~/.cache}/lantai/fonts under the hash of
its inputs; several builds at a time wait for one. Usage: make_song.py OUT
"""
import fcntl
import hashlib
import os
import pathlib
import shutil
import sys
import tempfile

SONG_SOURCE = pathlib.Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
SONG_INDEX = 2  # the collection's Simplified Chinese member
KAI_SOURCE = pathlib.Path("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf")
PACKAGES = {SONG_SOURCE: "fonts-noto-cjk", KAI_SOURCE: "fonts-lxgw-wenkai"}
PRIVATE_USE = range(0xE000, 0xF900)
HANGUL = [range(0x1100, 0x1200), range(0x3130, 0x3190), range(0x3200, 0x3220),
          range(0x3260, 0x3280), range(0xA960, 0xA980), range(0xAC00, 0xD800),
          range(0xFFA0, 0xFFE0)]
EPOCH = 3786825600  # 2024-01-01 in seconds since 1904, so that no clock enters the files
MAX_ERROR = 1.0     # of the curve conversion, in 1/1000 em
LICENCE = """LantaiSong and LantaiRare are derived from Noto Serif CJK SC, (c) 2017-2022 Adobe.
LantaiRareKai is derived from LXGW WenKai, (c) 2021-2022 LXGW; LXGW WenKai itself is unchanged.
All of them are under the SIL Open Font License 1.1, https://openfontlicense.org
"""


def characters_of(path, index):
    from fontTools.ttLib import TTFont
    with TTFont(str(path), fontNumber=index, lazy=True) as font:
        return set(font.getBestCmap())


def outlines(source, order):
    """Simple quadratic outlines of the glyphs, from cubic CFF ones or from composites: libharu
    drops the parts of composites whose glyph number is above 32,767."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    cubic = "CFF " in source
    glyph_set = source.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        if cubic:
            glyph_set[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        else:
            recording = DecomposingRecordingPen(glyph_set)
            glyph_set[name].draw(recording)
            recording.replay(pen)
        glyphs[name] = pen.glyph()
        glyphs[name].recalcBounds(None)
    return glyphs


def make(path, index, places, name, out):
    """Writes the font `out` from a member of `path`; `places`: character -> where it stands in
    the new font (itself, or in the private use area)."""
    from fontTools.ttLib import TTFont, newTable
    from fontTools.ttLib.tables._c_m_a_p import cmap_format_4
    source = TTFont(str(path), fontNumber=index, lazy=True, recalcTimestamp=False)
    glyph_of = source.getBestCmap()
    # libharu looks a character up by going through all cmap segments: code order makes them few.
    order = list(dict.fromkeys([source.getGlyphOrder()[0]] +
                               [glyph_of[c] for c in sorted(places, key=places.get)]))
    font = TTFont(recalcTimestamp=False)
    font.setGlyphOrder(order)
    for tag in ("head", "hhea", "maxp", "OS/2", "name", "post"):
        font[tag] = source[tag]
    font["glyf"], font["loca"] = newTable("glyf"), newTable("loca")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, outlines(source, order)
    font["hmtx"] = newTable("hmtx")
    font["hmtx"].metrics = {g: (source["hmtx"][g][0], font["glyf"].glyphs[g].xMin) for g in order}
    codes = cmap_format_4(4)
    codes.platformID, codes.platEncID, codes.language = 3, 1, 0
    codes.cmap = {places[c]: glyph_of[c] for c in sorted(places)}
    font["cmap"] = newTable("cmap")
    font["cmap"].tableVersion, font["cmap"].tables = 0, [codes]
    set_profile(font, name)
    check(font, order, out)
    font.save(str(out))


def set_profile(font, name):
    font["head"].created = font["head"].modified = EPOCH
    font["post"].formatType = 3.0  # no glyph names
    profile = font["maxp"]
    profile.tableVersion = 0x00010000
    for key in ("maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs maxStackElements "
                "maxSizeOfInstructions maxComponentElements maxPoints maxContours "
                "maxCompositePoints maxCompositeContours maxComponentDepth").split():
        setattr(profile, key, 0)
    profile.maxZones = 1
    names = font["name"]
    names.names = [r for r in names.names if r.langID == 0x409 and
                   r.nameID in (0, 1, 2, 3, 4, 5, 6, 13, 14)]
    for record in names.names:
        if record.nameID in (1, 3, 4, 6):
            record.string = name


def check(font, order, out):
    """What libharu needs of a font and does not tell when it is missing."""
    if max(font["cmap"].tables[0].cmap) > 0xFFFF or len(order) > 0xFFFF:
        sys.exit(f"{out}: beyond what cmap format 4 addresses")
    if any(font["glyf"].glyphs[g].isComposite() for g in order):
        sys.exit(f"{out}: composite glyphs")
    if font["hmtx"].metrics[order[0]][0] != font["head"].unitsPerEm:
        sys.exit(f"{out}: .notdef is not one em wide")


def make_all(out):
    song = characters_of(SONG_SOURCE, SONG_INDEX)
    kai = characters_of(KAI_SOURCE, 0)
    plain = {c for c in song if 0x20 <= c < 0xFFF0 and c not in PRIVATE_USE
             and not any(c in r for r in HANGUL)}
    make(SONG_SOURCE, SONG_INDEX, {c: c for c in plain}, "LantaiSong", out / "LantaiSong.ttf")
    rare = {c for c in song if c > 0xFFFF}
    rare_kai = {c for c in kai if c > 0xFFFF} - rare
    if len(rare) + len(rare_kai) > len(PRIVATE_USE):
        sys.exit("more rare characters than private use places")
    places = dict(zip(sorted(rare) + sorted(rare_kai), PRIVATE_USE))
    make(SONG_SOURCE, SONG_INDEX, {c: places[c] for c in rare}, "LantaiRare",
         out / "LantaiRare.ttf")
    make(KAI_SOURCE, 0, {c: places[c] for c in rare_kai}, "LantaiRareKai",
         out / "LantaiRareKai.ttf")
    shutil.copyfile(KAI_SOURCE, out / KAI_SOURCE.name)
    lines = [f"{c:X} {places[c]:X} {'LantaiRare' if c in rare else 'LantaiRareKai'}\n"
             for c in sorted(places)]
    (out / "rare_characters.txt").write_text("".join(lines))
    (out / "OFL.txt").write_text(LICENCE)


def input_hash():
    digest = hashlib.sha256()
    for path in (pathlib.Path(__file__), SONG_SOURCE, KAI_SOURCE):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: make_song.py OUT")
    for path, package in PACKAGES.items():
        if not path.is_file():
            sys.exit(f"{path} is missing: install the package {package}")
    out = pathlib.Path(sys.argv[1])
    base = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    cache = base / "lantai" / "fonts"
    cache.mkdir(parents=True, exist_ok=True)
    with open(cache / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = cache / input_hash()
        if not made.is_dir():
            print("making the typefaces, once (about a minute) ...", flush=True)
            with tempfile.TemporaryDirectory(dir=cache) as work:
                folder = pathlib.Path(work) / "made"
                folder.mkdir()
                make_all(folder)
                folder.rename(made)
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(made.iterdir()):
        shutil.copyfile(path, out / path.name)


if __name__ == "__main__":
    main()
