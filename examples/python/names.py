"""Reads and sends the old names of a contract, by the alias tables in `contract.json`.

Done by data alone, both ways: another name, fields of another spelling (`rename`, `heard`), a payload that is the value of
one field (`bare`), names that are only heard (`emit: false`). Mended by what the schemas say, on its way in: a number where
the contract has an id, and `null` in a field that may be missing.

What functions of a row do can't be said in data: the table holds `true` and a sentence in `notes` there. They are given as
functions, by name: `up` (their shape to ours; None says that it did not happen), `down` (ours to theirs) and `when`
(whether a payload is sent under that name). A name that has `down` or `when` and was given none is not sent, and `unsaid`
lists it; one that has `up` is read as data alone says. shop.py holds all of the shop's, which are:

- a customer whose names stand in a nested `user`, both ways, and one appointment alone (`appointment_created`)
- a board in a field `data`, and the columns of a move under both of their names, both ways
- a label that is its bare text, `remove` as a word for `delete`
- a move that failed, which is not heard
- that the list of today is not sent for a day that is named

Replies are not read or sent here, but by replies.py.
"""

from canon import at_once, branches_of, fits, in_slices


class Names:
    """Knows the old names of one namespace."""

    def __init__(self, canon, up=None, down=None, when=None):
        self._canon = canon
        self._tables = canon.contract["aliases"]
        self._up, self._down, self._when = up or {}, down or {}, when or {}

    def of(self, direction, name):
        """Returns the name of today that a name stands for, or the name itself."""
        return self._tables[direction].get(name, {}).get("of", name)

    def read(self, direction, name, payload):
        """Reads what an old end sent, under whatever name: answers today's event and payload, which are still to be checked.

        Both are None where it did not happen. Who declared the contract is held to it: don't ask this of them.
        """
        return at_once(self._reading(direction, name, payload))

    async def received(self, direction, name, payload):
        """Reads as `read` does, and lets others have the loop while a large payload is read."""
        return await in_slices(self._reading(direction, name, payload))

    def _reading(self, direction, name, payload):
        # an old shape under a name of today has a row of its own, where it has any
        shape = self._tables.get("shapes", {}).get(direction, {}).get(name, {})
        row = self._tables[direction].get(name) or {"of": name, "rename": {}, "heard": {}, **shape}
        if "bare" in row and not isinstance(payload, dict):
            payload = {row["bare"]: payload}
        if isinstance(payload, dict):
            spelled = {**row["heard"], **row["rename"]}
            payload = {key: held for key, held in payload.items() if spelled.get(key) not in payload}
            payload = {spelled.get(key, key): held for key, held in payload.items()}
        if name in self._up:
            payload = self._up[name](payload)
            if payload is None:
                return None, None
        schema = self._canon.schema(direction, row["of"])
        return row["of"], payload if schema is None else (yield from _mending(schema, payload))

    def spelled(self, direction, event, payload):
        """Lists the old names that an event is sent under beside its own, each with its payload."""
        return [
            (name, self._down[name](payload) if name in self._down else _as_data(row, payload))
            for name, row in self._tables[direction].items()
            if row["of"] == event and row["emit"] and self._can_send(name, row, payload)
        ]

    def unsaid(self):
        """Lists the names that are not sent, for the table says of them that it takes a function which was not given."""
        rows = self._tables["serverToClient"].items()
        return [name for name, row in rows if row["emit"] and not self._is_said(name, row)]

    def is_declared(self, auth):
        """Tells whether a client declared the contract in its handshake: it hears no old names, and is held to today's."""
        versions = ((auth or {}).get("contract") or {}).get("versions")
        return isinstance(versions, dict) and self._canon.namespace in versions

    def _is_said(self, name, row):
        return (not row["down"] or name in self._down) and (not row["when"] or name in self._when)

    def _can_send(self, name, row, payload):
        return self._is_said(name, row) and (not row["when"] or self._when[name](payload))


def _as_data(row, payload):
    if "bare" in row:
        return payload.get(row["bare"])
    back = {today: old for old, today in row["rename"].items()}
    return {back.get(key, key): held for key, held in payload.items()} if isinstance(payload, dict) else payload


def mended(schema, value):
    """Puts right what databases write otherwise, where the schema says so; what is neither is left to the check."""
    return at_once(_mending(schema, value))


def _mending(schema, value):
    if isinstance(value, list) and "items" in schema:
        items = []
        for each in value:
            items.append((yield from _mending(schema["items"], each)))
        return items
    if isinstance(value, dict) and "properties" in schema:
        yield
        fields, required, made = schema["properties"], schema.get("required", ()), {}
        for key, held in value.items():
            if key not in fields:
                made[key] = held
            elif isinstance(held, (dict, list)):
                made[key] = yield from _mending(fields[key], held)
            elif held is not None or key in required:
                made[key] = _mended_leaf(fields[key], held)
        return made
    if isinstance(value, dict) and isinstance(schema.get("additionalProperties"), dict):
        made = {}
        for key, held in value.items():
            made[key] = yield from _mending(schema["additionalProperties"], held)
        return made
    return _mended_leaf(schema, value)


def _mended_leaf(schema, value):
    if schema.get("type") == "string" and schema.get("x-format") == "id":
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    branches = branches_of(schema)
    if branches[0] is schema:
        return value
    tried = (mended(each, value) for each in branches)
    return next((held for each, held in zip(branches, tried) if fits(each, held)), value)
