-- What photos, sound and film are kept on, by whom and when they were made (R-19).
CREATE TABLE item_audiovisual (
    item_id    INTEGER PRIMARY KEY REFERENCES items(id),
    carrier    TEXT NOT NULL CHECK (carrier IN ('file', 'print', 'negative', 'film', 'tape', 'disc')),
    duration_s INTEGER CHECK (duration_s BETWEEN 1 AND 999999),
    dimensions TEXT NOT NULL DEFAULT '',
    maker      TEXT NOT NULL DEFAULT '',
    made_on    TEXT
) STRICT;
