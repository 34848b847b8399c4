-- The company's logo, as the forms of a fonds carry it.

CREATE TABLE fonds_logos (
    fonds_id    INTEGER PRIMARY KEY REFERENCES fonds(id),
    blob_sha256 TEXT NOT NULL REFERENCES blobs(sha256),
    media_type  TEXT NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg'))
) STRICT;
CREATE INDEX fonds_logos_by_blob ON fonds_logos(blob_sha256);
