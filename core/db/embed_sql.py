"""Writes the numbered SQL files as C++ string constants: embed_sql.py OUT.cpp FILE.sql …"""
import pathlib
import sys

out, files = sys.argv[1], sys.argv[2:]
parts = ['#include "core/db/migrate.hpp"\n', "namespace lantai::core {\n",
         "const std::vector<Migration>& shipped_migrations() {",
         "    static const std::vector<Migration> kAll = {"]
for name in files:
    path = pathlib.Path(name)
    number = int(path.name.split("_")[0])
    text = path.read_text(encoding="utf-8")
    # Compilers limit one literal to 64 KiB: hand it over in pieces.
    pieces = [text[i:i + 8000] for i in range(0, len(text), 8000)]
    literal = "\n".join(f'R"lt_sql({piece})lt_sql"' for piece in pieces)
    parts.append(f'        {{{number}, "{path.name}", {literal}}},')
parts += ["    };", "    return kAll;", "}", "}  // namespace lantai::core", ""]
pathlib.Path(out).parent.mkdir(parents=True, exist_ok=True)
pathlib.Path(out).write_text("\n".join(parts), encoding="utf-8")
