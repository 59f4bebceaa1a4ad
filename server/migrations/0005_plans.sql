-- Enrolment plans: groups with their majors, and what was corrected.

-- A college major group. `id` is the number of its file times a million plus its place there: the order in which it was
-- published. `requirement` is JSON of `api::plans::SubjectRequirement`, `admits` the sum of the bits of those re-selected
-- subjects it is open to. `quota`, `size` and `tuition` (the lowest of its majors) follow from its majors. `reading` is the
-- college's name as it is read, `words` what it is found by.
CREATE TABLE plan_groups (
    id BIGINT PRIMARY KEY, file BIGINT NOT NULL, exam TEXT NOT NULL, year BIGINT NOT NULL, track TEXT NOT NULL,
    batch TEXT NOT NULL, college_code TEXT NOT NULL, college TEXT NOT NULL, province TEXT NOT NULL, city TEXT NOT NULL,
    code TEXT NOT NULL, kind TEXT NOT NULL, requirement TEXT NOT NULL, admits BIGINT NOT NULL, quota BIGINT NOT NULL,
    size BIGINT NOT NULL, tuition BIGINT NOT NULL, sample BIGINT NOT NULL, source TEXT NOT NULL, reading TEXT NOT NULL,
    words TEXT NOT NULL
);
-- The first counts without looking at the rows; then one for each order, so that a page is read and nothing behind it.
CREATE INDEX plan_groups_counted ON plan_groups (year, track, batch, province, kind, admits, quota, size);
CREATE INDEX plan_groups_as_published ON plan_groups (year, id);
CREATE INDEX plan_groups_by_college ON plan_groups (year, reading, id);
CREATE INDEX plan_groups_by_quota ON plan_groups (year, quota DESC, id);
CREATE INDEX plan_groups_by_tuition ON plan_groups (year, tuition, id);
CREATE INDEX plan_groups_of_college ON plan_groups (exam, college_code, track, batch);

-- A major as it stands now. `tuition` is 4294967295 while it is to be announced, so that it sorts last. `published` is JSON
-- of `api::plans::PlanMajor` as its plan says it, empty where nothing was corrected; `corrections` is JSON too.
CREATE TABLE plan_majors (
    group_id BIGINT NOT NULL, position BIGINT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, remarks TEXT NOT NULL,
    quota BIGINT NOT NULL, tuition BIGINT NOT NULL, length BIGINT NOT NULL, corrections TEXT NOT NULL,
    published TEXT NOT NULL,
    PRIMARY KEY (group_id, position)
) /* in SQLite: WITHOUT ROWID */;

-- What a major is found by: apart, because all of it is looked through.
CREATE TABLE plan_words (
    group_id BIGINT NOT NULL, position BIGINT NOT NULL, words TEXT NOT NULL,
    PRIMARY KEY (group_id, position)
) /* in SQLite: WITHOUT ROWID */;

-- Corrections as their files say them, in the form of `api::plans::Correction`.
CREATE TABLE plan_corrections (
    file BIGINT NOT NULL, position BIGINT NOT NULL, exam TEXT NOT NULL, track TEXT NOT NULL, batch TEXT NOT NULL,
    college_code TEXT NOT NULL, group_code TEXT NOT NULL, major_code TEXT NOT NULL, major TEXT NOT NULL,
    date TEXT NOT NULL, correction TEXT NOT NULL,
    PRIMARY KEY (file, position)
);
