"""Keeps docs/requirements.md true: check_requirements.py ROOT.

Every R-number stands there exactly once, in order; every code file named exists and contains the
number; every test named exists; a requirement finished in step 1 names both. Prints one line per
fault and exits 1 when there is one.
"""
import pathlib
import re
import sys

LAST = 97
STEPS = ("1 Foundation", "2 Volumes and paper", "3 Collection and mass work", "4 Lending",
         "5 Search and text", "6 Customers")
ROW = re.compile(r"^\|\s*R-(\d+)\s*\|(.*)\|\s*$")
TEST = re.compile(r"^\s*TEST(?:_F|_P)?\(\s*(\w+)\s*,\s*(\w+)\s*\)", re.MULTILINE)
QUOTED = re.compile(r"`([^`]+)`")
NOTHING = "–"
MAX_WORDS = 12


def test_names(root):
    names = set()
    for path in (root / "tests").rglob("*.cpp"):
        for suite, name in TEST.findall(path.read_text(encoding="utf-8")):
            names.add(f"{suite}.{name}")
    return names


def names_in(cell):
    """The quoted names of a cell; None when it is neither empty nor a list of them."""
    names = QUOTED.findall(cell)
    if cell.strip() == NOTHING:
        return []
    left = QUOTED.sub("", cell).replace(",", "").strip()
    return names if names and not left else None


def check_code(root, number, files):
    for name in files:
        path = root / name
        if not path.is_file():
            yield f"{name} does not exist"
        elif not re.search(rf"R-{number}(?!\d)", path.read_text(encoding="utf-8")):
            yield f"{name} does not name R-{number}"


def check_row(root, number, cells, tests):
    if len(cells) != 4:
        yield f"{len(cells) + 1} columns instead of 5"
        return
    text, code, proof, step = cells
    if not text or len(text.split()) > MAX_WORDS:
        yield f"requirement of {len(text.split())} words"
    files, proofs = names_in(code), names_in(proof)
    if files is None or proofs is None:
        yield "code and tests are `quoted` names or –"
        return
    yield from check_code(root, number, files)
    yield from (f"no test {name}" for name in proofs if name not in tests)
    if step not in STEPS:
        yield f"unknown step {step!r}"
    elif step == STEPS[0] and not (files and proofs):
        yield "finished in step 1 without code or test"


def check(root):
    page = (root / "docs/requirements.md").read_text(encoding="utf-8")
    tests = test_names(root)
    faults, seen = [], []
    for line in page.splitlines():
        found = ROW.match(line)
        if not found:
            if "R-" in line and line.startswith("|"):
                faults.append(f"unreadable row: {line[:60]}")
            continue
        number = int(found.group(1))
        seen.append(number)
        cells = [cell.strip() for cell in found.group(2).split("|")]
        faults += [f"R-{number}: {fault}" for fault in check_row(root, number, cells, tests)]
    for number in range(1, LAST + 1):
        if seen.count(number) != 1:
            faults.append(f"R-{number} stands {seen.count(number)} times")
    if seen != sorted(seen):
        faults.append("the rows are not in order")
    faults += [f"R-{number} is no requirement" for number in seen if not 1 <= number <= LAST]
    return faults


def main():
    faults = check(pathlib.Path(sys.argv[1]).resolve())
    print("\n".join(faults) if faults else f"{LAST} requirements in order")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
