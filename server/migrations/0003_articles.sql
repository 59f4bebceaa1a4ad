-- Articles. `entry` is JSON of `api::articles::ArticleEntry`, `body` of `api::articles::Article`; `plain` is the text
-- without marks, to take snippets from; `heading` and `words` are title and text folded, to be searched. `follows` is the
-- article that this one updates or, where `cancels` is 1, calls off. `withdrawn` says why it was taken down. `digest` tells
-- whether a file says something new.
CREATE TABLE articles (
    number BIGINT PRIMARY KEY, id TEXT NOT NULL UNIQUE, channel TEXT NOT NULL, level TEXT NOT NULL,
    published_at BIGINT NOT NULL, valid_until BIGINT NOT NULL, follows TEXT NOT NULL, cancels BIGINT NOT NULL,
    withdrawn TEXT NOT NULL, entry TEXT NOT NULL, body TEXT NOT NULL, plain TEXT NOT NULL, heading TEXT NOT NULL,
    words TEXT NOT NULL, digest BYTEA NOT NULL
);
CREATE INDEX articles_by_channel ON articles (channel, published_at);
CREATE INDEX articles_by_time ON articles (published_at);
CREATE INDEX articles_by_level ON articles (level);
CREATE INDEX articles_by_what_they_follow ON articles (follows);

-- Which articles have a term: a Han character, two of them side by side, or a word of letters and digits.
CREATE TABLE article_terms (term TEXT NOT NULL, article BIGINT NOT NULL, PRIMARY KEY (term, article))
/* in SQLite: WITHOUT ROWID */;
CREATE INDEX article_terms_by_article ON article_terms (article);

-- Files that articles bring along. A video is read a part at a time.
CREATE TABLE article_files (
    article BIGINT NOT NULL, hash TEXT NOT NULL, ending TEXT NOT NULL, name TEXT NOT NULL, bytes BIGINT NOT NULL,
    PRIMARY KEY (article, hash, ending)
);
CREATE INDEX article_files_by_hash ON article_files (hash);
CREATE TABLE article_parts (hash TEXT NOT NULL, part BIGINT NOT NULL, bytes BYTEA NOT NULL, PRIMARY KEY (hash, part));
