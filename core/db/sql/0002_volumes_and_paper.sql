-- Arrangements, boxes, redirects of codes, changes that need a second person, old holdings,
-- shelf locations, handovers and print jobs.

-- Set by a reset of the password of an account with rights: they rest until the security
-- administrator grants them again, so that no administrator alone can become somebody else.
ALTER TABLE users ADD COLUMN rights_held INTEGER NOT NULL DEFAULT 0;

-- How one category of a fonds is arranged (立卷方式); without a row the fonds' own settings hold.
CREATE TABLE fonds_categories (
    id             INTEGER PRIMARY KEY,
    fonds_id       INTEGER NOT NULL REFERENCES fonds(id),
    category       TEXT NOT NULL,
    arrangement    TEXT NOT NULL CHECK (arrangement IN ('volume', 'item')),   -- 案卷, 件
    year_policy    TEXT NOT NULL CHECK (year_policy IN ('volume', 'item')),
    catalogue_no   TEXT NOT NULL DEFAULT '',       -- 目录号, for the 1994 form
    item_code_template   TEXT NOT NULL,            -- of an item when it is filed
    volume_code_template TEXT NOT NULL,
    bound_code_template  TEXT NOT NULL DEFAULT '', -- of an item once its volume is sealed; '': keeps its code
    box_code_template    TEXT NOT NULL DEFAULT '',
    page_limit     INTEGER NOT NULL DEFAULT 200 CHECK (page_limit BETWEEN 1 AND 99999),  -- of a volume
    version        INTEGER NOT NULL DEFAULT 1,
    UNIQUE (fonds_id, category)
) STRICT;

-- A code that an item, volume or box once had; it leads to the record and is never given again.
CREATE TABLE code_redirects (
    id          INTEGER PRIMARY KEY,
    old_code    TEXT NOT NULL UNIQUE,
    object_type TEXT NOT NULL CHECK (object_type IN ('item', 'volume', 'box')),
    object_id   INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    changed_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX code_redirects_by_object ON code_redirects(object_type, object_id);

CREATE TABLE boxes (               -- 档案盒 of the arrangement by item
    id              INTEGER PRIMARY KEY,
    fonds_id        INTEGER NOT NULL REFERENCES fonds(id),
    department_id   INTEGER REFERENCES departments(id),  -- 机构; NULL: not kept apart
    category        TEXT NOT NULL,
    filing_year     INTEGER NOT NULL,
    retention_class TEXT NOT NULL REFERENCES retention_classes(code),
    box_no          INTEGER NOT NULL,          -- 盒号 within its scope
    archival_code   TEXT NOT NULL UNIQUE,
    level           INTEGER NOT NULL DEFAULT 0 CHECK (level BETWEEN 0 AND 4),
    spine_mm        INTEGER NOT NULL DEFAULT 30 CHECK (spine_mm BETWEEN 10 AND 50),
    state           TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    description     TEXT NOT NULL DEFAULT '',  -- 盒内文件情况说明
    arranger_id     INTEGER REFERENCES users(id),  -- 整理人
    arranged_at     INTEGER,
    checker_id      INTEGER REFERENCES users(id),  -- 检查人
    closed_at       INTEGER,
    room            TEXT NOT NULL DEFAULT '',  -- 库房
    shelf_row       TEXT NOT NULL DEFAULT '',  -- 列
    section         TEXT NOT NULL DEFAULT '',  -- 节
    shelf           TEXT NOT NULL DEFAULT '',  -- 层
    created_by      INTEGER REFERENCES users(id),
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    version         INTEGER NOT NULL DEFAULT 1,
    CHECK (checker_id IS NULL OR checker_id <> arranger_id)
) STRICT;
CREATE INDEX boxes_by_year ON boxes(fonds_id, filing_year, retention_class, box_no);

ALTER TABLE items ADD COLUMN box_id INTEGER REFERENCES boxes(id);
CREATE INDEX items_by_box ON items(box_id) WHERE box_id IS NOT NULL;

-- Old holdings are entered as they are: no rule of today refuses them.
ALTER TABLE items ADD COLUMN origin TEXT NOT NULL DEFAULT 'regular' CHECK (origin IN ('regular', 'old'));
ALTER TABLE items ADD COLUMN date_text TEXT NOT NULL DEFAULT '';   -- an uncertain date as written: [1987年秋]
ALTER TABLE volumes ADD COLUMN origin TEXT NOT NULL DEFAULT 'regular' CHECK (origin IN ('regular', 'old'));
ALTER TABLE volumes ADD COLUMN date_text TEXT NOT NULL DEFAULT ''; -- 起止日期 as written on an old volume
ALTER TABLE volumes ADD COLUMN old_items INTEGER CHECK (old_items >= 0);  -- as the old catalogue says
ALTER TABLE volumes ADD COLUMN old_pages INTEGER CHECK (old_pages >= 0);
ALTER TABLE volumes ADD COLUMN bound INTEGER NOT NULL DEFAULT 1;          -- 装订: states pages, unbound states items
ALTER TABLE volumes ADD COLUMN spine_mm INTEGER CHECK (spine_mm BETWEEN 10 AND 50);

-- Where the volume stands; `location` of step 1 is the remark to it.
ALTER TABLE volumes ADD COLUMN room TEXT NOT NULL DEFAULT '';
ALTER TABLE volumes ADD COLUMN shelf_row TEXT NOT NULL DEFAULT '';
ALTER TABLE volumes ADD COLUMN section TEXT NOT NULL DEFAULT '';
ALTER TABLE volumes ADD COLUMN shelf TEXT NOT NULL DEFAULT '';
ALTER TABLE volumes ADD COLUMN box TEXT NOT NULL DEFAULT '';

-- A change that a second person has to confirm before it happens.
CREATE TABLE change_requests (
    id              INTEGER PRIMARY KEY,
    kind            TEXT NOT NULL CHECK (kind IN
        ('reopen_volume', 'correct_item', 'change_level', 'change_retention', 'move_group')),
    object_type     TEXT NOT NULL CHECK (object_type IN ('item', 'volume')),
    object_id       INTEGER NOT NULL,
    object_version  INTEGER NOT NULL,          -- as the requester saw it
    payload         TEXT NOT NULL,             -- JSON object: what is to change, by kind
    reason          TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('open', 'approved', 'refused', 'withdrawn')),
    requested_by    INTEGER NOT NULL REFERENCES users(id),
    requested_at    INTEGER NOT NULL,
    decided_by      INTEGER REFERENCES users(id),
    decided_at      INTEGER,
    decision_reason TEXT NOT NULL DEFAULT '',
    version         INTEGER NOT NULL DEFAULT 1,
    CHECK (state = 'withdrawn' OR decided_by IS NULL OR decided_by <> requested_by)
) STRICT;
CREATE INDEX change_requests_by_state ON change_requests(state, id);
CREATE INDEX change_requests_by_object ON change_requests(object_type, object_id);

