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
        """Lists the rooms of today that an event is to enter, to leave or to come from within, as the contract says.

        Returns `None`, which is to be refused, where a payload names none, or one that can't be read or that is of another
        family than the event's.
        """
        declared = self._canon.contract["clientToServer"].get(event, {})
        families = declared.get("joins") or declared.get("leaves") or declared.get("within") or ()
        fields = payload if isinstance(payload, dict) else {}
        channels = fields["channels"] if isinstance(fields.get("channels"), list) else None
        # what may not stand in a name is found as it is read
        ids = {key: held for key, held in fields.items() if isinstance(held, str)}
        filled = [pattern for pattern in families if ids.keys() >= {*self._families[pattern]["params"]}]
        named = [_PARAMETER.sub(lambda each: ids[each[1]], pattern) for pattern in filled]
        room = [fields["room"]] if "room" in fields else []
        if declared.get("within"):
            # who has to be in a room names none beside it that it is not in
            names = [*(channels or ()), *room, *named] or [None]
        else:
            names = channels if channels is not None else room or named or [None]
        found = [self.read(name) for name in names]
        if not all(each and each[1] in families for each in found):
            return None
        return [*dict.fromkeys(name for name, _, _ in found)]

    async def enter(self, server, sid, rooms, may_join):
        """Enters rooms if `may_join(room)` says so of each; else, and where there is none, no room. Answers whether it did."""
        for room in rooms or ():
            if await may_join(room) is not True:
                return False
        for room in rooms or ():
            await enter_room(server, sid, room, self._canon.namespace)
        return bool(rooms)


async def enter_room(server, sid, room, namespace):
    """Enters one room, which is a coroutine in newer releases of python-socketio alone."""
    entered = server.enter_room(sid, room, namespace=namespace)
    if entered is not None:
        await entered


def is_within(server, sid, rooms, namespace):
    """Tells whether a client is in every one of some rooms, as an event takes that has `within`; in no room it is not."""
    inside = server.rooms(sid, namespace=namespace)
    return bool(rooms) and all(room in inside for room in rooms)


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
