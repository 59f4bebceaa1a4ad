-- Cases. `number` is the number on the receipt as a whole number; `code` is the argon2id hash of the query code, which
-- itself is kept nowhere. `answers` is JSON of `[[question, answer], ...]` with the questions as they were asked. Times
-- are seconds since 1970, 0 where they have not come. `open` says whether somebody still has to answer; `version` counts
-- every change, and is the number of the newest event.
CREATE TABLE cases (
    number BIGINT PRIMARY KEY, code TEXT NOT NULL, category TEXT NOT NULL, kind TEXT NOT NULL, office TEXT NOT NULL,
    state TEXT NOT NULL, open BIGINT NOT NULL, text TEXT NOT NULL, answers TEXT NOT NULL, place TEXT NOT NULL,
    contact TEXT NOT NULL, anonymous BIGINT NOT NULL, publish BIGINT NOT NULL, source TEXT NOT NULL,
    filed_at BIGINT NOT NULL, hours BIGINT NOT NULL, clock_since BIGINT NOT NULL, due_at BIGINT NOT NULL,
    paused_at BIGINT NOT NULL, stopped_at BIGINT NOT NULL, warned BIGINT NOT NULL, first_answered_at BIGINT NOT NULL,
    answered_at BIGINT NOT NULL, reopened BIGINT NOT NULL, assignee TEXT NOT NULL, rating BIGINT NOT NULL,
    published BIGINT NOT NULL, version BIGINT NOT NULL
);
CREATE INDEX cases_by_due ON cases (open, due_at);
CREATE INDEX cases_by_state ON cases (state, answered_at);
CREATE INDEX cases_by_filing ON cases (filed_at);
-- The desk finds a case by the last six digits of its number.
CREATE INDEX cases_by_ending ON cases ((number % 1000000));

-- Everything that happened to a case; nothing is changed or taken away. `event` is JSON of `api::cases::Event`, `inside`
-- is 1 for what only the desk sees.
CREATE TABLE case_events (
    number BIGINT NOT NULL REFERENCES cases (number), seq BIGINT NOT NULL, at BIGINT NOT NULL, event TEXT NOT NULL,
    words TEXT NOT NULL, who TEXT NOT NULL, inside BIGINT NOT NULL,
    PRIMARY KEY (number, seq)
);
