"""Reads a Parquet export with pyarrow and DuckDB and compares every row with the JSON Lines of the same events."""
import json
import sys

import duckdb
import pyarrow.parquet


def flat(event):
    """What a row of the table should hold of one line of JSON."""
    date = event["date"] or {}
    row = {
        "id": event["id"],
        "text": event["text"],
        "start": event["start"],
        "event": event["event"],
        "cameo": event["cameo"],
        "quad": event["quad"],
        "score": event["score"],
        "historical": event["historical"],
        "context": event["context"],
        "published": event["published"],
        "date_start": date.get("start"),
        "date_from": date.get("from"),
        "said_by": [s["name"] for s in event["said_by"]],
        "amount_what": [a["what"] for a in event["amounts"]],
        "amount_value": [a["value"] for a in event["amounts"]],
    }
    for side in ("actor", "recipient"):
        for part in ("code", "country", "name", "person", "text"):
            row[f"{side}_{part}"] = [who[part] for who in event[side]]
    return row


def plain(row, columns):
    """The same columns, days as text."""
    return {c: v.isoformat() if hasattr(v := row[c], "isoformat") else v for c in columns}


table, lines = sys.argv[1:]
wanted = [flat(json.loads(line)) for line in open(lines, encoding="utf-8")]
columns = list(wanted[0])
arrow = pyarrow.parquet.read_table(table).to_pylist()
query = duckdb.sql(f"select * from '{table}'")
duck = [dict(zip(query.columns, row)) for row in query.fetchall()]
for name, rows in (("pyarrow", arrow), ("duckdb", duck)):
    rows = [plain(row, columns) for row in rows]
    if rows != wanted:
        for got, want in zip(rows, wanted):
            print(*[f"{name}: {c}: {got[c]!r}, not {want[c]!r}" for c in columns if got[c] != want[c]], sep="\n")
        sys.exit(f"{name} does not read what was written ({len(rows)} rows, {len(wanted)} events)")
count = duckdb.sql(f"select count(*) from '{table}' where list_contains(actor_country, 'NOR') and date_start < date '2026-01-01'").fetchone()
if count[0] < 1:
    sys.exit("duckdb does not find Norway by list and day")
publisher = {row["publisher"] for row in arrow}
if publisher != {None, "Gazette"}:
    sys.exit(f"publishers are {publisher}")
print(f"Parquet: {len(wanted)} events read alike by pyarrow and DuckDB")
