-- Format 2: full-text search over the sentences of events; the words themselves stay in the events' lines.
CREATE VIRTUAL TABLE words USING fts5 (
  text,
  content = '',
  contentless_delete = 1,
  tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO words (rowid, text) SELECT key, json_extract(line, '$.text') FROM event;
