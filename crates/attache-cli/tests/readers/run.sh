#!/usr/bin/env bash
# Opens a Parquet export with the readers that people use (pyarrow, DuckDB, from PyPI into a venv under target/) and compares it with the
# JSON Lines of the same reports. Usage: run.sh [path of attache]. Exit status: 0 alike or no readers to be had (it says so), 1 not alike.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../../../.. && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
attache=${1:-$target/release/attache}
venv=$target/readers
if ! "$venv/bin/python" -c 'import duckdb, pyarrow' 2>/dev/null; then
  if ! { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check duckdb==1.4.1 pyarrow==21.0.0; } >"$target/readers.log" 2>&1; then
    echo "Parquet NOT checked: duckdb and pyarrow could not be installed, see $target/readers.log"
    exit 0
  fi
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$attache" export --format parquet --output "$scratch/events.parquet" ../../../../examples/*.txt reports.jsonl
"$attache" export --format jsonl --output "$scratch/events.jsonl" ../../../../examples/*.txt reports.jsonl
"$venv/bin/python" compare.py "$scratch/events.parquet" "$scratch/events.jsonl"
