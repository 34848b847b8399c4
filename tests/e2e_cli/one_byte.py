"""Changes one byte of a row in a database file: one_byte.py FILE QUERY VALUE…

The byte is the last of the text that QUERY reads in its first column.
"""
import contextlib
import pathlib
import sqlite3
import sys


def rows_of(file, query, *values):
    with contextlib.closing(sqlite3.connect(file)) as db:
        return db.execute(query, values).fetchall()


def change(file, query, *values):
    """Pages also keep indexes and dead copies of rows, so each place where the text stands is tried
    until what `query` reads has changed; `query` must read the table itself (NOT INDEXED)."""
    rows_of(file, "PRAGMA wal_checkpoint(TRUNCATE)")
    before = rows_of(file, query, *values)
    text = before[0][0].encode()
    database = pathlib.Path(file).read_bytes()
    at = database.find(text)
    while at >= 0:
        changed = bytearray(database)
        changed[at + len(text) - 1] ^= 1
        pathlib.Path(file).write_bytes(changed)
        if rows_of(file, query, *values) != before:
            return
        at = database.find(text, at + 1)
    sys.exit(f"{before[0][0]} stands in no row of {file}")


if __name__ == "__main__":
    change(sys.argv[1], sys.argv[2], *sys.argv[3:])
