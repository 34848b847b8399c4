-- The archivist's signature before a journey or training is paid (R-9), and leaving (R-5).
CREATE TABLE clearances (          -- 归档结清签认
    id              INTEGER PRIMARY KEY,
    clearance_no    TEXT NOT NULL UNIQUE,      -- JQ2024-0001, without a gap
    kind            TEXT NOT NULL CHECK (kind IN ('travel', 'training')),
    requester_id    INTEGER NOT NULL REFERENCES users(id),
    department_id   INTEGER NOT NULL REFERENCES departments(id),
    subject         TEXT NOT NULL,
    from_date       TEXT NOT NULL,
    to_date         TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('blocked', 'cleared', 'withdrawn')),
    nothing_to_file INTEGER NOT NULL DEFAULT 0,
    signer_id       INTEGER REFERENCES users(id),
    signed_at       INTEGER,
    remarks         TEXT NOT NULL DEFAULT '',
    created_at      INTEGER NOT NULL,
    version         INTEGER NOT NULL DEFAULT 1,
    CHECK ((state = 'cleared') = (signer_id IS NOT NULL)),
    CHECK (signer_id IS NULL OR signer_id <> requester_id)
) STRICT;
CREATE INDEX clearances_by_state ON clearances(department_id, state);

CREATE TABLE clearance_entries (   -- the papers handed to the archivist
    clearance_id INTEGER NOT NULL REFERENCES clearances(id),
    entry_id     INTEGER NOT NULL REFERENCES register_entries(id),
    PRIMARY KEY (clearance_id, entry_id)
) STRICT;

CREATE TABLE leavings (            -- 离职、调岗结清
    id               INTEGER PRIMARY KEY,
    leaving_no       TEXT NOT NULL UNIQUE,     -- LZ2024-0001, without a gap
    user_id          INTEGER NOT NULL REFERENCES users(id),
    department_id    INTEGER NOT NULL REFERENCES departments(id),
    state            TEXT NOT NULL CHECK (state IN ('open', 'cleared', 'cancelled')),
    reason           TEXT NOT NULL DEFAULT '',
    leaver_paper     TEXT REFERENCES blobs(sha256),   -- the list signed by hand, scanned
    leaver_witness   INTEGER REFERENCES users(id),
    leaver_signed_at INTEGER,
    receiver_id      INTEGER REFERENCES users(id),
    received_at      INTEGER,
    created_by       INTEGER REFERENCES users(id),
    created_at       INTEGER NOT NULL,
    version          INTEGER NOT NULL DEFAULT 1,
    CHECK ((state = 'cleared') = (receiver_id IS NOT NULL)),
    CHECK (receiver_id IS NULL OR (receiver_id <> leaver_witness AND receiver_id <> user_id))
) STRICT;
CREATE UNIQUE INDEX leavings_one_open ON leavings(user_id) WHERE state = 'open';
