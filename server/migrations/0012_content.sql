-- What the desk writes: edits of hotlines, replies and articles. `item` names the one that stands, and is empty for one that
-- does not yet; `fields` is JSON of its form; `version` counts the times it was kept. `digest` names what stood there once
-- it was taken over: where something else stands now, a file was imported since. `publish_at` and `expire_at` are 0 where
-- nothing is said.
CREATE TABLE content_edits (
    id BIGINT PRIMARY KEY, kind TEXT NOT NULL, item TEXT NOT NULL, state TEXT NOT NULL, withdraws BIGINT NOT NULL,
    fields TEXT NOT NULL, publish_at BIGINT NOT NULL, expire_at BIGINT NOT NULL, version BIGINT NOT NULL,
    digest TEXT NOT NULL, why TEXT NOT NULL, who TEXT NOT NULL, changed_at BIGINT NOT NULL
);
CREATE INDEX content_edits_by_item ON content_edits (kind, item, state);
CREATE INDEX content_edits_by_time ON content_edits (state, publish_at);

-- What an article is made from: its file, that of its English, and JSON of the files it uses by their names.
CREATE TABLE article_sources (id TEXT PRIMARY KEY, zh TEXT NOT NULL, en TEXT NOT NULL, files TEXT NOT NULL);
