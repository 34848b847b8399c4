"""Writes a text file as a C++ function: embed_text.py OUT.cpp HEADER FUNCTION FILE"""
import pathlib
import sys

out, header, function, name = sys.argv[1:5]
text = pathlib.Path(name).read_text(encoding="utf-8")
# Compilers limit one literal to 64 KiB: hand it over in pieces.
pieces = [text[i:i + 8000] for i in range(0, len(text), 8000)]
literal = "\n".join(f'R"lt_text({piece})lt_text"' for piece in pieces)
pathlib.Path(out).parent.mkdir(parents=True, exist_ok=True)
pathlib.Path(out).write_text(
    f'#include "{header}"\nnamespace lantai::server {{\n'
    f"std::string_view {function}() {{\n    return\n{literal};\n}}\n"
    "}  // namespace lantai::server\n", encoding="utf-8")
