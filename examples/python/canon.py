"""Validates Socket.IO events with the JSON Schema files that socket-canon ships."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator


class Canon:
    """Knows the schemas of one namespace."""

    def __init__(self, schemas, namespace):
        root = Path(schemas)
        index = json.loads((root / "index.json").read_text("utf-8"))
        self._validators = {
            (entry.get("direction"), entry.get("event"), entry["part"]): Draft202012Validator(
                json.loads((root / entry["file"]).read_text("utf-8"))
            )
            for entry in index["files"]
            if entry.get("namespace", namespace) == namespace
        }
        self._names = {
            (entry["direction"], entry["event"])
            for entry in index["files"]
            if "event" in entry and entry.get("namespace", namespace) == namespace
        }

    def knows(self, direction, event):
        """Tells whether the contract has an event of this name and direction."""
        return (direction, event) in self._names

    def issues(self, direction, event, part, value):
        """Lists where a value does not fit, without a piece of it."""
        validator = self._validators.get((direction, event, part))
        if validator is None:
            return [] if value in (None, {}) else [{"path": [], "expected": "no payload"}]
        errors = list(validator.iter_errors(value))[:20]
        return [{"path": _place(error), "expected": f"what {error.validator} allows"} for error in errors]

    def declared(self, direction, event, part, value):
        """Copies a value that fits without the properties the contract does not declare."""
        validator = self._validators.get((direction, event, part))
        return None if validator is None else _declared(validator.schema, value)


def refusal(code, message, issues=None, retryable=False):
    """Makes what stands in place of a reply when an event is not served."""
    error = {"code": code, "message": message, "retryable": retryable}
    return {"error": {**error, "issues": issues} if issues else error}


def _place(error):
    # the keys of records are received values: the schema's path tells which steps are declared
    steps, schema = [], error.absolute_schema_path
    names = {step for before, step in zip(schema, list(schema)[1:]) if before == "properties"}
    for step in error.absolute_path:
        steps.append(step if isinstance(step, int) or step in names else "*")
    return steps


def _declared(schema, value):
    for branches in ("oneOf", "anyOf"):
        if branches in schema:
            fitting = (each for each in schema[branches] if Draft202012Validator(each).is_valid(value))
            return _declared(next(fitting), value)
    if isinstance(value, list) and "items" in schema:
        return [_declared(schema["items"], each) for each in value]
    if isinstance(value, dict) and "properties" in schema:
        fields = schema["properties"]
        return {key: _declared(fields[key], held) for key, held in value.items() if key in fields}
    if isinstance(value, dict) and isinstance(schema.get("additionalProperties"), dict):
        return {key: _declared(schema["additionalProperties"], held) for key, held in value.items()}
    return value
