-- The handling register 文件处理登记簿 (F-10) and papers of it in handovers.
CREATE TABLE register_entries (
    id               INTEGER PRIMARY KEY,
    register_no      TEXT NOT NULL UNIQUE,     -- ZJB-2024-S-0001
    department_id    INTEGER NOT NULL REFERENCES departments(id),  -- whose register; lead or convening
    year             INTEGER NOT NULL,
    direction        TEXT NOT NULL CHECK (direction IN ('incoming', 'outgoing', 'internal')),
    origin           TEXT NOT NULL CHECK (origin IN ('ordinary', 'company_issued', 'meeting_set')),
    number           INTEGER NOT NULL,         -- 1, 2, 3 … without a gap
    registered_on    TEXT NOT NULL,
    document_no      TEXT NOT NULL DEFAULT '',
    document_no_key  TEXT NOT NULL DEFAULT '', -- folded, for finding a second original (R-7)
    correspondent    TEXT NOT NULL DEFAULT '', -- 来文单位, 发往单位
    title            TEXT NOT NULL,
    level            INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4),
    copies           INTEGER CHECK (copies BETWEEN 1 AND 9999),
    pages            INTEGER CHECK (pages BETWEEN 1 AND 99999),
    handler_id       INTEGER NOT NULL REFERENCES users(id),        -- 承办人
    remarks          TEXT NOT NULL DEFAULT '',
    copy_of          INTEGER REFERENCES register_entries(id),      -- the lead department's entry (R-7)
    corrects         INTEGER UNIQUE REFERENCES register_entries(id),  -- takes its place (R-56)
    state            TEXT NOT NULL CHECK (state IN
        ('in_hand', 'concluded', 'kept', 'collected', 'placed', 'bound', 'archived')),
    concluded_on     TEXT,                     -- 办结日期
    receipted_on     TEXT,                     -- day of the second signature (R-11)
    clause_id        INTEGER REFERENCES filing_scheme_clauses(id), -- 类目条款号 (R-17)
    placed_on        TEXT,                     -- 归卷日期 (R-17)
    item_id          INTEGER UNIQUE REFERENCES items(id),
    created_by       INTEGER REFERENCES users(id),
    created_at       INTEGER NOT NULL,
    version          INTEGER NOT NULL DEFAULT 1,
    UNIQUE (department_id, year, direction, number)
) STRICT;
CREATE INDEX register_entries_by_handler ON register_entries(handler_id, state);
CREATE INDEX register_entries_by_state ON register_entries(department_id, state, concluded_on);
CREATE INDEX register_entries_by_document_no ON register_entries(document_no_key)
    WHERE document_no_key <> '';
-- R-56: what was written stays; a correction is a new entry.
CREATE TRIGGER register_entries_written BEFORE UPDATE OF id, register_no, department_id, year,
    direction, origin, number, registered_on, document_no, document_no_key, correspondent, title,
    level, copies, pages, remarks, copy_of, corrects, created_by, created_at ON register_entries
    BEGIN SELECT RAISE(ABORT, 'register_entries are not overwritten'); END;
CREATE TRIGGER register_entries_no_delete BEFORE DELETE ON register_entries
    BEGIN SELECT RAISE(ABORT, 'register_entries are not deleted'); END;

CREATE TABLE register_steps (      -- R-16: who moved the paper on, and when
    id         INTEGER PRIMARY KEY,
    entry_id   INTEGER NOT NULL REFERENCES register_entries(id),
    ordinal    INTEGER NOT NULL,
    act        TEXT NOT NULL CHECK (act IN
        ('conclude', 'keep', 'collect', 'file', 'bind', 'receive', 'take_back', 'hand_on')),
    from_state TEXT NOT NULL,
    to_state   TEXT NOT NULL,
    actor_id   INTEGER REFERENCES users(id),   -- NULL: the command line
    at         INTEGER NOT NULL,
    remarks    TEXT NOT NULL DEFAULT '',
    UNIQUE (entry_id, ordinal)
) STRICT;

-- A paper that is not filed yet may change hands too (R-6, R-8): a third kind of row.
CREATE TABLE handover_rows_new (
    id             INTEGER PRIMARY KEY,
    handover_id    INTEGER NOT NULL REFERENCES handovers(id),
    ordinal        INTEGER NOT NULL,
    item_id        INTEGER REFERENCES items(id),
    volume_id      INTEGER REFERENCES volumes(id),
    entry_id       INTEGER REFERENCES register_entries(id),
    paper          INTEGER NOT NULL DEFAULT 0,
    paper_received INTEGER NOT NULL DEFAULT 0,
    file_sha256    TEXT REFERENCES blobs(sha256),
    remarks        TEXT NOT NULL DEFAULT '',
    UNIQUE (handover_id, ordinal),
    CHECK ((item_id IS NOT NULL) + (volume_id IS NOT NULL) + (entry_id IS NOT NULL) = 1)
) STRICT;
INSERT INTO handover_rows_new(id, handover_id, ordinal, item_id, volume_id, paper, paper_received,
    file_sha256, remarks)
    SELECT id, handover_id, ordinal, item_id, volume_id, paper, paper_received, file_sha256, remarks
    FROM handover_rows;
DROP TABLE handover_rows;
ALTER TABLE handover_rows_new RENAME TO handover_rows;
CREATE INDEX handover_rows_by_volume ON handover_rows(volume_id) WHERE volume_id IS NOT NULL;
CREATE INDEX handover_rows_by_item ON handover_rows(item_id) WHERE item_id IS NOT NULL;
CREATE INDEX handover_rows_by_entry ON handover_rows(entry_id) WHERE entry_id IS NOT NULL;
