"""House rules that a machine can see: check_source.py ROOT.

File and function length, no `default:` over an enum, no leftovers, no machine paths, clock and
random only in core/base, SQL only in core/repo and core/db, no source file left out of a build
list. Prints one line per fault and exits 1 when there is one.
"""
import pathlib
import re
import sys

MAX_FILE_LINES = 500
MAX_FUNCTION_LINES = 60
CODE_FOLDERS = ("core", "indexer", "pdf", "server", "tests")
CPP = (".cpp", ".hpp", ".c", ".h")
WEB = (".ts", ".vue", ".js", ".mjs", ".css")
TEXT = CPP + WEB + (".py", ".sh", ".cmake", ".txt", ".md", ".sql", ".json", ".html", ".yml")
SKIPPED_FOLDERS = {"node_modules", "dist", "build", "build-asan", ".git", "data", "test-results",
                   "coverage"}
GENERATED = re.compile(r"package-lock\.json|\.d\.ts$")

LEFTOVER = re.compile(r"\b(TODO|FIXME)\b")
# Homes, workspaces and scratch folders, by whatever name; `make` and `mktemp` name their own.
MACHINE_PATH = re.compile(
    r"(?<![\w.$}])/(?:(?:root|Users|work\w*|builds?|checkouts?|mnt|media)/|home/\w|tmp/\w+/)")
DEFAULT_LABEL = re.compile(r"^\s*default\s*:")
DEFAULT_ALLOWED = "not an enum"  # said in a comment on the same line or the one above
CLOCK_OR_RANDOM = re.compile(
    r"system_clock\s*::\s*now|\btime\s*\(\s*(nullptr|NULL|0)\s*\)|\bgettimeofday\b|\bclock_gettime\b|"
    r"\brandom_device\b|\bmt19937|\bs?rand\s*\(|\barc4random|\brandombytes_|\bRAND_bytes\b|"
    r"\bUUIDGenerator\b|Poco/(Timestamp|DateTime|LocalDateTime|Random|UUIDGenerator)\.h|"
    r"\blocaltime(_r)?\s*\(|\bgetrandom\s*\(")
# Monotonic time measures waiting; it never reaches a record. It belongs to the edges.
MONOTONIC = re.compile(r"steady_clock\s*::\s*now")
MONOTONIC_PLACES = ("server/", "indexer/", "tests/")
SQL = re.compile(
    r"\bSELECT\b.*\bFROM\b|\bINSERT (OR \w+ )?INTO\b|\bUPDATE \w+ SET\b|\bDELETE FROM\b|"
    r"\b(CREATE|DROP|ALTER) (TABLE|INDEX|TRIGGER|VIEW)\b|\bBEGIN IMMEDIATE\b|\bPRAGMA \w+|"
    r"\b(EXISTS|IN) \(SELECT\b|\bORDER BY \w+\b|\bGROUP BY \w+\b")
# The policy table also speaks SQL, so that lists and decisions cannot differ.
SQL_PLACES = ("core/repo/", "core/db/", "core/rules/access_sql.cpp", "tests/")
FUNCTION_HEAD = re.compile(r"^(?!namespace|class|struct|enum|union|extern|#|//|}|\s*$).*")


def without_comments(line):
    """The code of a line, up to a // that stands outside a string."""
    inside = False
    for i, char in enumerate(line):
        if char == '"' and (i == 0 or line[i - 1] != "\\"):
            inside = not inside
        elif not inside and line.startswith("//", i):
            return line[:i]
    return line


def long_functions(lines):
    """(line, length) of functions at namespace level; clang-format puts their ends in column 0."""
    start = None
    for number, line in enumerate(lines, 1):
        if start is None:
            if line[:1].strip() and FUNCTION_HEAD.match(line) and "(" in line:
                start = number
        if start is not None:
            if line.startswith("}"):
                if number - start + 1 > MAX_FUNCTION_LINES:
                    yield start, number - start + 1
                start = None
            elif line.rstrip().endswith(";") and (number == start or line[:1].strip()):
                start = None


def faults_of_cpp(name, lines):
    in_product = not name.startswith("tests/")
    for number, line in enumerate(lines, 1):
        code = without_comments(line)
        above = lines[number - 2] if number > 1 else ""
        if DEFAULT_LABEL.match(code) and DEFAULT_ALLOWED not in line + above:
            yield number, "`default:` hides a forgotten enum value"
        if in_product and not name.startswith("core/base/"):
            if CLOCK_OR_RANDOM.search(code):
                yield number, "clock or random outside core/base"
        if MONOTONIC.search(code) and not name.startswith(MONOTONIC_PLACES):
            yield number, "clock outside core/base"
        if SQL.search(code) and not name.startswith(SQL_PLACES):
            yield number, "SQL outside core/repo"
    for start, length in long_functions(lines):
        yield start, f"function of {length} lines (limit {MAX_FUNCTION_LINES})"


def faults_of_text(name, text):
    """(line, fault) pairs of one file."""
    lines = text.splitlines()
    suffix = pathlib.PurePath(name).suffix
    if suffix in CPP + WEB + (".py",) and len(lines) > MAX_FILE_LINES:
        yield 1, f"{len(lines)} lines (limit {MAX_FILE_LINES})"
    for number, line in enumerate(lines, 1):
        if LEFTOVER.search(line):
            yield number, "leftover note"
        if MACHINE_PATH.search(line):
            yield number, "path of one machine"
    if suffix in CPP:
        yield from faults_of_cpp(name, lines)


def unlisted(name, lists):
    """True when no CMakeLists.txt between the file and the top names it. `lists`: folder → text."""
    path = pathlib.PurePosixPath(name)
    for folder in path.parents:
        text = lists.get(folder.as_posix(), "")
        if re.search(r"(?<![\w/])" + re.escape(path.relative_to(folder).as_posix()) + r"(?!\w)", text):
            return False
    return True


def files(root):
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if SKIPPED_FOLDERS.intersection(parts[:-1]) or not path.is_file():
            continue
        if GENERATED.search(path.name) or path == pathlib.Path(__file__).resolve():
            continue
        if path.suffix in TEXT or path.name in ("Makefile", "run"):
            yield path


def check(root):
    faults = []
    lists = {path.parent.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
             for path in files(root) if path.name == "CMakeLists.txt"}
    for path in files(root):
        name = path.relative_to(root).as_posix()
        for number, fault in faults_of_text(name, path.read_text(encoding="utf-8")):
            faults.append(f"{name}:{number}: {fault}")
        if path.suffix == ".cpp" and name.startswith(CODE_FOLDERS) and unlisted(name, lists):
            faults.append(f"{name}:1: in no CMakeLists.txt, so it is never built")
    return faults


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    faults = check(root)
    print("\n".join(faults) if faults else f"{sum(1 for _ in files(root))} files keep the rules")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
