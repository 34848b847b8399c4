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

    def call(self, method, path, body=None, raw=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.archive.port, timeout=30)
        headers = {"Cookie": self.cookie, "X-CSRF-Token": self.csrf}
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
        self.wanted, self.new = 0, 0

    def note(self, code=None, blob=None):
        with self.lock:
            if code:
                self.departments.add(code)
            if blob:
                self.blobs[blob[0]] = blob[1]
            self.new += 1
            if self.new == self.wanted:
                os.kill(self.archive.server.pid, signal.SIGKILL)


def write_until_killed(number, this_round, admin, archivist, ledger):
    """One client: departments and uploads in turn, until the server is gone."""
    step = 0
    while True:
        step += 1
        name = f"R{this_round}C{number}S{step}"
        try:
            if step % 2:
                status, body, _ = admin.call("POST", "/api/v1/departments",
                                             {"code": name, "name": "部门" + name})
                assert status == 201, body
                ledger.note(code=name)
            else:
                content = (name * 500).encode()
                status, body, _ = archivist.call("POST", f"/api/v1/uploads?name={name}.txt",
                                                 raw=content)
                assert status == 201, body
                assert body["sha256"] == hashlib.sha256(content).hexdigest(), body
                ledger.note(blob=(body["sha256"], len(content)))
        except (OSError, http.client.HTTPException):
            return  # never acknowledged


def check_nothing_is_lost(archive, admin, ledger):
    status, body, _ = admin.call("GET", "/api/v1/departments")
    assert status == 200, body
    lost = ledger.departments - {row["code"] for row in body["items"]}
    assert not lost, f"acknowledged departments are lost: {sorted(lost)}"
    for name, size in ledger.blobs.items():
        path = pathlib.Path(archive.data) / "objects" / name[:2] / name
        assert path.stat().st_size == size, f"blob {name} is not whole"


def main():
    program = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(program, pathlib.Path(folder))
        links = dict(re.findall(r"^\s*(\w+)\t.*/#/link/(\w+)", archive.run("init", "--yes"), re.M))
        made = json.loads(archive.run("user", "add", "lina", "--name", "李娜", "--department",
                                      "XTGL", "--json"))
        archive.run("user", "grant", "lina", "--roles", "archivist")
        archive.start()
        admin = Client(archive, links["sysadmin"])
        archivist = Client(archive, made["link_token"])
        ledger = Ledger(archive)
        for this_round in range(rounds):
            ledger.wanted, ledger.new = 5 + this_round * 7 % 23, 0
            threads = [threading.Thread(target=write_until_killed,
                                        args=(n, this_round, admin, archivist, ledger))
                       for n in range(CLIENTS)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(120)
                assert not thread.is_alive(), "a client hangs"
            archive.kill()
            assert ledger.new >= ledger.wanted, "the clients gave up before the server was killed"
            archive.start()
            check_nothing_is_lost(archive, admin, ledger)
        archive.kill()
        print(archive.run("check"), end="")
        print(archive.run("audit", "verify"), end="")
        print(f"{rounds} kills, {len(ledger.departments)} records and {len(ledger.blobs)} files"
              " acknowledged, none lost")


if __name__ == "__main__":
    main()
