"""Writes the traditional-to-simplified character table as C++: fold_table.py OPENCC.ocd2 OUT.inc

The first choice of OpenCC's TSCharacters, one character to one character, followed to its end (so
that folding twice changes nothing), sorted by code point: the same input gives the same bytes.
"""
import pathlib
import subprocess
import sys
import tempfile

# OpenCC keeps the pair apart (著作, 看着), writers do not.
EXTRA = {"著": "着"}


def read_pairs(dictionary):
    with tempfile.TemporaryDirectory() as folder:
        text = pathlib.Path(folder) / "pairs.txt"
        subprocess.run(["opencc_dict", "-i", dictionary, "-o", str(text), "-f", "ocd2", "-t", "text"],
                       check=True, stdout=subprocess.DEVNULL)
        lines = text.read_text(encoding="utf-8").splitlines()
    pairs = dict(EXTRA)
    for line in lines:
        source, _, choices = line.partition("\t")
        target = choices.split(" ")[0]
        if len(source) == 1 and len(target) == 1 and source != target:
            pairs.setdefault(source, target)
    return pairs


def last(pairs, char):
    seen = {char}
    while char in pairs and pairs[char] not in seen:
        char = pairs[char]
        seen.add(char)
    return char


def main():
    dictionary, out = sys.argv[1], pathlib.Path(sys.argv[2])
    pairs = read_pairs(dictionary)
    if len(pairs) < 3000:
        sys.exit(f"{dictionary}: only {len(pairs)} pairs")
    rows = [f"{{0x{ord(a):04X}, 0x{ord(last(pairs, b)):04X}}}," for a, b in sorted(pairs.items())]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("\n".join(rows) + "\n", encoding="utf-8")


main()
