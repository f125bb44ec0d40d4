"""Counts how often one connection sends an event, where the contract says how often it may."""

import time


class Limits:
    """The counts of one connection."""

    def __init__(self, canon):
        self._events = canon.contract["clientToServer"]
        self._windows = {}

    def wait_ms(self, event):
        """Counts an event; answers how many milliseconds it is too early, or 0."""
        limit = self._events.get(event, {}).get("limit")
        if not limit:
            return 0
        now = time.monotonic() * 1000
        count, ends_at = self._windows.get(event, (0, 0))
        if ends_at <= now:
            count, ends_at = 0, now + limit["perMs"]
        if count >= limit["count"]:
            return max(1, int(ends_at - now))
        self._windows[event] = (count + 1, ends_at)
        return 0
