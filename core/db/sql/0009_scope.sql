-- The company's own schedule under the ten scopes (R-13), and filing schemes per department (R-15).
CREATE TABLE schedule_rows (       -- 归档范围和保管期限表
    id              INTEGER PRIMARY KEY,
    code            TEXT NOT NULL UNIQUE,     -- 4.2
    scope           INTEGER NOT NULL CHECK (scope BETWEEN 1 AND 10),
    title           TEXT NOT NULL,
    retention_class TEXT NOT NULL REFERENCES retention_classes(code),  -- proposed
    level           INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4),    -- proposed
    active          INTEGER NOT NULL DEFAULT 1,
    version         INTEGER NOT NULL DEFAULT 1
) STRICT;

ALTER TABLE items ADD COLUMN schedule_id INTEGER REFERENCES schedule_rows(id);
ALTER TABLE items ADD COLUMN scope_reason TEXT NOT NULL DEFAULT '';  -- outside the schedule: why
CREATE INDEX items_by_schedule ON items(schedule_id) WHERE schedule_id IS NOT NULL;

-- Numbers are unique per department now, so the table is written anew; the ids stay.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE filing_scheme_clauses_kept AS SELECT * FROM filing_scheme_clauses;
DROP TABLE filing_scheme_clauses;
CREATE TABLE filing_scheme_clauses (  -- 案卷类目条款
    id             INTEGER PRIMARY KEY,
    fonds_id       INTEGER NOT NULL REFERENCES fonds(id),
    filing_year    INTEGER NOT NULL,
    department_id  INTEGER REFERENCES departments(id),  -- NULL: of all departments
    clause_no      TEXT NOT NULL,
    title          TEXT NOT NULL,
    scope          INTEGER NOT NULL CHECK (scope BETWEEN 1 AND 10),
    retention_class TEXT REFERENCES retention_classes(code),
    version        INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO filing_scheme_clauses(id, fonds_id, filing_year, clause_no, title, scope,
    retention_class, version)
    SELECT id, fonds_id, filing_year, clause_no, title, scope, retention_class, version
    FROM filing_scheme_clauses_kept;
DROP TABLE filing_scheme_clauses_kept;
CREATE UNIQUE INDEX filing_scheme_clauses_no
    ON filing_scheme_clauses(fonds_id, filing_year, clause_no, COALESCE(department_id, 0));
