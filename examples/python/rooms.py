"""Names rooms as a contract does, and lets nobody into one without asking."""

import re

_PARAMETER = re.compile(r"\{(\w+)\}")


class Rooms:
    """Knows the families of rooms of one namespace."""

    def __init__(self, canon):
        families = canon.contract["rooms"]
        self._canon = canon
        self._readers = [
            (pattern, _reader(name)) for pattern, room in families.items() for name in (pattern, *room["legacy"])
        ]
        self._families = families

    def name(self, pattern, **ids):
        """Builds a name: `rooms.name("chat:{roomId}", roomId="r1")`; raises ValueError for an id that can't stand in one."""
        if pattern not in self._families:
            raise ValueError(f"{self._canon.namespace} has no rooms {pattern}")
        name = _PARAMETER.sub(lambda found: ids.get(found[1]) if isinstance(ids.get(found[1]), str) else "", pattern)
        if not _reader(pattern).fullmatch(name):
            raise ValueError(f"{pattern} takes ids of 1 to 128 characters, no colon or space")
        return name

    def read(self, name):
        """Reads a name of today or of old: answers today's, its pattern and its ids, or `None`."""
        for pattern, reader in self._readers:
            found = reader.fullmatch(name) if isinstance(name, str) else None
            if found:
                return _PARAMETER.sub(lambda each: found[each[1]], pattern), pattern, found.groupdict()
        return None

    def asked(self, event, payload):
        """Lists the rooms of today that a client's event asks for, by what the contract says it joins."""
        declared = self._canon.contract["clientToServer"].get(event, {})
        rooms = []
        for pattern in declared.get("joins") or declared.get("leaves") or ():
            ids = {key: payload.get(key) for key in self._families[pattern]["params"]}
            if all(isinstance(each, str) for each in ids.values()):
                rooms.append(self.name(pattern, **ids))
        named = [payload.get("room"), *(payload.get("channels") or ())]
        rooms.extend(read[0] for read in map(self.read, named) if read and read[1] in (declared.get("joins") or ()))
        return rooms

    async def enter(self, server, sid, rooms, may_join):
        """Enters rooms if `may_join(room)` says so of each; else none of them. Answers whether it did."""
        for room in rooms:
            if await may_join(room) is not True:
                return False
        for room in rooms:
            entered = server.enter_room(sid, room, namespace=self._canon.namespace)
            # a coroutine in newer releases of python-socketio
            if entered is not None:
                await entered
        return True


def _reader(pattern):
    prefix = re.escape(pattern.split("{")[0])
    escaped = re.split(r"(\{\w+\})", pattern)
    parts = [
        rf"(?P<{each[1:-1]}>(?!{prefix}|(?:null|undefined|NaN)(?::|\Z))[^:\s\x00-\x1f\x7f-\x9f\ufeff]{{1,128}})"
        if each.startswith("{")
        else re.escape(each)
        for each in escaped
    ]
    return re.compile("".join(parts))
