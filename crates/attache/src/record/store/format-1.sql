-- Format 1: articles with all their versions, the events of their current ones, and happenings.

-- What an event was coded with.
CREATE TABLE stamp (
  key INTEGER PRIMARY KEY,
  program TEXT NOT NULL,
  data TEXT NOT NULL,
  model TEXT NOT NULL,
  UNIQUE (program, data, model)
) STRICT;

-- Who counts as one source: a publisher, or a report without one. Copies of a wire story have the source of the first.
CREATE TABLE source (
  key INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE article (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL            -- the current one
) STRICT;

CREATE TABLE version (
  key INTEGER PRIMARY KEY,
  article INTEGER NOT NULL,
  number INTEGER NOT NULL,            -- 1, 2, … within the article
  content INTEGER NOT NULL,           -- hash of title, text, day and publisher
  title TEXT,
  text TEXT NOT NULL,
  published TEXT,
  publisher TEXT,
  url TEXT,
  language TEXT,
  print BLOB NOT NULL,                -- MinHash of the text
  source INTEGER NOT NULL,
  stamp INTEGER NOT NULL
) STRICT;
CREATE INDEX version_of_article ON version (article);
CREATE INDEX version_by_content ON version (content);

-- Parts of prints, to find near-copies: the first version that has one.
CREATE TABLE band (
  hash INTEGER PRIMARY KEY,
  version INTEGER NOT NULL
) STRICT;

-- Everyone who ever took part or spoke, once.
CREATE TABLE party (
  key INTEGER PRIMARY KEY,
  code TEXT NOT NULL,
  country TEXT NOT NULL,              -- '' for none, as in the other columns
  sector TEXT NOT NULL,
  name TEXT NOT NULL,
  person TEXT NOT NULL,
  UNIQUE (name, person, code, country, sector)
) STRICT;

-- All that a party may be asked for by, in small letters without accents: code, country, name, person, family name.
CREATE TABLE name (
  folded TEXT NOT NULL,
  party INTEGER NOT NULL,
  PRIMARY KEY (folded, party)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  happening INTEGER NOT NULL,
  event TEXT NOT NULL,
  act TEXT,
  status TEXT NOT NULL,
  first INTEGER NOT NULL,             -- days from 1970 on
  last INTEGER NOT NULL,
  published INTEGER,
  level TEXT,
  line TEXT NOT NULL                  -- the line of the contract
) STRICT;
CREATE INDEX event_by_id ON event (id);
CREATE INDEX event_of_version ON event (version);
CREATE INDEX event_of_happening ON event (happening);
CREATE INDEX event_by_day ON event (first);
CREATE INDEX event_by_type ON event (event, first);
CREATE INDEX event_by_act ON event (act, first) WHERE act IS NOT NULL;

-- Who takes part in which event: side 0 actor, 1 recipient, 2 speaker.
CREATE TABLE part (
  party INTEGER NOT NULL,
  has_act INTEGER NOT NULL,
  side INTEGER NOT NULL,
  event INTEGER NOT NULL,
  PRIMARY KEY (party, has_act, side, event)
) STRICT, WITHOUT ROWID;

-- Events of versions that a later one replaced.
CREATE TABLE replaced (
  key INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  level TEXT,
  line TEXT NOT NULL
) STRICT;
CREATE INDEX replaced_of_version ON replaced (version);

CREATE TABLE happening (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  gist TEXT NOT NULL                  -- JSON
) STRICT;
-- A happening is found by the id of its first telling, from which its own is made; here are those whose first telling is gone.
CREATE TABLE bereft (
  id TEXT PRIMARY KEY,
  happening INTEGER NOT NULL
) STRICT;

-- Where to look for the happening that a telling joins.
CREATE TABLE shelf (
  hash INTEGER NOT NULL,              -- of type, act, status and two sides
  last INTEGER NOT NULL,              -- last possible day
  happening INTEGER NOT NULL,
  first INTEGER NOT NULL,             -- first possible day
  PRIMARY KEY (hash, last, happening)
) STRICT, WITHOUT ROWID;
