#!/bin/sh
# Makes the tables from nothing: run.sh FOLDER. What is already in FOLDER is kept, so a run that was stopped goes on.
# Needs Python 3.12 with the packages of requirements.txt, and Debian's hunspell-sw.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$1
mkdir -p "$work"
python="${PYTHON:-python3.12}"
[ -s "$work/words/ca.tsv" ] || "$python" "$here/words.py" "$work/words"
"$python" "$here/embed.py" "$work/words" "$work/vectors"
"$python" "$here/pool.py" "$work/words" "$work/vectors" "$work/pooled"
"$python" "$here/align.py" "$work/words" "$work/pooled" "$work/candidates"
"$python" "$here/tables.py" "$work/words" "$work/pooled" "$work/candidates" "$here/core" "$work/out"
"$python" "$here/names.py" "$work/names.tsv"
"$python" "$here/finish.py" "$work/out" "$work/names.tsv" "$here/core" "$work/packed"
"$python" "$here/tables.py" "$work/words" "$work/pooled" "$work/candidates" "$here/core" "$work/vectors-only" vectors
"$python" "$here/evaluate.py" "$work/vectors-only" "$here/core"
