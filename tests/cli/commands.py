"""The commands for documents, volumes and forms on a new archive: commands.py PROGRAM PDF."""
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import tempfile

PROGRAM, PAGE = sys.argv[1], pathlib.Path(sys.argv[2])
PREFIX = "Q001-WS·2024-D30-ZJB"


def call(expected, *words):
    done = subprocess.run([PROGRAM, *words, "--data", "data"], capture_output=True, text=True)
    if done.returncode != expected:
        sys.exit(f"{words}: {done.returncode}, not {expected}\n{done.stdout}{done.stderr}")
    return done


def holds(fact, what):
    if not fact:
        sys.exit(f"wrong: {what}")


def people():
    call(0, "init", "--yes")
    call(1, "file", "in/通知.txt")  # there is no fonds yet
    call(0, "fonds", "create", "Q001", "某某公司")
    shown = call(0, "fonds", "arrangement", "Q001", "KJ", "--preset", "by_item", "--page-limit", "90",
                 "--json").stdout
    holds('"arrangement":"item"' in shown and '"page_limit":90' in shown, shown)
    shown = call(0, "fonds", "arrangement", "Q001").stdout
    holds("KJ\titem" in shown and "WS\tvolume" in shown, shown)
    call(2, "fonds", "arrangement", "Q001", "KJ", "--preset", "none")
    call(2, "fonds", "arrangement", "Q001", "XX")
    call(1, "fonds", "arrangement", "Q001", "KJ", "--item-code", "{nothing}")
    call(1, "fonds", "logo", "Q001", "clear")  # there is none
    call(1, "fonds", "logo", "Q001", "set", PROGRAM)  # no picture
    call(1, "print", "handover_receipt", "YJ2026-0009", "--out", "f7.pdf")  # no such handover
    call(0, "user", "department", "ZJB", "总经理办公室")
    for login in ("first", "second"):
        call(0, "user", "add", login, "--name", login, "--department", "ZJB")
        call(0, "user", "grant", login, "--roles", "employee,archivist", "--clearance", "secret")


def documents():
    folder = pathlib.Path("in")
    folder.mkdir()
    (folder / "通知.txt").write_text("关于年度工作的通知\n", encoding="utf-8")
    (folder / "请示.txt").write_bytes("关于购置设备的请示\n".encode("gb18030"))
    (folder / "合同.pdf").write_bytes(PAGE.read_bytes())
    pathlib.Path(os.fsdecode(b"in/bad\xff.txt")).write_bytes(b"x")


def file_all():
    call(2, "file", "in/通知.txt", "--level", "nonsense")
    faults = call(1, "file", "in/missing.pdf", "in/通知.txt", "--department", "NONE", "--title",
                  "通知", "--pages", "0").stderr.splitlines()
    wanted = ("in/missing.pdf", "NONE", "--pages", "--title")  # all at once, the missing file first
    holds(len(faults) == 4 and all(w in f for w, f in zip(wanted, faults)), faults)
    call(1, "file", "in")  # a folder without --recursive
    done = call(1, "file", "in", "--recursive", "--json", "--date", "2024-03-05", "--retention",
                "D30", "--pages", "3", "--copies", "1")
    answer = json.loads(done.stdout)
    holds([item["title"] for item in answer["items"]] == ["合同", "请示", "通知"], answer)
    holds([item["code"] for item in answer["items"]] ==
          [f"{PREFIX}-000{n}" for n in (1, 2, 3)], answer)
    holds([fault["key"] for fault in answer["failed"]] == ["text.not_utf8"], answer)
    done = call(0, "file", "in/通知.txt", "--date", "2024-03-05", "--year", "2023")
    holds(done.stdout.startswith("Q001-WS·2023-Y-ZJB-0001\t2023 R-31 gives 2024\t"), done.stdout)
    photo = ["file", "in/合同.pdf", "--category", "ZP", "--date", "2024-03-05"]
    call(1, *photo)  # a photo says who took it, when, and how large it is
    call(2, *photo, "--carrier", "marble")
    call(1, *photo, "--schedule", "9.9")  # there is no such row
    done = call(0, *photo, "--maker", "陶然", "--made-on", "2024-03-04", "--dimensions", "6000×4000")
    holds(done.stdout.startswith("Q001-ZP·2024-Y-ZJB-0001\t"), done.stdout)


