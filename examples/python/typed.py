"""Writes the TypedDicts of a namespace's payloads and replies, from the schemas that socket-canon ships.

    python3 typed.py --schemas node_modules/socket-canon/schemas /appointments > appointments_types.py

With `--check FILE` it writes nothing, and ends with 1 where the file is stale.
"""

import argparse
import json
import keyword
import re
import sys
from pathlib import Path


class Types:
    """Collects the types of one namespace, each shape once."""

    def __init__(self):
        self._known = {}
        self._taken = {}

    def of(self, schema, name):
        """Returns how a schema is written as a type."""
        if "const" in schema:
            return f"Literal[{schema['const']!r}]"
        if "enum" in schema:
            return f"Literal[{', '.join(map(repr, schema['enum']))}]"
        for branches in ("oneOf", "anyOf"):
            if branches in schema:
                each = [self.of(one, f"{name}{index + 1}") for index, one in enumerate(schema[branches])]
                return f"Union[{', '.join(dict.fromkeys(each))}]"
        kind = schema.get("type")
        if kind == "array":
            return f"List[{self.of(schema['items'], _singular(name))}]"
        if kind == "object" and "properties" in schema:
            return self._dict(schema, name)
        if kind == "object":
            rest = schema.get("additionalProperties")
            return f"Dict[str, {self.of(rest, _singular(name)) if isinstance(rest, dict) else 'Any'}]"
        return {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}.get(kind, "Any")

    def text(self):
        return "\n\n\n".join(self._known.values())

    def _dict(self, schema, name):
        required = schema.get("required", ())
        fields, notes = [], []
        for key in schema.get("x-order") or schema["properties"]:
            held = schema["properties"][key]
            written = self.of(held, name + _pascal(key))
            fields.append(f'    "{key}": {written if key in required else f"NotRequired[{written}]"},')
            if "description" in held:
                notes.append(f"{key}: {held['description']}")
        text = "\n".join(fields)
        # one shape in several events is one type
        known = self._taken.get(text)
        if known:
            return known
        self._taken[text] = name
        lines = "".join(f"# {note}\n" for note in notes)
        self._known[name] = f'{lines}{name} = TypedDict("{name}", {{\n{text}\n}})'
        return name


def _pascal(text):
    name = "".join(part[:1].upper() + part[1:] for part in re.split(r"[^A-Za-z0-9]+", text))
    return f"{name}_" if keyword.iskeyword(name) else name


def _singular(name):
    return name[:-1] if name.endswith("s") else f"{name}Item"


def written(schemas, namespace):
    """Writes the types of a namespace."""
    root, types = Path(schemas), Types()
    aliases = []
    for entry in json.loads((root / "index.json").read_text("utf-8"))["files"]:
        if entry.get("namespace") != namespace:
            continue
        end = {"payload": "Input" if entry["direction"] == "clientToServer" else "", "reply": "Reply"}[entry["part"]]
        name = _pascal(entry["event"]) + end
        schema = json.loads((root / entry["file"]).read_text("utf-8"))
        made = types.of(schema, name)
        if made != name:
            aliases.append(f"{name} = {made}")
    head = f'"""The payloads and replies of {namespace}, written by typed.py from the schemas of socket-canon."""'
    imports = "from typing import Any, Dict, List, Literal, NotRequired, TypedDict, Union"
    return "\n\n".join([head, imports, types.text()]) + "\n" + "".join(f"\n{each}\n" for each in aliases)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("namespace")
    options.add_argument("--schemas", required=True)
    options.add_argument("--check", metavar="FILE")
    chosen = options.parse_args()
    text = written(chosen.schemas, chosen.namespace)
    if chosen.check is None:
        sys.stdout.write(text)
    elif Path(chosen.check).read_text("utf-8") != text:
        sys.exit(f"{chosen.check} is stale: write it again with typed.py")
