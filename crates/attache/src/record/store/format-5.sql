-- Format 5: questions are answered from short rows. An event's line is a thousand times as long as a day, and those of an actor lie all over
-- the file: what is asked, counted and put in order is read from indexes that hold it, and the lines of a page alone are fetched.

DROP INDEX event_by_day;
CREATE INDEX event_by_day ON event (first, event, happening);
DROP INDEX event_by_type;
CREATE INDEX event_by_type ON event (event, first, happening);
DROP INDEX event_by_act;
CREATE INDEX event_by_act ON event (act, first, event, happening) WHERE act IS NOT NULL;
-- Of one event, found by its key.
CREATE INDEX event_in_short ON event (key, first, last, published, happening, event, status, act);

-- What turns in some days.
CREATE INDEX act_by_first ON act (first);
CREATE INDEX act_by_last ON act (last);
CREATE INDEX act_by_published ON act (published);

-- Full-text search over the texts of articles, in the version that counts; the texts themselves stay with the versions.
CREATE VIRTUAL TABLE said USING fts5 (
  text,
  content = '',
  contentless_delete = 1,
  tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO said (rowid, text) SELECT v.key, v.text FROM version v JOIN article a ON a.version = v.key;
