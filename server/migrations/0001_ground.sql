-- The ground: the department's data, exam results, feedback. One text for SQLite and PostgreSQL: BIGINT, TEXT and BYTEA
-- mean the same on both, times are seconds since 1970, booleans are 0 and 1. What stands in `/* in SQLite: ... */` is for
-- SQLite alone.

-- One row a fact about the data as a whole: `version` counts every change, `changed_at` is its time.
CREATE TABLE facts (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
INSERT INTO facts (name, value) VALUES ('version', 0), ('changed_at', 0);

-- Files that were imported; what a file no longer says is taken away when it is imported again.
CREATE TABLE files (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE);

-- Identity and menu, as JSON of `api::department::Department`.
CREATE TABLE department (part TEXT PRIMARY KEY, body TEXT NOT NULL);

CREATE TABLE calendar_days (date TEXT PRIMARY KEY, name TEXT NOT NULL, off BIGINT NOT NULL);

-- `body` is JSON of `api::exams::Exam`, without lines.
CREATE TABLE exams (id TEXT PRIMARY KEY, body TEXT NOT NULL);

CREATE TABLE control_lines (
    exam TEXT NOT NULL, track TEXT NOT NULL, position BIGINT NOT NULL, name_zh TEXT NOT NULL, name_en TEXT NOT NULL,
    score BIGINT NOT NULL, sample BIGINT NOT NULL,
    PRIMARY KEY (exam, track, position)
);

CREATE TABLE rank_tables (exam TEXT NOT NULL, track TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (exam, track));
CREATE TABLE rank_rows (
    exam TEXT NOT NULL, track TEXT NOT NULL, score BIGINT NOT NULL, count BIGINT NOT NULL, cumulative BIGINT NOT NULL,
    PRIMARY KEY (exam, track, score)
);

-- `hours` as `api::hotlines::Hours` writes it in Chinese; empty where nobody has said.
CREATE TABLE hotlines (
    position BIGINT PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, phone TEXT NOT NULL, category TEXT NOT NULL,
    note_zh TEXT NOT NULL, note_en TEXT NOT NULL, hours TEXT NOT NULL, verified_on TEXT NOT NULL, sample BIGINT NOT NULL
);

-- One candidate's result. `identity` is HMAC-SHA-256 of exam, candidate number and citizen ID under a key that is kept
-- outside the database: number and ID are looked up as one, so that a wrong ID and an unknown number are the same miss.
-- `marks` is `subject:mark` joined by blanks, in the order of the slip.
CREATE TABLE results (
    exam TEXT NOT NULL, candidate_number BIGINT NOT NULL, identity BYTEA NOT NULL, name TEXT NOT NULL, track TEXT NOT NULL,
    state TEXT NOT NULL, marks TEXT NOT NULL, total BIGINT NOT NULL, rank BIGINT NOT NULL, file BIGINT NOT NULL,
    PRIMARY KEY (exam, candidate_number)
) /* in SQLite: WITHOUT ROWID */;
CREATE UNIQUE INDEX results_by_identity ON results (identity);

CREATE TABLE feedback (
    id BIGINT PRIMARY KEY, rating BIGINT NOT NULL, topic TEXT NOT NULL, message TEXT NOT NULL, contact TEXT NOT NULL,
    received_at BIGINT NOT NULL
);

-- What was answered to a request with this key, written in the transaction of what it did.
CREATE TABLE idempotency (
    key TEXT PRIMARY KEY, fingerprint BYTEA NOT NULL, answer TEXT NOT NULL, answered_at BIGINT NOT NULL
);