CREATE TABLE handovers (           -- 移交签收单 (F-7): two signatures
    id            INTEGER PRIMARY KEY,
    handover_no   TEXT NOT NULL UNIQUE,        -- YJ2026-0001, without a gap
    department_id INTEGER NOT NULL REFERENCES departments(id),  -- who gives
    giver_id      INTEGER REFERENCES users(id),     -- 移交人
    given_at      INTEGER,
    receiver_id   INTEGER REFERENCES users(id),     -- 接收人
    received_at   INTEGER,
    state         TEXT NOT NULL CHECK (state IN ('draft', 'given', 'received', 'cancelled')),
    remarks       TEXT NOT NULL DEFAULT '',
    created_by    INTEGER NOT NULL REFERENCES users(id),
    created_at    INTEGER NOT NULL,
    version       INTEGER NOT NULL DEFAULT 1,
    CHECK (receiver_id IS NULL OR receiver_id <> giver_id)
) STRICT;

CREATE TABLE handover_rows (
    id             INTEGER PRIMARY KEY,
    handover_id    INTEGER NOT NULL REFERENCES handovers(id),
    ordinal        INTEGER NOT NULL,
    item_id        INTEGER REFERENCES items(id),
    volume_id      INTEGER REFERENCES volumes(id),
    paper          INTEGER NOT NULL DEFAULT 0,     -- paper is handed over
    paper_received INTEGER NOT NULL DEFAULT 0,
    file_sha256    TEXT REFERENCES blobs(sha256),  -- e-file (R-37: of the notes form)
    remarks        TEXT NOT NULL DEFAULT '',
    UNIQUE (handover_id, ordinal),
    CHECK ((item_id IS NULL) <> (volume_id IS NULL))
) STRICT;
CREATE INDEX handover_rows_by_volume ON handover_rows(volume_id) WHERE volume_id IS NOT NULL;
CREATE INDEX handover_rows_by_item ON handover_rows(item_id) WHERE item_id IS NOT NULL;

CREATE TABLE print_jobs (          -- long prints in the background; the PDF lies in tmp/print
    id           INTEGER PRIMARY KEY,
    form         TEXT NOT NULL,
    request      TEXT NOT NULL,                -- JSON object: which records, which options
    requested_by INTEGER NOT NULL REFERENCES users(id),
    state        TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    total        INTEGER NOT NULL DEFAULT 0,   -- records to print
    done         INTEGER NOT NULL DEFAULT 0,
    pages        INTEGER NOT NULL DEFAULT 0,
    missing      INTEGER NOT NULL DEFAULT 0,   -- characters that no typeface has
    error        TEXT NOT NULL DEFAULT '',     -- message key
    sha256       TEXT NOT NULL DEFAULT '',
    created_at   INTEGER NOT NULL,
    finished_at  INTEGER
) STRICT;
CREATE INDEX print_jobs_by_state ON print_jobs(state, id);
