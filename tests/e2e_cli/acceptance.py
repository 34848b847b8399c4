"""The acceptance scenario by the command line: acceptance.py FOLDER-OF-THE-PROGRAMS

An empty folder becomes an archive with people and papers; it is searched, lent from, proven,
altered by one byte, copied and brought back. Every step checks exit code and answer.
"""
import contextlib
import datetime
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import one_byte

PROGRAM = pathlib.Path(sys.argv[1]) / "lantai"
QUERY = "客户投诉 7天"
BODY_ONLY = "受理后一个工作日内提出初步处理意见"
PURPOSE = "验收时核对投诉期限"
DEMO_PASSWORD_HINT = "password of every account"


def run(data, *words, code=0):
    """stdout of `lantai WORDS --data DATA`, which must end with `code`."""
    done = subprocess.run([PROGRAM, *words, "--data", data], capture_output=True, timeout=120)
    out, err = done.stdout.decode(), done.stderr.decode()
    if done.returncode != code:
        sys.exit(f"lantai {' '.join(words)} ended with {done.returncode}, not {code}\n{out}{err}")
    if code in (1, 2) and not (out or err):
        sys.exit(f"lantai {' '.join(words)} failed without a word")
    return out


def ask(data, *words, code=0):
    return json.loads(run(data, *words, "--json", code=code))


def expect(what, got, wanted):
    if got != wanted:
        sys.exit(f"{what}: {got!r}, not {wanted!r}")


def codes(found):
    return sorted(item["code"] for item in found["items"])


def set_up(data):
    made = run(data, "init", "--yes")
    run(data, "init", "--yes", code=1)  # never twice
    if DEMO_PASSWORD_HINT in made:
        sys.exit("init made an account with a known password")
    run(data, "search", QUERY, code=2)  # no index yet: it could not look
    run(data, "demo")
    run(data, "user", "department", "YSB", "验收部")
    for login, name in (("yan", "验收员"), ("yanzhang", "验收部长"), ("waiter", "候任员")):
        run(data, "user", "add", login, "--name", name, "--department", "YSB")
    run(data, "user", "grant", "yan", "--roles", "employee", "--clearance", "internal")
    run(data, "user", "grant", "yanzhang", "--roles", "employee", "--clearance", "internal")
    run(data, "user", "position", "yanzhang", "department_leader", "--department", "YSB")
    run(data, "user", "grant", "waiter", "--roles", "employee,audit_admin", code=1)


def search(data):
    run(data, "index", "rebuild")
    expect("pending", ask(data, "index", "status")["pending"], 0)
    whole = ask(data, "search", QUERY)
    if whole["total"] == 0 or not whole["exact"]:
        sys.exit(f"{QUERY} found {whole}")
    expect("traditional characters", codes(ask(data, "search", "客戶投訴 7天")), codes(whole))
    owner = ask(data, "search", QUERY, "--as", "service")  # of the department that owns them
    regulation = next(i["code"] for i in owner["items"] if i["in_body"] and not i["level"] > 1)
    # Another department: the catalogue entry whose keywords hold the words, not the text.
    stranger = ask(data, "search", QUERY, "--as", "yan")
    expect("a stranger's search", [(i["code"], i["content"], i["in_body"], i["snippet"])
                                   for i in stranger["items"]], [(regulation, False, False, "")])
    # What stands in the text only is not even hinted at.
    body_only = ask(data, "search", BODY_ONLY, "--as", "yan", code=3)
    expect("a stranger's search in texts", body_only, {"total": 0, "exact": True, "items": []})
    if ask(data, "search", BODY_ONLY, "--as", "service")["total"] != 1:
        sys.exit(f"{BODY_ONLY} is not found by its own department")
    entry = ask(data, "search", regulation, "--as", "yan")
    expect("the catalogue entry", [(i["code"], i["content"], i["snippet"]) for i in entry["items"]],
           [(regulation, False, "")])
    run(data, "search", QUERY, "--as", "waiter", code=1)  # no role: may not search
    run(data, "search", QUERY, "--as", "nobody", code=1)
    return regulation


