"""Keeps a contract in Python: checks, copies and redacts payloads by the JSON Schema files that socket-canon ships.

Old names are read and sent by names.py, rooms are named by rooms.py, and types for an editor are written by typed.py. All
of them read `schemas/` and `contract.json` of the package, and hold no second list of names; shop.py, which names.py is
given for the shop, lists the names whose rows have functions.

What these files can't say, and so is not checked here: `x-maxCharacters` (the text of a whole record), and that a key
`__proto__` is no data.
"""

import asyncio
import json
import re
import time
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

SLICE = 0.005
"""How many seconds a large payload may hold the loop at a time."""
MOST_ISSUES = 20


class Unfit(ValueError):
    """Raised where a payload does not fit; it names the fields and holds no piece of the value."""

    def __init__(self, event, issues):
        first = "; ".join(f"{'.'.join(map(str, each['path'])) or 'it'}: {each['expected']}" for each in issues[:3])
        super().__init__(f"{event} does not fit: {first}")
        self.event = event
        self.issues = issues


class Canon:
    """Knows the schemas of one namespace."""

    def __init__(self, schemas, namespace):
        root = Path(schemas)
        self.namespace = namespace
        namespaces = json.loads((root.parent / "contract.json").read_text("utf-8"))["namespaces"]
        if namespace not in namespaces:
            raise ValueError(f"contract.json has no namespace {namespace}; it has {', '.join(namespaces)}")
        self.contract = namespaces[namespace]
        entries = json.loads((root / "index.json").read_text("utf-8"))["files"]
        own = [each for each in entries if each.get("namespace", namespace) == namespace]
        self._schemas = {
            (each.get("direction"), each.get("event"), each["part"]): json.loads((root / each["file"]).read_text("utf-8"))
            for each in own
        }
        self._names = {(each["direction"], each["event"]) for each in own if "event" in each}

    def knows(self, direction, event):
        """Tells whether the contract has an event of this name and direction."""
        return (direction, event) in self._names

    def schema(self, direction, event, part="payload"):
        """Returns the JSON Schema of a payload or a reply; `None` is no payload."""
        return self._schemas.get((direction, event, part))

    def issues(self, direction, event, part, value):
        """Lists where a value does not fit, without a piece of it."""
        return self._copied(direction, event, part, value)[1]

    def declared(self, direction, event, part, value):
        """Copies a value without what the contract does not declare; raises Unfit."""
        copy, issues = self._copied(direction, event, part, value)
        if issues:
            raise Unfit(event, issues)
        return copy

    async def checked(self, direction, event, part, value):
        """Copies as `declared` does, and lets others have the loop while a large payload is looked at; raises Unfit."""
        copy, issues = await in_slices(self._steps(direction, event, part, value))
        if issues:
            raise Unfit(event, issues)
        return copy

    def redact(self, direction, event, value):
        """Copies a payload for a log: what is marked, or does not fit, is replaced; what is not declared is left out."""
        schema = self.schema(direction, event)
        return None if schema is None else at_once(_shown(schema, value))

    async def redacted(self, direction, event, value):
        """Copies as `redact` does, and lets others have the loop while a large payload is looked at."""
        schema = self.schema(direction, event)
        return None if schema is None else await in_slices(_shown(schema, value))

    def _copied(self, *what):
        return at_once(self._steps(*what))

    def _steps(self, direction, event, part, value):
        schema, issues = self.schema(direction, event, part), []
        if schema is None and not self.knows(direction, event):
            of = self.contract["aliases"].get(direction, {}).get(event, {}).get("of")
            raise ValueError(f"{self.namespace} has no event {event} in {direction}" + (f"; today's name is {of}" if of else ""))
        if schema is None:
            fits = value is None or value == {}
            return None, [] if fits else [{"path": [], "expected": "no payload"}]
        copy = yield from _walk(schema, value, (), issues)
        return copy, issues[:MOST_ISSUES]


