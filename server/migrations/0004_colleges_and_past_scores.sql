-- The register of colleges, and what it took to be admitted in previous years.

-- A college is known by its name; codes are missing, and campuses share them.
CREATE TABLE colleges (
    position BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE, code TEXT NOT NULL, province TEXT NOT NULL, city TEXT NOT NULL,
    level TEXT NOT NULL, nature TEXT NOT NULL, kind TEXT NOT NULL, tags TEXT NOT NULL, sample BIGINT NOT NULL
);

-- Figures that nobody has said are 0, which none of them can be. `average` is in hundredths. An empty `major` and an empty
-- `major_group` stand for the college as a whole.
CREATE TABLE past_scores (
    college TEXT NOT NULL, year BIGINT NOT NULL, track TEXT NOT NULL, batch TEXT NOT NULL, major_group TEXT NOT NULL,
    major TEXT NOT NULL, lowest BIGINT NOT NULL, average BIGINT NOT NULL, rank BIGINT NOT NULL, admitted BIGINT NOT NULL,
    source TEXT NOT NULL, sample BIGINT NOT NULL, file BIGINT NOT NULL,
    PRIMARY KEY (college, year, track, batch, major_group, major)
) /* in SQLite: WITHOUT ROWID */;

-- A rank table can be made up while its exam is real.
ALTER TABLE rank_tables ADD COLUMN sample BIGINT NOT NULL DEFAULT 0;
