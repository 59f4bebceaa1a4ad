-- What everybody may read of cases. `question` and `answer` are as they are shown; `published_at` is 0 and `approved_by`
-- empty until a second pair of eyes has seen them. A case that is open again is not shown, whatever stands here.
CREATE TABLE public_cases (
    id TEXT PRIMARY KEY, number BIGINT NOT NULL UNIQUE REFERENCES cases (number), category TEXT NOT NULL,
    kind TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL, filed_at BIGINT NOT NULL,
    first_answered_at BIGINT NOT NULL, published_at BIGINT NOT NULL, proposed_by TEXT NOT NULL, approved_by TEXT NOT NULL
);
CREATE INDEX public_cases_by_day ON public_cases (published_at);

-- When the first answer was due: reopening begins another clock, and must not make the first promise look kept.
ALTER TABLE cases ADD COLUMN first_due_at BIGINT NOT NULL DEFAULT 0;
UPDATE cases SET first_due_at = due_at WHERE first_answered_at > 0 AND reopened = 0;
