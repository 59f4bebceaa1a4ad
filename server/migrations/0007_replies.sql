-- What the number assistant answers, in the department's order: `body` is JSON of `server::assistant::Rule`. Its greeting
-- and the synonyms of services are parts of `department`.
CREATE TABLE replies (position BIGINT PRIMARY KEY, body TEXT NOT NULL);
