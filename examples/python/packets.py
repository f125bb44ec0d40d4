"""Finds out whether a client asked for an acknowledgement, which python-socketio does not tell a namespace."""

import contextvars

_asks = contextvars.ContextVar("asks", default=None)


def note_packets(server):
    """Lets `asks_for_answer` know of each packet of a server that is a client's event."""
    if getattr(server, "_notes_packets", False):
        return
    handle = getattr(server, "_handle_event_internal", None)
    if handle is None:
        raise RuntimeError("this release of python-socketio does not say which events ask for an acknowledgement")

    async def noted(*packet):
        # its last part is the id by which it is acknowledged
        token = _asks.set(packet[-1] is not None)
        try:
            await handle(*packet)
        finally:
            _asks.reset(token)

    server._handle_event_internal = noted
    server._notes_packets = True


def asks_for_answer():
    """Tells whether the event that is handled asks for an acknowledgement; `None` where it is no client's event at all."""
    return _asks.get()
