"""kill -9 under load, twenty times: crash_test.py LANTAI [ROUNDS].

Several clients write through HTTP and keep their own ledger of what was acknowledged. The server
is killed after a number of acknowledgements that differs in each round, started again, and must
still know everything in the ledger. In the end `lantai check` and `lantai audit verify` agree.
"""
import hashlib
import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import threading

CLIENTS = 4
PASSWORD = "nine lanterns on water"


class Archive:
    """An archive of its own with a running server that can be killed."""

    def __init__(self, program, folder):
        self.program, self.data = program, str(folder / "archive")
        self.server, self.port = None, 0
        self.log = open(folder / "server.log", "a+", encoding="utf-8")

    def run(self, *words, expect=0):
        done = subprocess.run([self.program, *words, "--data", self.data], capture_output=True,
                              text=True, timeout=120)
        if done.returncode != expect:
            raise AssertionError(f"lantai {words} gave {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def start(self):
        self.server = subprocess.Popen([self.program, "serve", "--port", "0", "--data", self.data],
                                       stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.server.stdout.readline()
        found = re.match(r"ready https?://[^:]+:(\d+)", line)
        if not found:
            raise AssertionError(f"the server did not start: {line!r}")
        self.port = int(found.group(1))

    def kill(self):
        self.server.send_signal(signal.SIGKILL)
        code = self.server.wait()
        self.server.stdout.close()
        if code != -signal.SIGKILL:
            self.log.seek(0)
            raise AssertionError(f"the server ended by itself with {code}:\n"
                                 + "".join(self.log.readlines()[-30:]))


class Client:
    """A signed-in person. The session outlives the server: it is in the database."""

    def __init__(self, archive, link):
        self.archive, self.cookie, self.csrf = archive, "", ""
        status, body, headers = self.call("POST", "/api/v1/session/link",
                                          {"token": link, "new_password": PASSWORD})
        assert status == 200, body
        self.cookie = headers["Set-Cookie"].split(";")[0]
        self.csrf = body["csrf"]

    def call(self, method, path, body=None, raw=None, if_match=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.archive.port, timeout=30)
        headers = {"Cookie": self.cookie, "X-CSRF-Token": self.csrf}
        if if_match is not None:
            headers["If-Match"] = f'"{if_match}"'
        data = raw
        if raw is not None:
            headers["Content-Type"] = "application/octet-stream"
        elif body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        try:
            connection.request(method, path, data, headers)
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text else None, answer.headers
        finally:
            connection.close()


class Ledger:
    """What the server acknowledged. Kills it when the wanted number of new entries is there."""

    def __init__(self, archive):
        self.archive, self.lock = archive, threading.Lock()
        self.departments, self.blobs = set(), {}
        self.items, self.volumes, self.loans = {}, {}, {}  # by id
        self.codes = set()
        self.wanted, self.new = 0, 0

    def note(self, kind, key, value=None):
        with self.lock:
            kept = getattr(self, kind)
            if isinstance(kept, set):
                kept.add(key)
            else:
                kept[key] = value
            self.new += 1
            if self.new == self.wanted:
                os.kill(self.archive.server.pid, signal.SIGKILL)

    def note_item(self, item, sha256):
        with self.lock:
            assert item["archival_code"] not in self.codes, f"{item['archival_code']} came twice"
            self.codes.add(item["archival_code"])
        self.note("items", item["id"], {"code": item["archival_code"], "sha256": sha256,
                                        "volume": None})


class Worker:
    """One client: makes departments, uploads, items, volumes and loan requests in turn, until the
    server is gone. Kills hit the others in the middle of their requests."""

    def __init__(self, name, people, fonds_id, department_id, ledger):
        self.name, self.ledger = name, ledger
        self.admin, self.archivist, self.reader = people
        self.base = {"fonds_id": fonds_id, "department_id": department_id, "category": "WS",
                     "retention_class": "Y"}

    def made(self, client, path, body=None, raw=None):
        status, answer, _ = client.call("POST", path, body, raw)
        assert status in (200, 201), answer
        return answer

    def step(self, number):
        name = f"{self.name}S{number}"
        self.made(self.admin, "/api/v1/departments", {"code": name, "name": "部门" + name})
        self.ledger.note("departments", name)
        content = (name * 500).encode()
        upload = self.made(self.archivist, f"/api/v1/uploads?name={name}.txt", raw=content)
        assert upload["sha256"] == hashlib.sha256(content).hexdigest(), upload
        self.ledger.note("blobs", upload["sha256"], len(content))
        item = self.made(self.archivist, "/api/v1/items", {
            **self.base, "kind": "notice", "title": "通知" + name, "creator": "办公室",
            "document_date": "2024-03-15", "level": 1, "pages": 3, "copies": 1, "medium": "both",
            "uploads": [upload["id"]]})
        self.ledger.note_item(item, upload["sha256"])
        loan = self.made(self.reader, "/api/v1/loans", {
            "item_id": item["id"], "mode": "in_room", "purpose": "核对", "due_date": "2099-12-31"})
        self.ledger.note("loans", loan["id"], loan["request_no"])
        volume = self.made(self.archivist, "/api/v1/volumes",
                           {**self.base, "filing_year": 2024, "title": "案卷" + name})
        self.ledger.note("volumes", volume["id"], volume["archival_code"])
        status, answer, _ = self.archivist.call(
            "POST", f"/api/v1/volumes/{volume['id']}/items", {"item_ids": [item["id"]]},
            if_match=volume["version"])
        assert status == 200, answer
        self.ledger.note("items", item["id"], {"code": item["archival_code"],
                                               "sha256": upload["sha256"], "volume": volume["id"]})

    def until_killed(self):
        number = 0
        while True:
            number += 1
            try:
                self.step(number)
            except (OSError, http.client.HTTPException):
                return  # never acknowledged


def check_nothing_is_lost(archive, admin, archivist, ledger):
    status, body, _ = admin.call("GET", "/api/v1/departments")
    assert status == 200, body
    lost = ledger.departments - {row["code"] for row in body["items"]}
    assert not lost, f"acknowledged departments are lost: {sorted(lost)}"
    for name, size in ledger.blobs.items():
        path = pathlib.Path(archive.data) / "objects" / name[:2] / name
        assert path.stat().st_size == size, f"blob {name} is not whole"
    for item_id, kept in ledger.items.items():
        status, item, _ = archivist.call("GET", f"/api/v1/items/{item_id}")
        assert status == 200 and item["archival_code"] == kept["code"], (kept, item)
        assert [one["sha256"] for one in item["files"]] == [kept["sha256"]], (kept, item["files"])
        assert kept["volume"] is None or item["volume"]["id"] == kept["volume"], (kept, item)
    for volume_id, code in ledger.volumes.items():
        status, volume, _ = archivist.call("GET", f"/api/v1/volumes/{volume_id}")
        assert status == 200 and volume["archival_code"] == code, (code, volume)
    for loan_id, number in ledger.loans.items():
        status, loan, _ = archivist.call("GET", f"/api/v1/loans/{loan_id}")
        assert status == 200 and loan["request_no"] == number, (number, loan)


def add_person(archive, login, name, roles, clearance):
    made = json.loads(archive.run("user", "add", login, "--name", name, "--department", "XTGL",
                                  "--json"))
    archive.run("user", "grant", login, "--roles", roles, "--clearance", clearance)
    return made["link_token"]


def main():
    program = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(program, pathlib.Path(folder))
        links = dict(re.findall(r"^\s*(\w+)\t.*/#/link/(\w+)", archive.run("init", "--yes"), re.M))
        archivist_link = add_person(archive, "lina", "李娜", "archivist", "secret")
        reader_link = add_person(archive, "wang", "王敏", "employee", "internal")
        add_person(archive, "zhou", "周正", "employee", "secret")
        archive.run("user", "position", "zhou", "department_leader", "--department", "XTGL")
        archive.run("fonds", "create", "Q001", "兰台公司")
        archive.start()
        people = [Client(archive, link) for link in (links["sysadmin"], archivist_link, reader_link)]
        admin, archivist, _ = people
        fonds_id = archivist.call("GET", "/api/v1/fonds")[1]["items"][0]["id"]
        department_id = admin.call("GET", "/api/v1/departments")[1]["items"][0]["id"]
        ledger = Ledger(archive)
        for this_round in range(rounds):
            ledger.wanted, ledger.new = 5 + this_round * 7 % 23, 0
            workers = [Worker(f"R{this_round}C{n}", people, fonds_id, department_id, ledger)
                       for n in range(CLIENTS)]
            threads = [threading.Thread(target=worker.until_killed) for worker in workers]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(120)
                assert not thread.is_alive(), "a client hangs"
            archive.kill()
            assert ledger.new >= ledger.wanted, "the clients gave up before the server was killed"
            archive.start()
            check_nothing_is_lost(archive, admin, archivist, ledger)
        archive.kill()
        print(archive.run("check"), end="")
        print(archive.run("audit", "verify"), end="")
        print(f"{rounds} kills; acknowledged and none lost: {len(ledger.departments)} departments,"
              f" {len(ledger.blobs)} files, {len(ledger.items)} items, {len(ledger.volumes)} volumes,"
              f" {len(ledger.loans)} loan requests")


if __name__ == "__main__":
    main()
