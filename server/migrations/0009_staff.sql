-- Who works at the desk, who is signed in, and what was done.

-- `department` is empty for all departments. `password` is an argon2id hash in PHC form. `totp` is the secret of the second
-- factor, sealed under a key that is kept outside the database; `totp_step` is the last step of 30 seconds whose code was
-- taken, so that none is taken twice.
CREATE TABLE staff (
    id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE, shown_name TEXT NOT NULL, role TEXT NOT NULL, department TEXT NOT NULL,
    password TEXT NOT NULL, totp BYTEA NOT NULL, totp_step BIGINT NOT NULL, disabled BIGINT NOT NULL, created_at BIGINT NOT NULL
);

-- `token` is a keyed hash of what the browser holds: whoever reads this table cannot sign in with it.
CREATE TABLE staff_sessions (
    token BYTEA PRIMARY KEY, staff BIGINT NOT NULL REFERENCES staff (id), created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL, expires_at BIGINT NOT NULL
);
CREATE INDEX staff_sessions_by_staff ON staff_sessions (staff);

-- What was done, in its order and never changed: each entry has the hash of the one before it (server/src/audit.rs).
CREATE TABLE audit (
    seq BIGINT PRIMARY KEY, at BIGINT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
    detail TEXT NOT NULL, previous BYTEA NOT NULL, hash BYTEA NOT NULL
);
CREATE INDEX audit_by_subject ON audit (subject, seq);

-- The number of the last entry: whoever appends raises it first, so that there is one writer at a time on both engines. It
-- also tells if entries at the end were cut off.
CREATE TABLE audit_head (id BIGINT PRIMARY KEY, seq BIGINT NOT NULL);
INSERT INTO audit_head (id, seq) VALUES (1, 0);
