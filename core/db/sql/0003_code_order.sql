-- The order of archival codes as a text (core/model/code_key.hpp), so that every list stands in the
-- order of the components whatever the width of old numbers. Derived from archival_code; the
-- program fills in what is empty when it opens the archive.

ALTER TABLE items ADD COLUMN code_key TEXT NOT NULL DEFAULT '';
CREATE INDEX items_by_code ON items(code_key, id);
ALTER TABLE volumes ADD COLUMN code_key TEXT NOT NULL DEFAULT '';
CREATE INDEX volumes_by_code ON volumes(code_key, id);
ALTER TABLE boxes ADD COLUMN code_key TEXT NOT NULL DEFAULT '';
CREATE INDEX boxes_by_code ON boxes(code_key, id);
