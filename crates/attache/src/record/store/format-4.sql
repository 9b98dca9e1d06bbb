-- Format 4: what is found by a hash lies by time first. News comes more or less in the order of days, so that new rows go to few
-- pages, however many there are; hashes alone would put each row on a page of its own.

-- Shelves of 92 days, by the last possible day; the least number is the shelf of all that leaves more than 31 days open.
CREATE TABLE shelves (
  shelf INTEGER NOT NULL,
  hash INTEGER NOT NULL,              -- of type, act, status and two sides
  last INTEGER NOT NULL,              -- last possible day
  happening INTEGER NOT NULL,
  first INTEGER NOT NULL,             -- first possible day
  PRIMARY KEY (shelf, hash, last, happening)
) STRICT, WITHOUT ROWID;
INSERT INTO shelves
SELECT iif(last - first > 31, -2147483648, (last + 920000000) / 92 - 10000000), hash, last, happening, first
FROM shelf;
DROP TABLE shelf;
ALTER TABLE shelves RENAME TO shelf;

-- Months of 31 days, by the day of publication; the least number is for reports without one.
CREATE TABLE bands (
  month INTEGER NOT NULL,
  hash INTEGER NOT NULL,
  version INTEGER NOT NULL,           -- the first that has it in that month
  PRIMARY KEY (month, hash)
) STRICT, WITHOUT ROWID;
INSERT INTO bands
SELECT coalesce((unixepoch(v.published) / 86400 + 310000000) / 31 - 10000000, -2147483648), b.hash, b.version
FROM band b JOIN version v ON v.key = b.version;
DROP TABLE band;
ALTER TABLE bands RENAME TO band;

DROP INDEX version_by_content;
CREATE INDEX version_by_content ON version (published, content);
