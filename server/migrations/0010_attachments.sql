-- What comes with cases. The file is kept under `object` before its row is written. `owner` is the case it came with, 0 as
-- long as no case has named it; `position` is its place there. `removing` is 1 when the file is about to go because no case
-- came in time: from then on none can have it.
CREATE TABLE attachments (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, media_type TEXT NOT NULL, bytes BIGINT NOT NULL, width BIGINT NOT NULL,
    height BIGINT NOT NULL, object TEXT NOT NULL UNIQUE, digest BYTEA NOT NULL, uploaded_at BIGINT NOT NULL,
    owner BIGINT NOT NULL, position BIGINT NOT NULL, claimed_at BIGINT NOT NULL, removing BIGINT NOT NULL
);
CREATE INDEX attachments_by_owner ON attachments (owner, uploaded_at);
