-- What a category is called in English; empty where nobody has said so.
ALTER TABLE hotlines ADD COLUMN category_en TEXT NOT NULL DEFAULT '';
