"""The checkers must see what they are for: each bad snippet is reported, each good one is not."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_includes  # noqa: E402
import check_requirements  # noqa: E402
import check_source  # noqa: E402

# (file, line of code, word of the expected report or None)
INCLUDES = [
    ("core/base/a.cpp", '#include "core/base/error.hpp"', None),
    ("core/base/a.cpp", '#include "core/model/item.hpp"', "may not include"),
    ("core/model/a.hpp", '#include "core/db/database.hpp"', "may not include"),
    ("core/rules/a.cpp", '#include "core/repo/x.hpp"', "may not include"),
    ("core/rules/a.cpp", "#include <fstream>", None),
    ("core/db/a.cpp", "#include <sqlite3.h>", None),
    ("core/repo/a.cpp", "#include <sqlite3.h>", "only for core/db/"),
    ("core/repo/a.cpp", "#include <SQLiteCpp/Database.h>", "only for core/db/"),
    ("core/repo/a.cpp", '#include "core/service/x.hpp"', "may not include"),
    ("core/service/a.cpp", "#include <xapian.h>", "only for indexer/"),
    ("core/service/a.cpp", '#include "indexer/searcher.hpp"', "may not include"),
    ("core/service/a.cpp", "#include <nlohmann/json.hpp>", "only for server/"),
    ("core/service/a.cpp", "#include <Poco/Net/HTTPServer.h>", "only for server/"),
    ("core/blob/a.cpp", "#include <Poco/Crypto/DigestEngine.h>", "only for tests/"),
    ("core/base/config.cpp", "#include <toml++/toml.h>", None),
    ("core/base/log.cpp", "#include <toml++/toml.h>", "only for core/base/config.cpp"),
    ("indexer/a.cpp", "#include <xapian.h>", None),
    ("indexer/a.cpp", "#include <sodium.h>", "only for core/"),
    ("indexer/a.cpp", '#include "core/service/x.hpp"', "may not include"),
    ("pdf/a.cpp", "#include <hpdf.h>", None),
    ("pdf/a.cpp", "#include <poppler/cpp/poppler-document.h>", "only for indexer/"),
    ("pdf/a.cpp", "#include <qrencode.h>", "only for pdf/qr_code.cpp"),
    ("pdf/a.cpp", '#include "core/db/database.hpp"', "may not include"),
    ("server/a.cpp", "#include <hpdf.h>", "only for pdf/"),
    ("server/a.cpp", '#include "core/db/database.hpp"', "may not include"),
    ("server/a.cpp", '#include "core/repo/x.hpp"', "may not include"),
    ("server/a.cpp", '#include "indexer/index_writer.hpp"', "may not include"),
    ("server/a.cpp", '#include "indexer/searcher.hpp"', None),
    ("server/a.cpp", '#include "pdf/canvas.hpp"', "may not include"),
    ("server/app.cpp", '#include "core/db/database.hpp"', None),
    ("server/commands/a.cpp", '#include "indexer/index_writer.hpp"', None),
    ("server/a.cpp", "#include <gtest/gtest.h>", "only for tests/"),
    ("server/a.cpp", "#include <boost/asio.hpp>", "not in the table"),
    ("server/a.cpp", "#include <curl.h>", "not in the table"),
    ("server/a.cpp", '#include "b.hpp"', "no path from the top"),
    ("server/a.cpp", "  #  include  <hpdf.h>", "only for pdf/"),
    ("server/a.cpp", "// #include <hpdf.h>", None),
    ("tests/core/a_test.cpp", "#include <sqlite3.h>", None),
]

SOURCE = [
    ("core/a.cpp", "        default:", "hides a forgotten enum value"),
    ("core/a.cpp", "        default:  // codes of SQLite, not an enum", None),
    ("core/a.cpp", "    auto f = other_default;", None),
    ("core/a.cpp", "// TO" + "DO: later", "leftover"),
    ("docs/a.md", "FIX" + "ME", "leftover"),
    ("docs/a.md", "see /" + "work/shared", "path of one machine"),
    ("core/a.sh", "cd /ho" + "me/ann/x", "path of one machine"),
    ("core/a.sh", "cd /ro" + "ot/x", "path of one machine"),
    ("core/a.sh", "cd /Us" + "ers/Ann", "path of one machine"),
    ("core/a.sh", "cd /work" + "space/x", "path of one machine"),
    ("core/a.sh", "run /tmp" + "/ann/tool", "path of one machine"),
    ("core/a.sh", "ls \"$folder/work/x\" docs/work/a", None),
    ("core/a.sh", "mktemp /tmp" + "/lantai-XXXXXX", None),
    ("core/service/a.cpp", "auto t = std::chrono::system_clock::now();", "clock or random"),
    ("core/service/a.cpp", "auto t = std::time(nullptr);", "clock or random"),
    ("core/service/a.cpp", "auto t = ::time(NULL);", "clock or random"),
    ("indexer/a.cpp", "std::mt19937_64 engine;", "clock or random"),
    ("server/a.cpp", "int x = rand();", "clock or random"),
    ("server/a.cpp", "#include <Poco/Timestamp.h>", "clock or random"),
    ("core/base/clock.cpp", "auto t = std::chrono::system_clock::now();", None),
    ("core/service/a.cpp", "// like system_clock::now(), but still", None),
    ("core/service/a.cpp", "auto t = steady_clock::now();", "clock outside"),
    ("server/a.cpp", "auto t = steady_clock::now();", None),
    ("core/service/a.cpp", 'db.query("SELECT id FROM items");', "SQL outside"),
    ("core/service/a.cpp", 'db.execute("INSERT INTO items VALUES (1)");', "SQL outside"),
    ("core/service/a.cpp", 'db.execute("INSERT OR IGNORE INTO items VALUES (1)");', "SQL outside"),
    ("server/a.cpp", 'db.execute("UPDATE items SET title = 1");', "SQL outside"),
    ("server/a.cpp", 'db.execute("DELETE FROM items");', "SQL outside"),
    ("pdf/a.cpp", 'db.script("PRAGMA user_version");', "SQL outside"),
    ("core/repo/a.cpp", 'db.query("SELECT id FROM items");', None),
    ("server/a.cpp", "// SELECT id FROM items", None),
    ("server/a.cpp", 'text = "http://x"; run("DELETE FROM items");', "SQL outside"),
]


def function_of(lines):
    return "int f() {\n" + "    g();\n" * (lines - 2) + "}\n"


class Checkers(unittest.TestCase):
    def check(self, module, name, text, lists=""):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + "\n", encoding="utf-8")
            (root / "CMakeLists.txt").write_text(lists or name, encoding="utf-8")
            if module is check_includes:
                for line in text.splitlines():  # what is included exists, but for b.hpp
                    header = line.split('"')[1] if line.count('"') == 2 else ""
                    if "/" in header:
                        (root / header).parent.mkdir(parents=True, exist_ok=True)
                        (root / header).touch()
            return "\n".join(module.check(root))

    def expect(self, module, name, text, word):
        with self.subTest(name=name, text=text[:60]):
            report = self.check(module, name, text)
            if word is None:
                self.assertEqual(report, "")
            else:
                self.assertIn(word, report)

    def test_includes_across_layers_are_reported(self):
        for name, text, word in INCLUDES:
            self.expect(check_includes, name, text, word)

    def test_broken_house_rules_are_reported(self):
        for name, text, word in SOURCE:
            self.expect(check_source, name, text, word)

    def test_long_files_are_reported(self):
        self.expect(check_source, "core/a.cpp", "int a;\n" * 499 + "int a;", None)
        self.expect(check_source, "core/a.cpp", "int a;\n" * 500 + "int a;", "501 lines")
        self.expect(check_source, "server/web/src/a.vue", "<p>\n" * 500 + "<p>", "501 lines")
        self.expect(check_source, "server/web/node_modules/a.ts", "a\n" * 600, None)

    def test_long_functions_are_reported(self):
        self.expect(check_source, "core/a.cpp", function_of(60), None)
        self.expect(check_source, "core/a.cpp", function_of(61), "function of 61 lines")
        self.expect(check_source, "core/a.cpp", "namespace a {\n" + function_of(61) + "}", "of 61")
        self.expect(check_source, "core/a.cpp", "int f();\n" + "int g;\n" * 80, None)

    def test_a_source_in_no_build_list_is_reported(self):
        self.assertIn("never built", self.check(check_source, "core/a.cpp", "int a;", "b.cpp"))
        self.assertIn("never built", self.check(check_source, "core/a.cpp", "int a;", "core/aa.cpp"))
        self.assertEqual("", self.check(check_source, "core/x/a.cpp", "int a;", "core/x/a.cpp"))

    def requirements(self, change=lambda rows: rows):
        """The faults of a small project after `change` of its list of rows."""
        rows = ["| R-1 | One | `core/a.cpp` | `ATest.Works` | 1 Foundation |"]
        rows += [f"| R-{n} | Later | – | – | 4 Lending |"
                 for n in range(2, check_requirements.LAST + 1)]
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in (("core/a.cpp", "// R-1, R-21"), ("tests/a_test.cpp",
                               "TEST(ATest, Works) {"), ("docs/requirements.md",
                               "\n".join(change(rows)))):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")
            return check_requirements.check(root)

    def test_untrue_requirements_are_reported(self):
        def first(old, new):
            return lambda rows: [rows[0].replace(old, new)] + rows[1:]
        self.assertEqual([], self.requirements())
        for change, word in (
                (lambda rows: rows[:-1], "R-97 stands 0 times"),
                (lambda rows: rows + [rows[4]], "R-5 stands 2 times"),
                (lambda rows: rows + ["| R-98 | x | – | – | 4 Lending |"], "no requirement"),
                (lambda rows: rows[1:2] + rows[:1] + rows[2:], "not in order"),
                (first("a.cpp", "b.cpp"), "core/b.cpp does not exist"),
                (lambda rows: [rows[0].replace("R-1 ", "R-2 "), *rows[1:]], "does not name R-2"),
                (first("Works", "Fails"), "no test ATest.Fails"),
                (first("`ATest.Works`", "–"), "without code or test"),
                (first("`ATest.Works`", "ATest.Works"), "quoted"),
                (first("1 Foundation", "1"), "unknown step"),
                (first("One", "many " * 13), "13 words"),
                (first("| R-1 |", "| R-1"), "unreadable row")):
            self.assertIn(word, "\n".join(self.requirements(change)))


if __name__ == "__main__":
    unittest.main(verbosity=1)
