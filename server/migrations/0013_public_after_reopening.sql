-- What was shown of a case before it was reopened is shown no more: it has to be put forward and let out anew. From here on
-- reopening sees to it.
DELETE FROM public_cases WHERE number IN (SELECT number FROM cases WHERE reopened > 0);
UPDATE cases SET published = 0 WHERE reopened > 0;

-- Contacts that came with feedback are looked for by how old they are.
CREATE INDEX feedback_by_day ON feedback (received_at);
