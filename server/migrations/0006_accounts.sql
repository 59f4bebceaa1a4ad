-- The register of official accounts and domains, in the department's order. Dates are `2026-06-25`, empty where nobody has
-- said.
CREATE TABLE accounts (
    position BIGINT PRIMARY KEY, platform_zh TEXT NOT NULL, platform_en TEXT NOT NULL, name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL, handle TEXT NOT NULL, operator_zh TEXT NOT NULL, operator_en TEXT NOT NULL,
    since TEXT NOT NULL, verified_on TEXT NOT NULL, link TEXT NOT NULL, sample BIGINT NOT NULL
);
CREATE TABLE domains (
    position BIGINT PRIMARY KEY, domain TEXT NOT NULL UNIQUE, subdomains BIGINT NOT NULL, what_zh TEXT NOT NULL,
    what_en TEXT NOT NULL, operator_zh TEXT NOT NULL, operator_en TEXT NOT NULL, since TEXT NOT NULL,
    sample BIGINT NOT NULL
);
