-- What became of a candidate in a batch. `identity` as in `results`: number and ID are looked up as one keyed hash. Times
-- are seconds since 1970, 0 where a step has not come. What does not apply is empty.
CREATE TABLE admissions (
    exam TEXT NOT NULL, candidate_number BIGINT NOT NULL, batch TEXT NOT NULL, identity BYTEA NOT NULL, name TEXT NOT NULL,
    track TEXT NOT NULL, state TEXT NOT NULL, sent_at BIGINT NOT NULL, provisional_at BIGINT NOT NULL,
    decided_at BIGINT NOT NULL, college_code TEXT NOT NULL, college TEXT NOT NULL, major_group TEXT NOT NULL,
    major TEXT NOT NULL, reason TEXT NOT NULL, letter_number TEXT NOT NULL, carrier TEXT NOT NULL, file BIGINT NOT NULL,
    PRIMARY KEY (exam, candidate_number, batch)
) /* in SQLite: WITHOUT ROWID */;
CREATE UNIQUE INDEX admissions_by_identity ON admissions (identity, batch);
