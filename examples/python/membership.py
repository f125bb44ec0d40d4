"""Keeps which rooms one client was granted, and which it is on its way into."""

import asyncio

from rooms import is_within


class Entry:
    """What one event is to enter; while it is open, nobody knows yet whether the client may."""

    def __init__(self, rooms, pending):
        self._rooms, self._pending = rooms, pending
        self._left = set()
        self._is_over = asyncio.Event()
        pending.append(self)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._pending.remove(self)
        self._is_over.set()

    def rooms(self):
        """Lists its rooms that were not left again meanwhile."""
        return [room for room in self._rooms if room not in self._left]

    def leave(self, rooms):
        self._left.update(rooms)

    async def over(self, rooms):
        """Waits until it is known, where it is about one of some rooms."""
        if not {*rooms}.isdisjoint(self._rooms):
            await self._is_over.wait()


class Membership:
    """The rooms of one client."""

    def __init__(self):
        self._pending = []
        self._kept = set()

    def begin(self, rooms):
        """Opens an entry, which has to be closed by `with`."""
        return Entry(rooms, self._pending)

    def keep(self, rooms):
        """Notes that what entered these rooms succeeded."""
        self._kept.update(rooms)

    def leave(self, rooms):
        """Notes that the client is leaving, also what it is on its way into."""
        self._kept.difference_update(rooms)
        for entry in self._pending:
            entry.leave(rooms)

    def taken_back(self, entered):
        """Lists which rooms an event that failed has to leave again: those that nothing else has granted."""
        return [room for room in entered if room not in self._kept]

    async def is_within(self, server, sid, rooms, namespace):
        """Tells whether the client is in every one of some rooms; who has asked for one may be in soon."""
        if is_within(server, sid, rooms, namespace):
            return True
        for entry in [*self._pending]:
            await entry.over(rooms)
        return is_within(server, sid, rooms, namespace)
