-- Notes carry the highest level of what they may name; boxes have signed notes and a place like
-- volumes, and a closed box is reopened by two.

-- NULL: written before notes had a level, read at the level that the volume has.
ALTER TABLE volume_notes ADD COLUMN level INTEGER CHECK (level BETWEEN 0 AND 4);

CREATE TABLE box_notes (           -- append-only signed notes after closing (R-36)
    id        INTEGER PRIMARY KEY,
    box_id    INTEGER NOT NULL REFERENCES boxes(id),
    text      TEXT NOT NULL,
    level     INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4),
    signer_id INTEGER NOT NULL REFERENCES users(id),
    signed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX box_notes_by_box ON box_notes(box_id, id);

ALTER TABLE boxes ADD COLUMN box TEXT NOT NULL DEFAULT '';   -- 盒: its place on the shelf

CREATE TABLE new_change_requests (
    id              INTEGER PRIMARY KEY,
    kind            TEXT NOT NULL CHECK (kind IN
        ('reopen_volume', 'correct_item', 'change_level', 'change_retention', 'move_group',
         'reopen_box')),
    object_type     TEXT NOT NULL CHECK (object_type IN ('item', 'volume', 'box')),
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
    level           INTEGER CHECK (level BETWEEN 0 AND 4),  -- of the object when it was asked for
    CHECK (state = 'withdrawn' OR decided_by IS NULL OR decided_by <> requested_by)
) STRICT;
INSERT INTO new_change_requests(id, kind, object_type, object_id, object_version, payload, reason,
    state, requested_by, requested_at, decided_by, decided_at, decision_reason, version)
SELECT id, kind, object_type, object_id, object_version, payload, reason, state, requested_by,
    requested_at, decided_by, decided_at, decision_reason, version FROM change_requests;
DROP TABLE change_requests;
ALTER TABLE new_change_requests RENAME TO change_requests;
CREATE INDEX change_requests_by_state ON change_requests(state, id);
CREATE INDEX change_requests_by_object ON change_requests(object_type, object_id);
