"""Tells for lines of {"file", "values"} which values the schema of the file accepts: a line of 0 and 1 for each."""

import json
import sys

from jsonschema import Draft202012Validator

for line in sys.stdin:
    task = json.loads(line)
    with open(task["file"], encoding="utf-8") as schema:
        described = json.load(schema)
    Draft202012Validator.check_schema(described)
    validator = Draft202012Validator(described)
    print("".join("1" if validator.is_valid(value) else "0" for value in task["values"]), flush=True)
