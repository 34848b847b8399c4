"""Runs the benchmark programs and prints one table: run.py BIN_FOLDER [NAME…].

Each program prints lines "bench <name> ours <value> base <value> <unit> goal <bound>"; the bound
(">=0.5", "<=3") is for ours / base. With NAMEs only the programs whose names contain one of them
run. Exit 1 when a goal is missed or a program fails. Nothing is written into the project.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

LINE = re.compile(r"bench (\S+) ours (\S+) base (\S+) (.+?) goal (>=|<=)(\S+)$")


def measure(program):
    """(rows, ended well) of one program; rows are (name, ours, base, unit, sign, bound)."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([program], cwd=folder, stdout=subprocess.PIPE, text=True, check=False)
    rows = []
    for line in done.stdout.splitlines():
        found = LINE.match(line)
        if found:
            name, ours, base, unit, sign, bound = found.groups()
            rows.append((name, float(ours), float(base), unit, sign, float(bound)))
        else:
            print(line)
    return rows, done.returncode == 0 and bool(rows)


def number(value):
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def main():
    folder, names = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:]
    programs = sorted(path for path in folder.glob("*_bench")
                      if not names or any(name in path.name for name in names))
    if not programs:
        print(f"no benchmark programs in {folder}")
        return 1
    rows, failed = [], []
    for program in programs:
        print(f"running {program.name} …", flush=True)
        measured, well = measure(program)
        rows += measured
        if not well:
            failed.append(program.name)
    print(f"\n{'measurement':<36} {'ours':>12} {'base':>12} {'unit':<8} {'ratio':>7}  goal")
    missed = []
    for name, ours, base, unit, sign, bound in rows:
        ratio = ours / base if base else float("inf")
        met = ratio >= bound if sign == ">=" else ratio <= bound
        if not met:
            missed.append(name)
        print(f"{name:<36} {number(ours):>12} {number(base):>12} {unit:<8} {ratio:>7.2f}  "
              f"{sign} {bound:g}{'' if met else '   MISSED'}")
    for name in failed:
        print(f"{name} failed")
    return 1 if failed or missed else 0


if __name__ == "__main__":
    sys.exit(main())