def volume():
    code = call(0, "volume", "create", "通知与请示", "--year", "2024", "--retention",
                "D30").stdout.split("\t")[0]
    holds(code == f"{PREFIX}-001", code)
    call(0, "volume", "add", code, *[f"{PREFIX}-000{n}" for n in (1, 2, 3)])
    call(2, "volume", "submit", code)  # nobody signs
    call(0, "volume", "submit", code, "--as", "first")
    call(1, "volume", "check", code, "--as", "first")
    call(0, "volume", "check", code, "--as", "second")
    call(1, "volume", "add", code, "Q001-WS·2023-Y-ZJB-0001")
    call(0, "volume", "note", code, "已复核", "--as", "second")
    shown = json.loads(call(0, "volume", "show", code, "--json").stdout)
    holds((shown["state"], shown["compiler"], shown["checker"], shown["pages"]) ==
          ("sealed", "first", "second", 9), shown)
    call(3, "volume", "list", "--state", "open")
    call(2, "print", "no_such_form", code, "--out", "f.pdf")
    call(0, "print", "item_catalogue", code, "--out", "f.pdf", "--as", "first")
    text = pdf_text("f.pdf")
    holds(all(title in text for title in ("合同", "请示", "通知")), text)
    for form in ("notes_form", "volume_cover", "volume_spine"):
        call(0, "print", form, code, "--out", "g.pdf")
        holds(code in pdf_text("g.pdf").replace("\n", ""), form)
    call(2, "print", "volume_cover", "--out", "g.pdf")
    call(2, "print", "volume_list", code, "--out", "g.pdf")
    for listed in ("volume_list", "item_list", "filing_stamp_sheet"):
        call(0, "print", listed, "--year", "2024", "--out", "g.pdf")
        holds("Q001" in pdf_text("g.pdf"), listed)
    call(1, "print", "volume_list", "--year", "1999", "--out", "none.pdf")
    holds(not os.path.exists("none.pdf"), "nothing is printed of nothing")
    booklet = call(0, "print", "volume_cover,item_catalogue", "--all", "--out", "all.pdf")
    holds("1/1 volumes, 2 pages" in booklet.stderr, booklet.stderr)
    call(2, "print", "volume_cover,box_label", "--all", "--out", "none.pdf")  # two kinds
    call(2, "print", "box_label", "--all", code, "--out", "none.pdf")
    call(0, "print", "notes_form,volume_cover", code, code, "--out", "two.pdf")
    holds(pdf_text("two.pdf").count("卷内备考表") == 2, "chosen volumes in one document")
    lists = call(0, "print", "volume_list,item_list", "--out", "lists.pdf")
    holds("6 rows" in lists.stdout, lists.stdout)
    call(1, "print", "filing_stamp_sheet", "--labels", "105x74", "--first-place", "9", "--out",
         "none.pdf")
    call(0, "print", "filing_stamp_sheet", "--labels", "105x74", "--first-place", "8", "--out",
         "stamps.pdf")
    holds(not os.path.exists("none.pdf"), "a refusal leaves no file")
    interrupted(code)
    holds('"form.printed"' in call(0, "audit", "export").stdout, "the print is logged")


def interrupted(code):
    """Ctrl-C in the middle of many volumes."""
    words = [PROGRAM, "print", "volume_cover,item_catalogue", *[code] * 9000, "--out", "half.pdf",
             "--data", "data"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as running:
        first = running.stderr.readline()
        running.send_signal(signal.SIGINT)
        rest = running.communicate()[1]
    holds("50/9000 volumes" in first, first)
    holds(running.returncode > 0 and "cancelled" in rest, rest[-300:])
    left = [name for name in os.listdir() if name.startswith("half.pdf")]
    holds(not left, left)


def pdf_text(path):
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True).stdout


def changes():
    code = f"{PREFIX}-001"
    asked = call(0, "volume", "reopen", code, "--reason", "漏装一件", "--as", "first").stdout
    number = asked.split("\t")[0]
    call(1, "volume", "reopen", code, "--reason", "再要", "--as", "second")  # asked for already
    call(2, "change", "approve", number)  # nobody decides
    call(1, "change", "approve", number, "--as", "first")  # not the own one
    listed = json.loads(call(0, "change", "list", "--state", "open", "--json").stdout)
    holds([one["object"] for one in listed["items"]] == [code], listed)
    call(0, "change", "approve", number, "--as", "second")
    call(3, "change", "list", "--state", "open")
    shown = json.loads(call(0, "volume", "show", code, "--json").stdout)
    holds(shown["state"] == "open" and len(shown["notes"]) == 2, shown)
    call(0, "volume", "place", code, "1-03-2-5-12")


def old_holdings():
    pathlib.Path("old.json").write_text(json.dumps({
        "category": "WS", "filing_year": 1987, "retention_class": "C", "level": 1,
        "title": "基建往来", "archival_code": "87-长期-3", "date_text": "1986—1988",
        "rows": [{"title": "请示", "date_text": "[1987年秋]"}]}), encoding="utf-8")
    call(0, "volume", "old", "old.json")
    call(1, "volume", "old", "old.json")  # the code is taken
    shown = json.loads(call(0, "volume", "show", "87-长期-3", "--json").stdout)
    holds((shown["state"], shown["items"]) == ("sealed", 1), shown)


def tamper():
    call(0, "audit", "verify")
    with sqlite3.connect("data/lantai.db") as database:
        database.execute("UPDATE items SET title = '合词' WHERE title = '合同'")
    database.close()
    found = json.loads(call(1, "audit", "verify", "--json").stdout)
    holds(found["result"] == "tampered" and found["first_bad_seq"] > 0, found)


with tempfile.TemporaryDirectory() as temporary:
    os.chdir(temporary)
    documents()
    people()
    file_all()
    volume()
    changes()
    old_holdings()
    tamper()