def at_once(steps):
    """Does what a generator does in steps, and returns what it returns."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


async def in_slices(steps):
    """Does the same, and lets others have the loop after each slice."""
    began = time.perf_counter()
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
        if time.perf_counter() - began > SLICE:
            await asyncio.sleep(0)
            began = time.perf_counter()


def refusal(code, message, issues=None, retryable=False, retry_after_ms=None):
    """Makes what stands in place of a reply when an event is not served."""
    also = {"issues": issues or None, "retryAfterMs": retry_after_ms}
    said = {key: held for key, held in also.items() if held is not None}
    return {"error": {"code": code, "message": message, "retryable": retryable, **said}}


def branches_of(schema):
    """Lists the alternatives of a schema, which is one itself where it has none."""
    return schema.get("oneOf") or schema.get("anyOf") or [schema]


def fits(schema, value):
    """Tells whether a value fits, at once: for what is small."""
    issues = []
    for _ in _walk(schema, value, (), issues):
        if issues:
            return False
    return not issues


def _walk(schema, value, path, issues):
    """Copies what is declared and lists what is wrong, one small step at a time; the keys of records are received values."""
    if "oneOf" in schema or "anyOf" in schema:
        chosen = next((each for each in branches_of(schema) if fits(each, value)), None)
        yield
        if chosen is not None:
            return (yield from _walk(chosen, value, path, issues))
        issues.append({"path": list(path), "expected": "another form"})
        return None
    if len(issues) >= MOST_ISSUES:
        return None
    wrong = [*_shallow(schema).iter_errors(value)]
    issues.extend({"path": list(path), "expected": _expected(error)} for error in wrong)
    yield
    if isinstance(value, list) and "items" in schema and not wrong:
        items = []
        for index, each in enumerate(value):
            items.append((yield from _walk(schema["items"], each, (*path, index), issues)))
        return items
    if not isinstance(value, dict):
        return value
    if "properties" in schema:
        fields = schema["properties"]
        missing = [key for key in schema.get("required", ()) if key not in value]
        issues.extend({"path": [*path, key], "expected": "a value"} for key in missing)
        copy = {}
        for key in fields:
            if key in value:
                copy[key] = yield from _walk(fields[key], value[key], (*path, key), issues)
        return copy
    if isinstance(schema.get("additionalProperties"), dict):
        copy = {}
        for key, each in value.items():
            copy[key] = yield from _walk(schema["additionalProperties"], each, (*path, "*"), issues)
        return copy
    return value


def _pattern(_, pattern, value, __):
    # in Python a last `$` lets a line end follow, which no other language of the contract does
    if isinstance(value, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), value):
        yield ValidationError("another form")


_Validator = extend(Draft202012Validator, {"pattern": _pattern})
_validators = {}
_deep = {"properties", "items", "required", "additionalProperties"}


def _shallow(schema):
    """Makes the validator of a schema without what it holds, once."""
    known = _validators.get(id(schema))
    if known is None:
        bare = {key: held for key, held in schema.items() if key not in _deep}
        # the schema is kept beside it: an id stands for it only as long as it is there
        known = _validators[id(schema)] = (_Validator(bare), schema)
    return known[0]


_kinds = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
}
_formats = {
    "id": "an id without white space",
    "date-time": "an ISO 8601 instant",
    "date": "YYYY-MM-DD",
    "partial-time": "HH:MM:SS",
    "uri": "a web address",
}
_limits = {
    "maxLength": "at most {} characters",
    "minLength": "at least {} characters",
    "maxItems": "at most {} items",
    "minItems": "at least {} items",
    "maximum": "at most {}",
    "minimum": "at least {}",
    "maxProperties": "at most {} entries",
}


def _expected(error):
    """Words what would fit, in the contract's own words."""
    keyword, said, schema = error.validator, error.validator_value, error.schema
    if keyword == "type":
        return _kinds.get(said, "another form")
    if keyword == "enum":
        return f"one of {', '.join(map(str, said))}"
    if keyword in _limits:
        return _limits[keyword].format(said)
    return _formats.get(schema.get("x-format") or schema.get("format"), "another form")


def _shown(schema, value):
    """Copies what a log may hold, one small step at a time."""
    mark = schema.get("x-sensitive")
    if mark:
        return f"[{mark}]"
    if "oneOf" in schema or "anyOf" in schema:
        fitting = [each for each in branches_of(schema) if fits(each, value)]
        # any of several may be meant: what one of them marks stays hidden
        mark = next(filter(None, (_mark_in(each) for each in fitting)), None) if len(fitting) > 1 else None
        return f"[{mark}]" if mark else (yield from _shown(fitting[0], value)) if fitting else "[unfit]"
    yield
    if isinstance(value, list) and "items" in schema:
        items = []
        for each in value:
            items.append((yield from _shown(schema["items"], each)))
        return items
    if isinstance(value, dict) and "properties" in schema:
        fields, copy = schema["properties"], {}
        for key, held in value.items():
            if key in fields:
                copy[key] = yield from _shown(fields[key], held)
        return copy
    if isinstance(value, dict) and isinstance(schema.get("additionalProperties"), dict):
        keys, rest = schema.get("propertyNames", {}), schema["additionalProperties"]
        if "x-sensitive" in keys:
            return f"[{keys['x-sensitive']}]"
        copy = {}
        for key, held in value.items():
            if fits(keys, key):
                copy[key] = yield from _shown(rest, held)
        return copy
    return value if fits(schema, value) and not isinstance(value, (dict, list)) else "[unfit]"


def _mark_in(schema):
    if isinstance(schema, list):
        return next(filter(None, map(_mark_in, schema)), None)
    if not isinstance(schema, dict):
        return None
    return schema.get("x-sensitive") or next(filter(None, map(_mark_in, schema.values())), None)