def lend(data, code):
    due = (datetime.date.today() + datetime.timedelta(days=10)).isoformat()
    loan = ask(data, "loan", "request", code, "--purpose", PURPOSE, "--due", due, "--as", "yan")
    number = loan["request_no"]
    expect("route", [step["rule"] for step in loan["steps"]], ["R-39", "R-39"])
    run(data, "loan", "decide", number, "approve", "--as", "yan", code=1)  # the own request
    run(data, "loan", "decide", number, "approve", "--as", "yanzhang")
    loan = ask(data, "loan", "decide", number, "approve", "--as", "head")
    expect("state", loan["state"], "approved")
    pages = ["--pages", str(loan["pages"])] if loan["pages"] is not None else []
    run(data, "loan", "count", number, "issue", "borrower", "1", *pages, "--as", "archivist", code=1)
    run(data, "loan", "count", number, "issue", "archivist", "1", *pages, "--as", "archivist")
    loan = ask(data, "loan", "count", number, "issue", "borrower", "1", *pages, "--as", "yan")
    expect("state", loan["state"], "on_loan")
    found = ask(data, "search", QUERY, "--as", "yan")  # the loan opens the text
    expect("the lent text", codes(found), [code])
    run(data, "loan", "count", number, "return", "borrower", "1", *pages, "--as", "yan")
    loan = ask(data, "loan", "count", number, "return", "archivist", "0", *pages, "--as", "archivist")
    expect("state after a piece was missed", loan["state"], "incident")
    run(data, "loan", "settle", number, "--search", "查找阅览室", "--as", "archivist", code=1)
    loan = ask(data, "loan", "settle", number, "--search", "查找阅览室", "--remedy", "已找回",
               "--reported-to", "head", "--outcome", "归还入库", "--as", "archivist")
    expect("state", loan["state"], "returned")
    return number


@contextlib.contextmanager
def one_byte_changed(data, query, *values):
    """A copy of the archive with one byte of what `query` reads changed in the database file."""
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "copy"
        shutil.copytree(data, copy)
        one_byte.change(copy / "lantai.db", query, *values)
        yield copy


def verdict(data):
    done = subprocess.run([PROGRAM, "audit", "verify", "--json", "--data", data],
                          capture_output=True, timeout=120)
    return done.returncode, json.loads(done.stdout)


def prove(data, item_code, loan_number):
    expect("check", run(data, "check").count(": ok"), 4)
    code, proof = verdict(data)
    expect("proof", (code, proof["result"]), (0, "proven"))
    database = data / "lantai.db"
    # A byte of the log: the entry whose row holds it is to blame.
    for column in ("actor_name", "details", "leaf", "chain"):
        query = (f"SELECT {column}, seq FROM audit_log NOT INDEXED"
                 " WHERE object_code = ? AND action = 'loan.requested'")
        (_, seq), = one_byte.rows_of(database, query, loan_number)
        with one_byte_changed(data, query, loan_number) as copy:
            blame(copy, column, seq)
    # A byte of a record: the last entry about it kept the digest of its rows.
    for table, column, where, value in (("items", "title", "archival_code", item_code),
                                        ("loans", "purpose", "request_no", loan_number)):
        query = f"SELECT {column}, id FROM {table} NOT INDEXED WHERE {where} = ?"
        (_, record), = one_byte.rows_of(database, query, value)
        (seq,), = one_byte.rows_of(database, "SELECT max(seq) FROM audit_log"
                                   " WHERE object_type = ? AND object_id = ?",
                                   table.rstrip("s"), record)
        with one_byte_changed(data, query, value) as copy:
            blame(copy, f"{table}.{column}", seq)


def blame(copy, what, seq):
    code, proof = verdict(copy)
    expect(f"the verdict on {what}", (code, proof["result"], proof["first_bad_seq"]),
           (1, "tampered", seq))


def bring_back(data, folder):
    backup, restored = folder / "backup", folder / "restored"
    before = run(data, "audit", "head")
    run(data, "backup", str(backup))
    run(data, "backup", str(backup), code=1)  # not over an older one
    run(restored, "restore", str(backup))
    expect("audit head", run(restored, "audit", "head"), before)
    run(restored, "check")
    run(restored, "index", "status", code=1)  # the index is made afresh
    run(restored, "index", "rebuild")
    expect("search", codes(ask(restored, "search", QUERY)), codes(ask(data, "search", QUERY)))
    blob = next(path for path in (backup / "objects").rglob("*") if path.is_file())
    blob.chmod(0o600)
    blob.write_bytes(blob.read_bytes() + b"x")
    run(folder / "third", "restore", str(backup), code=1)  # a damaged backup is refused


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        data = folder / "data"
        set_up(data)
        code = search(data)
        number = lend(data, code)
        prove(data, code, number)
        bring_back(data, folder)
    print("the scenario holds")


main()
