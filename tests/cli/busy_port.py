"""make run says `ready` for its own server only: busy_port.py PROGRAM RUN_SH."""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

PROGRAM, RUN = sys.argv[1:3]


def holds(fact, what):
    if not fact:
        sys.exit(f"wrong: {what}")


def run(port, data):
    return subprocess.Popen([RUN], env={**os.environ, "PORT": port, "DATA": data,
                                        "LANTAI": PROGRAM},
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def main():
    for name in ("one", "two"):
        subprocess.run([PROGRAM, "init", "--yes", "--data", name], check=True,
                       stdout=subprocess.DEVNULL)
    first = run("0", os.path.abspath("one"))
    try:
        line = first.stdout.readline()
        holds(line.startswith("ready http://127.0.0.1:"), line)
        second = run(line.strip().rsplit(":", 1)[1], os.path.abspath("two"))
        out, err = second.communicate(timeout=120)
        holds(second.returncode not in (0, None), second.returncode)
        holds("ready" not in out, out)
        holds("did not start" in err, err)
    finally:
        first.send_signal(signal.SIGTERM)
        code = first.wait(timeout=60)
    holds(code == 0, f"{code} after SIGTERM")


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    main()
