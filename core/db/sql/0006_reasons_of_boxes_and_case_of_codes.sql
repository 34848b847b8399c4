-- Why many ordinary papers lie in a box with the top-secret ones that they are linked to (R-25), as
-- volumes keep it; the description of the box is no longer taken for it.
ALTER TABLE boxes ADD COLUMN top_secret_reason TEXT NOT NULL DEFAULT '';

-- A code is found whatever the case of its letters.
CREATE INDEX items_by_any_case ON items(lower(archival_code));
CREATE INDEX volumes_by_any_case ON volumes(lower(archival_code));
CREATE INDEX boxes_by_any_case ON boxes(lower(archival_code));
CREATE INDEX code_redirects_by_any_case ON code_redirects(lower(old_code));
