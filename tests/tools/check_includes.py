"""Who may include whom (docs/architecture.md, "Layers"): check_includes.py ROOT.

Prints one line per wrong include and exits 1 when there is one.
"""
import pathlib
import re
import sys

SOURCE_FOLDERS = ("core", "indexer", "pdf", "server", "tests")
EVERYTHING = SOURCE_FOLDERS

# A file belongs to the longest prefix that fits; it may include what starts with these prefixes.
LAYERS = {
    "core/base/": ("core/base/",),
    "core/model/": ("core/base/", "core/model/"),
    "core/rules/": ("core/base/", "core/model/", "core/rules/"),
    "core/db/": ("core/base/", "core/db/"),
    "core/blob/": ("core/base/", "core/blob/"),
    "core/repo/": ("core/base/", "core/model/", "core/rules/", "core/db/", "core/repo/"),
    "core/service/": ("core/",),
    "indexer/": ("core/base/", "core/model/", "core/db/", "core/blob/", "core/repo/", "indexer/"),
    "pdf/": ("core/base/", "core/model/", "pdf/"),
    "server/": ("core/base/", "core/model/", "core/rules/", "core/blob/", "core/service/",
                "indexer/searcher.hpp", "indexer/extractors.hpp", "pdf/booklet.hpp", "pdf/form.hpp",
                "pdf/forms/", "pdf/image.hpp", "pdf/text_document.hpp",
                "server/"),
    # The composition root and the command line see all layers.
    "server/app.cpp": EVERYTHING,
    "server/app.hpp": EVERYTHING,
    "server/main.cpp": EVERYTHING,
    "server/commands/": EVERYTHING,
    "server/demo/": EVERYTHING,  # a command in chapters
    "tests/": EVERYTHING,
}

# Third-party headers and the places that may name them. Everything else in <> must be a header
# of the C++ standard library or of the operating system.
THIRD_PARTY = (
    (r"(SQLiteCpp/.*|sqlite3\.h)", ("core/db/",)),
    (r"toml\+\+/.*", ("core/base/config.cpp",)),
    (r"sodium\.h", ("core/",)),
    (r"openssl/.*", ("core/",)),
    (r"xapian\.h", ("indexer/",)),
    (r"(poppler/.*|poppler-.*|uchardet.*|seccomp\.h)", ("indexer/",)),
    (r"unicode/.*", ("core/base/unicode.cpp", "core/base/pinyin_order.cpp", "indexer/")),
    (r"(png\.h|zlib\.h|hpdf.*\.h|qpdf/.*|ft2build\.h|freetype/.*)", ("pdf/",)),
    (r"qrencode\.h", ("pdf/qr_code.cpp",)),
    (r"Poco/(Net|Util)/.*", ("server/",)),
    (r"Poco/Crypto/.*", ()),  # not safe with threads, see core/base/hash.hpp
    (r"Poco/.*", ("server/",)),
    (r"nlohmann/.*", ("server/",)),
    (r"(gtest|gmock|valijson|ZXing)/.*", ()),
)
EVERYWHERE_THIRD_PARTY = ("tests/", "server/app.cpp", "server/main.cpp", "server/commands/")

SYSTEM_HEADERS = re.compile(
    r"[a-z_0-9]+|(sys|linux|arpa|netinet|net)/[a-z_0-9]+\.h|"
    r"(dirent|dlfcn|errno|fcntl|glob|grp|iconv|locale|malloc|poll|pthread|pwd|sched|signal|spawn|stdint|"
    r"stdio|stdlib|string|strings|syslog|termios|time|unistd|wchar)\.h")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def layer_of(path):
    return max((prefix for prefix in LAYERS if path.startswith(prefix)), key=len, default=None)


def fault_of_include(root, path, quote, header):
    """What is wrong with one include of the file `path`, or None."""
    if quote == '"':
        layer = layer_of(path)
        if layer is None:
            return "the file belongs to no layer"
        # .inc: tables made at build time
        if not (root / header).exists() and not header.endswith(".inc"):
            return f'"{header}" is no path from the top folder'
        if not header.startswith(LAYERS[layer]):
            return f'{layer} may not include "{header}"'
        return None
    for pattern, places in THIRD_PARTY:
        if re.fullmatch(pattern, header):
            if path.startswith(places + EVERYWHERE_THIRD_PARTY):
                return None
            return f"<{header}> is only for {', '.join(places) or 'tests/'}"
    if not SYSTEM_HEADERS.fullmatch(header):
        return f"<{header}> is not in the table of third-party headers"
    return None


def sources(root):
    for folder in SOURCE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".cpp", ".hpp", ".c", ".h") and "node_modules" not in path.parts:
                yield path


def check(root):
    faults = []
    for path in sources(root):
        name = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = INCLUDE.match(line)
            if not found:
                continue
            fault = fault_of_include(root, name, found.group(1), found.group(2))
            if fault:
                faults.append(f"{name}:{number}: {fault}")
    return faults


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    faults = check(root)
    print("\n".join(faults) if faults else f"{sum(1 for _ in sources(root))} files keep the layers")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
