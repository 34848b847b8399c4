-- Ids are BIGINT from IdSource, dates TEXT 'YYYY-MM-DD', instants BIGINT ms UTC, flags 0/1,
-- hashes lower-case hex. `version` starts at 1 and rises with every change (ETag).

CREATE TABLE settings (            -- facts of this archive: 'epoch', 'company_name', 'created_at'
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- ---------------------------------------------------------------- people
CREATE TABLE departments (
    id      INTEGER PRIMARY KEY,
    code    TEXT NOT NULL UNIQUE,  -- stands in archival codes, e.g. ZJB
    name    TEXT NOT NULL UNIQUE,
    active  INTEGER NOT NULL DEFAULT 1,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE users (
    id                   INTEGER PRIMARY KEY,
    login                TEXT NOT NULL UNIQUE,
    name                 TEXT NOT NULL,
    department_id        INTEGER NOT NULL REFERENCES departments(id),
    clearance            INTEGER NOT NULL CHECK (clearance BETWEEN 0 AND 4),
    clearance_until      TEXT,     -- last day the clearance counts; NULL = open
    active               INTEGER NOT NULL DEFAULT 1,
    password_hash        TEXT,     -- Argon2id; NULL until the first login by one-time link
    must_change_password INTEGER NOT NULL DEFAULT 1,
    created_at           INTEGER NOT NULL,
    version              INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE user_roles (
    user_id INTEGER NOT NULL REFERENCES users(id),
    role    TEXT NOT NULL,
    PRIMARY KEY (user_id, role)
) STRICT;

CREATE TABLE positions (           -- who holds a position, from when to when
    id            INTEGER PRIMARY KEY,
    kind          TEXT NOT NULL,   -- department_leader, archive_head, manager, general_manager …
    department_id INTEGER REFERENCES departments(id),  -- for department_leader
    user_id       INTEGER NOT NULL REFERENCES users(id),
    from_date     TEXT NOT NULL,
    to_date       TEXT,            -- last day; NULL = open
    version       INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX positions_by_kind ON positions(kind, department_id);

CREATE TABLE position_deputies (
    id          INTEGER PRIMARY KEY,
    position_id INTEGER NOT NULL REFERENCES positions(id),
    user_id     INTEGER NOT NULL REFERENCES users(id),
    from_date   TEXT NOT NULL,
    to_date     TEXT NOT NULL
) STRICT;

CREATE TABLE one_time_links (      -- first login and password reset
    token_hash TEXT PRIMARY KEY,   -- SHA-256 of the token; the token itself is never stored
    user_id    INTEGER NOT NULL REFERENCES users(id),
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT;

CREATE TABLE sessions (
    token_hash  TEXT PRIMARY KEY,  -- SHA-256 of the cookie
    user_id     INTEGER NOT NULL REFERENCES users(id),
    csrf        TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    last_seen   INTEGER NOT NULL,
    ip          TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_by_user ON sessions(user_id);

CREATE TABLE login_throttles (     -- one row per account and per address with failures
    subject      TEXT PRIMARY KEY, -- 'login:<name>' or 'ip:<address>'
    failures     INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL
) STRICT;

CREATE TABLE idempotency_keys (    -- answers kept 24 h so that a repeated POST changes nothing
    user_id    INTEGER NOT NULL,
    key        TEXT NOT NULL,
    request    TEXT NOT NULL,      -- SHA-256 of method, path and body
    status     INTEGER NOT NULL,
    body       TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, key)
) STRICT;

-- ---------------------------------------------------------------- classification
CREATE TABLE retention_classes (
    code  TEXT PRIMARY KEY,        -- Y, C, D, D30, D10
    name  TEXT NOT NULL,
    rank  INTEGER NOT NULL,        -- higher = kept longer
    years INTEGER                  -- NULL: permanent, or period not set (see permanent)
    , permanent INTEGER NOT NULL
) STRICT;
INSERT INTO retention_classes(code, name, rank, years, permanent) VALUES
    ('Y', '永久', 50, NULL, 1), ('C', '长期', 40, NULL, 0), ('D30', '30年', 30, 30, 0),
    ('D', '短期', 20, NULL, 0), ('D10', '10年', 10, 10, 0);

CREATE TABLE fonds (               -- 全宗
    id            INTEGER PRIMARY KEY,
    fonds_no      TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    creating_body TEXT NOT NULL,   -- 立档单位
    year_policy   TEXT NOT NULL DEFAULT 'volume' CHECK (year_policy IN ('volume', 'item')),
    draft_order   TEXT NOT NULL DEFAULT 'draft_first' CHECK (draft_order IN ('draft_first', 'final_first')),
    item_code_template   TEXT NOT NULL DEFAULT '{fonds}-{category}·{year}-{retention}-{dept}-{item:4}',
    volume_code_template TEXT NOT NULL DEFAULT '{fonds}-{category}·{year}-{retention}-{dept}-{volume:3}',
    version       INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE filing_scheme_clauses (  -- 案卷类目条款
    id             INTEGER PRIMARY KEY,
    fonds_id       INTEGER NOT NULL REFERENCES fonds(id),
    filing_year    INTEGER NOT NULL,
    clause_no      TEXT NOT NULL,
    title          TEXT NOT NULL,
    scope          INTEGER NOT NULL CHECK (scope BETWEEN 1 AND 10),  -- R-13 category
    retention_class TEXT REFERENCES retention_classes(code),         -- proposed, or NULL
    version        INTEGER NOT NULL DEFAULT 1,
    UNIQUE (fonds_id, filing_year, clause_no)
) STRICT;

-- ---------------------------------------------------------------- items and volumes
CREATE TABLE volumes (             -- 案卷
    id              INTEGER PRIMARY KEY,
    fonds_id        INTEGER NOT NULL REFERENCES fonds(id),
    department_id   INTEGER NOT NULL REFERENCES departments(id),
    category        TEXT NOT NULL,
    filing_year     INTEGER NOT NULL,
    retention_class TEXT NOT NULL REFERENCES retention_classes(code),
    level           INTEGER NOT NULL DEFAULT 0 CHECK (level BETWEEN 0 AND 4),  -- highest item
    title           TEXT NOT NULL,
    archival_code   TEXT NOT NULL UNIQUE,
    serial          INTEGER NOT NULL,       -- 案卷号 within its scope
    state           TEXT NOT NULL CHECK (state IN ('open', 'submitted', 'sealed')),
    compiler_id     INTEGER REFERENCES users(id),
    compiled_at     INTEGER,
    checker_id      INTEGER REFERENCES users(id),
    sealed_at       INTEGER,
    description     TEXT NOT NULL DEFAULT '',  -- 本卷情况说明
    location        TEXT NOT NULL DEFAULT '',  -- where it stands
    year_reason     TEXT NOT NULL DEFAULT '',  -- why R-2 was set aside
    top_secret_reason TEXT NOT NULL DEFAULT '',  -- why "few" of R-25 was set aside
    created_by      INTEGER REFERENCES users(id),  -- NULL: the command line
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,       -- last change of what its forms print
    version         INTEGER NOT NULL DEFAULT 1,
    CHECK (checker_id IS NULL OR checker_id <> compiler_id)   -- R-35
) STRICT;
CREATE INDEX volumes_by_year ON volumes(fonds_id, filing_year, retention_class, serial);

CREATE TABLE items (               -- 件
    id              INTEGER PRIMARY KEY,
    fonds_id        INTEGER NOT NULL REFERENCES fonds(id),
    department_id   INTEGER NOT NULL REFERENCES departments(id),  -- owning (lead) department
    category        TEXT NOT NULL,          -- WS, KJ, KU …
    clause_id       INTEGER REFERENCES filing_scheme_clauses(id),
    kind            TEXT NOT NULL,          -- ItemKind: request, reply, plan, summary, meeting …
    title           TEXT NOT NULL,          -- 题名
    document_no     TEXT NOT NULL DEFAULT '',   -- 文号 as written
    document_no_key TEXT NOT NULL DEFAULT '',   -- folded, for finding duplicates
    creator         TEXT NOT NULL,          -- 责任者
    document_date   TEXT NOT NULL,
    period_from     TEXT,                   -- plan/summary: covered; meeting: opening; case: opened
    period_to       TEXT,                   -- plan/summary: covered; meeting: closing; case: closed
    filing_year     INTEGER NOT NULL,
    year_rule       TEXT NOT NULL,          -- R-26 … R-31
    year_reason     TEXT NOT NULL DEFAULT '',   -- when the proposal was overridden
    retention_class TEXT NOT NULL REFERENCES retention_classes(code),
    level           INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4),
    secrecy_months  INTEGER,                -- NULL: unmarked
    pages           INTEGER CHECK (pages BETWEEN 1 AND 99999),
    copies          INTEGER CHECK (copies BETWEEN 1 AND 9999),
    keywords        TEXT NOT NULL DEFAULT '',   -- 主题词, separated by one blank
    medium          TEXT NOT NULL CHECK (medium IN ('paper', 'electronic', 'both')),
    remarks         TEXT NOT NULL DEFAULT '',
    archival_code   TEXT NOT NULL UNIQUE,
    serial          INTEGER NOT NULL,
    group_id        INTEGER NOT NULL,       -- the linked group: id of its leading item, own id if none
    state           TEXT NOT NULL CHECK (state IN ('filed', 'withdrawn')),
    withdrawn_reason TEXT NOT NULL DEFAULT '',
    volume_id       INTEGER REFERENCES volumes(id),
    volume_position INTEGER,                -- 1, 2, 3 … inside the volume
    start_page      INTEGER,
    created_by      INTEGER REFERENCES users(id),  -- NULL: the command line
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    version         INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX items_by_year ON items(fonds_id, filing_year, retention_class, id);
CREATE INDEX items_by_volume ON items(volume_id, volume_position);
CREATE INDEX items_by_group ON items(group_id);
CREATE INDEX items_by_title ON items(title, document_date);
CREATE INDEX items_by_date ON items(document_date, id);
CREATE INDEX items_by_document_no ON items(document_no_key) WHERE document_no_key <> '';

CREATE TABLE item_links (
    id           INTEGER PRIMARY KEY,
    leading_id   INTEGER NOT NULL REFERENCES items(id),   -- main, draft, reply, forwarding, Chinese
    following_id INTEGER NOT NULL REFERENCES items(id),   -- attachment, final, request, original, foreign
    kind         TEXT NOT NULL CHECK (kind IN
        ('main_attachment', 'draft_final', 'reply_request', 'forward_original', 'languages')),
    UNIQUE (leading_id, following_id),
    CHECK (leading_id <> following_id)
) STRICT;
CREATE INDEX item_links_following ON item_links(following_id);

CREATE TABLE blobs (
    sha256     TEXT PRIMARY KEY,
    sm3        TEXT NOT NULL,
    size       INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE item_files (
    id          INTEGER PRIMARY KEY,
    item_id     INTEGER NOT NULL REFERENCES items(id),
    ordinal     INTEGER NOT NULL,
    name        TEXT NOT NULL,
    media_type  TEXT NOT NULL,     -- by content: text/plain, application/pdf, application/octet-stream
    blob_sha256 TEXT NOT NULL REFERENCES blobs(sha256),
    text_state  TEXT NOT NULL DEFAULT 'pending' CHECK (text_state IN ('pending', 'indexed', 'none')),
    text_reason TEXT NOT NULL DEFAULT '',   -- message key when there is no full text
    added_by    INTEGER REFERENCES users(id),  -- NULL: the command line
    added_at    INTEGER NOT NULL,
    UNIQUE (item_id, ordinal)
) STRICT;
CREATE INDEX item_files_by_blob ON item_files(blob_sha256);

CREATE TABLE uploads (             -- files received, not yet part of an item; swept after 24 h
    id          INTEGER PRIMARY KEY,
    user_id     INTEGER REFERENCES users(id),   -- NULL: the command line
    name        TEXT NOT NULL,
    media_type  TEXT NOT NULL,
    blob_sha256 TEXT NOT NULL REFERENCES blobs(sha256),
    created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE serials (             -- last number given out in a scope; never goes back
    scope TEXT PRIMARY KEY,
    last  INTEGER NOT NULL
) STRICT;

CREATE TABLE volume_notes (        -- append-only signed notes after sealing (R-36)
    id        INTEGER PRIMARY KEY,
    volume_id INTEGER NOT NULL REFERENCES volumes(id),
    text      TEXT NOT NULL,
    signer_id INTEGER NOT NULL REFERENCES users(id),
    signed_at INTEGER NOT NULL
) STRICT;

-- ---------------------------------------------------------------- loans
CREATE TABLE loans (               -- 借阅
    id            INTEGER PRIMARY KEY,
    request_no    TEXT NOT NULL UNIQUE,      -- JY2024-0001
    requester_id  INTEGER NOT NULL REFERENCES users(id),  -- for outside readers: the archivist
    reader_kind   TEXT NOT NULL CHECK (reader_kind IN ('inside', 'outside')),
    outside_name        TEXT NOT NULL DEFAULT '',  -- R-40, R-41
    outside_workplace   TEXT NOT NULL DEFAULT '',
    outside_letter_no   TEXT NOT NULL DEFAULT '',
    outside_id_document TEXT NOT NULL DEFAULT '',
    item_id       INTEGER REFERENCES items(id),
    volume_id     INTEGER REFERENCES volumes(id),
    mode          TEXT NOT NULL CHECK (mode IN ('in_room', 'take_out')),
    purpose       TEXT NOT NULL,
    due_date      TEXT NOT NULL,             -- last day
    state         TEXT NOT NULL CHECK (state IN
        ('requested', 'approved', 'refused', 'withdrawn', 'issuing', 'on_loan', 'returning', 'returned', 'incident')),
    pieces        INTEGER NOT NULL,          -- items expected in the count
    pages         INTEGER,                   -- pages expected in the count; NULL = unknown
    issued_at     INTEGER,
    returned_at   INTEGER,
    created_at    INTEGER NOT NULL,
    version       INTEGER NOT NULL DEFAULT 1,
    CHECK ((item_id IS NULL) <> (volume_id IS NULL))
) STRICT;
CREATE INDEX loans_by_requester ON loans(requester_id, id);
CREATE INDEX loans_by_state ON loans(state, due_date);
-- A thing is out at most once.
CREATE UNIQUE INDEX loans_one_item_out ON loans(item_id)
    WHERE item_id IS NOT NULL AND state IN ('issuing', 'on_loan', 'returning', 'incident');
CREATE UNIQUE INDEX loans_one_volume_out ON loans(volume_id)
    WHERE volume_id IS NOT NULL AND state IN ('issuing', 'on_loan', 'returning', 'incident');

CREATE TABLE loan_steps (          -- the approval route, fixed when requested
    id            INTEGER PRIMARY KEY,
    loan_id       INTEGER NOT NULL REFERENCES loans(id),
    ordinal       INTEGER NOT NULL,
    position      TEXT NOT NULL,             -- department_leader, archive_head, manager, general_manager
    department_id INTEGER REFERENCES departments(id),
    rule          TEXT NOT NULL,             -- R-38 … R-42: why this step
    decision      TEXT CHECK (decision IN ('approved', 'refused')),
    decided_by    INTEGER REFERENCES users(id),
    as_deputy     INTEGER NOT NULL DEFAULT 0,
    reason        TEXT NOT NULL DEFAULT '',
    decided_at    INTEGER,
    UNIQUE (loan_id, ordinal)
) STRICT;

CREATE TABLE loan_counts (         -- 当面点清: each side confirms (R-49)
    id       INTEGER PRIMARY KEY,
    loan_id  INTEGER NOT NULL REFERENCES loans(id),
    phase    TEXT NOT NULL CHECK (phase IN ('issue', 'return')),
    side     TEXT NOT NULL CHECK (side IN ('archivist', 'borrower')),
    user_id  INTEGER NOT NULL REFERENCES users(id),
    pieces   INTEGER NOT NULL,
    pages    INTEGER,
    condition TEXT NOT NULL DEFAULT '',      -- defect codes of R-46, separated by a blank
    remarks  TEXT NOT NULL DEFAULT '',
    counted_at INTEGER NOT NULL,
    UNIQUE (loan_id, phase, side)
) STRICT;

CREATE TABLE loan_incidents (      -- R-50
    id          INTEGER PRIMARY KEY,
    loan_id     INTEGER NOT NULL REFERENCES loans(id),
    kind        TEXT NOT NULL CHECK (kind IN ('count_mismatch', 'damage', 'loss', 'leak', 'sub_lending')),
    description TEXT NOT NULL,
    opened_by   INTEGER NOT NULL REFERENCES users(id),
    opened_at   INTEGER NOT NULL,
    search      TEXT NOT NULL DEFAULT '',    -- 追查
    remedy      TEXT NOT NULL DEFAULT '',    -- 补救
    reported_to INTEGER REFERENCES users(id),
    outcome     TEXT NOT NULL DEFAULT '',
    settled_by  INTEGER REFERENCES users(id),
    settled_at  INTEGER,
    version     INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE loan_breaches (       -- R-45: stays even after the return
    id         INTEGER PRIMARY KEY,
    loan_id    INTEGER NOT NULL REFERENCES loans(id),
    kind       TEXT NOT NULL CHECK (kind IN ('overdue')),
    since      TEXT NOT NULL,                -- first day overdue
    UNIQUE (loan_id, kind)
) STRICT;

-- ---------------------------------------------------------------- proof and index feed
CREATE TABLE audit_log (
    seq         INTEGER PRIMARY KEY,         -- 1, 2, 3 … without a gap
    at          INTEGER NOT NULL,
    actor_id    INTEGER,                     -- NULL: the system itself, or an unknown login
    actor_name  TEXT NOT NULL,
    action      TEXT NOT NULL,               -- item.filed, loan.approved, login.failed …
    object_type TEXT NOT NULL,
    object_id   INTEGER,
    object_code TEXT NOT NULL DEFAULT '',    -- archival code, login, request number
    outcome     TEXT NOT NULL CHECK (outcome IN ('done', 'denied', 'failed')),
    reason      TEXT NOT NULL DEFAULT '',
    details     TEXT NOT NULL DEFAULT '{}',  -- JSON object: before/after, digests
    request_id  TEXT NOT NULL DEFAULT '',
    ip          TEXT NOT NULL DEFAULT '',
    state       TEXT NOT NULL DEFAULT '',    -- SHA-256 of the object's rows after the change
    leaf        TEXT NOT NULL,               -- SHA-256 of the canonical bytes
    chain       TEXT NOT NULL                -- SHA-256 of previous chain and leaf
) STRICT;
CREATE INDEX audit_log_by_object ON audit_log(object_type, object_id, seq);
CREATE INDEX audit_log_by_actor ON audit_log(actor_id, seq);
CREATE INDEX audit_log_by_action ON audit_log(action, seq);
CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
    BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
    BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;

CREATE TABLE audit_checkpoints (   -- Merkle roots, made later from the same leaves
    seq  INTEGER PRIMARY KEY,      -- covers entries 1 … seq
    root TEXT NOT NULL,
    at   INTEGER NOT NULL
) STRICT;

CREATE TABLE outbox (              -- what the index worker has to look at again
    seq  INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,            -- 'item'
    object_id INTEGER NOT NULL
) STRICT;
