-- What the archive room hears of appointments of department archivists (R-3, R-4).
CREATE TABLE appointment_notices (
    id              INTEGER PRIMARY KEY,
    position_id     INTEGER NOT NULL REFERENCES positions(id),
    kind            TEXT NOT NULL CHECK (kind IN ('appointed', 'end_set', 'deputy_added', 'deputy_removed')),
    made_by         INTEGER REFERENCES users(id),  -- NULL: the command line
    made_at         INTEGER NOT NULL,
    acknowledged_by INTEGER REFERENCES users(id),
    acknowledged_at INTEGER
) STRICT;
CREATE INDEX appointment_notices_open ON appointment_notices(id) WHERE acknowledged_at IS NULL;
