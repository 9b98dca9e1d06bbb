-- Format 3: acts in short, for folding a standing: one row each, with no line to parse and no other table to join.
CREATE TABLE act (
  event INTEGER PRIMARY KEY,          -- its key
  act TEXT NOT NULL,
  published INTEGER,                  -- days from 1970 on, as below
  source INTEGER NOT NULL,            -- of its version
  status TEXT NOT NULL,
  historical INTEGER NOT NULL,
  first INTEGER,                      -- its date, where both ends are known
  last INTEGER,
  dated INTEGER NOT NULL,             -- whether the text tells it
  id TEXT NOT NULL,                   -- of the event
  level TEXT,
  rule TEXT NOT NULL,
  trigger TEXT NOT NULL,
  object TEXT,
  sides TEXT NOT NULL                 -- a line for each: A or R, the key of the party, its words if any
) STRICT;

INSERT INTO act
SELECT e.key, e.act, e.published, v.source, e.status, e.line ->> '$.historical',
  CAST(unixepoch(e.line ->> '$.date.start') / 86400 AS INTEGER),
  CAST(unixepoch(e.line ->> '$.date.end') / 86400 AS INTEGER),
  coalesce(e.line ->> '$.date.from' <> 'published', FALSE),
  e.id, e.level, e.line ->> '$.rule', e.line ->> '$.trigger.text', e.line ->> '$.object',
  coalesce((
    SELECT group_concat(
      side.mark || ' ' || p.key || coalesce(' ' || replace(who.value ->> '$.text', char(10), ' '), ''),
      char(10) ORDER BY side.mark, who.key
    )
    FROM (SELECT 'A' AS mark, '$.actor' AS path UNION ALL SELECT 'R', '$.recipient') AS side
    JOIN json_each(e.line, side.path) AS who
    JOIN party p ON p.name = who.value ->> '$.name'
      AND p.person = coalesce(who.value ->> '$.person', '') AND p.code = who.value ->> '$.code'
      AND p.country = coalesce(who.value ->> '$.country', '')
      AND p.sector = coalesce(who.value ->> '$.sector', '')
  ), '')
FROM event e JOIN version v ON v.key = e.version
WHERE e.act IS NOT NULL;
