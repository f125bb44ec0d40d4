"""Serves a namespace of a contract with python-socketio's AsyncServer, step by step as socket-canon's own server does.

A back end makes a class of it and says whom it lets in (`authenticate`), into which rooms (`may_join`), and what it does
with each event: the method `on_card_move(self, sid, payload)` handles `card_move`, `on_chat_join` handles `chat:join`. What
a method returns is the reply, what it raises as `Refused` is told to the client, and of anything else that it raises
nothing is. A payload and a reply hold what the contract declares, and are refused where they don't fit.

Clients from before the contract hear old names, and what they ask without an acknowledgement is done: a failure is told by
`contract:refused`, success by nothing or by what the contract says under `unacknowledged`. Who declared it is held to it.
"""

import inspect
import logging
import re
import time
import traceback
from pathlib import Path

import socketio
from canon import Unfit
from clients import Refused, client_of
from names import Names
from packets import asks_for_answer, note_packets
from replies import Replies
from rooms import Rooms, enter_room

LET_IN = "contract:let-in"
"""The room of all that were let in: python-socketio counts those in as well whose token is still looked at."""
OLD = "contract:undeclared"
"""The room of clients from before the contract, who hear old names beside today's."""

log = logging.getLogger(__name__)


class ContractNamespace(socketio.AsyncNamespace):
    """Lets no payload in, and nothing out, that the contract does not allow. Its methods may be coroutines or not."""

    needs_token = True
    """Whether who shows no token in `auth` is turned away; if not, `authenticate` is asked with `None`."""
    legacy = True
    """Whether old names and shapes are read of those who declare no contract, and sent to them."""

    def __init__(self, canon, names=None, replies=None, path=None):
        # old clients may look for it at another path than the contract's own
        super().__init__(path or canon.namespace)
        self.canon = canon
        self.names = names or Names(canon)
        self.replies = replies or Replies(canon)
        self.room_names = Rooms(canon)
        self.clients = {}
        self._check_methods()

    async def authenticate(self, token, environ):
        """Returns the user that a token stands for; `None` or `False` is nobody, who is not let in."""
        raise NotImplementedError("authenticate")

    async def welcome(self, sid, user):
        """Sends what a client is told at once; it may enter rooms by `enter`."""

    async def may_join(self, user, room):
        """Tells whether a user may be in a room: only `True` lets in."""
        return False

    def user_of(self, sid):
        """Returns what `authenticate` found for a connection."""
        return self.clients[sid].user

    async def tell(self, name, payload, to=None, skip_sid=None):
        """Sends what is known under a name of old, or as the database has it; what did not happen is not sent."""
        event, read = await self.names.received("serverToClient", name, payload)
        if event is not None:
            await self.send(event, read, to, skip_sid)

    async def send(self, event, payload, to=None, skip_sid=None):
        """Sends what the contract declares of a payload to a client, a room or all; to old clients under their names too."""
        fit = await self.canon.checked("serverToClient", event, "payload", payload)
        await self.emit(event, fit, to=LET_IN if to is None else to, skip_sid=skip_sid)
        client = self.clients.get(to)
        if client is None or client.is_old:
            old = OLD if to is None else to if client else f"{OLD} {to}"
            for name, legacy in self.names.spelled("serverToClient", event, fit):
                await self.emit(name, legacy, to=old, skip_sid=skip_sid)

    async def enter(self, sid, room):
        """Enters a room without asking."""
        self.clients[sid].membership.keep([room])
        await self._go_in(sid, room)

    async def leave(self, sid, room):
        """Leaves a room."""
        self.clients[sid].membership.leave([room])
        await self._go_out(sid, room)

    async def _go_in(self, sid, room):
        # old clients of a room hear old names there
        also = [f"{OLD} {room}"] if self.clients[sid].is_old else []
        for each in (room, *also):
            await enter_room(self.server, sid, each, self.namespace)

    async def _go_out(self, sid, room):
        for each in (room, f"{OLD} {room}"):
            left = self.server.leave_room(sid, each, namespace=self.namespace)
            if left is not None:
                await left

    def _set_server(self, server):
        super()._set_server(server)
        note_packets(server)

    async def trigger_event(self, event, *args):
        asks = asks_for_answer()
        if asks is None and event == "connect":
            return await self._admit(args[0], args[1], args[2] if len(args) > 2 else None)
        if asks is None:
            try:
                return await super().trigger_event(event, *args)
            finally:
                self.clients.pop(args[0], None)
        sid, client, name = args[0], self.clients.get(args[0]), self.names.of("clientToServer", event)
        if client is None or not client.is_in:
            return None
        is_known = self.canon.knows("clientToServer", name) and name != "contract:deliver"
        if not is_known and event not in ("connect", "disconnect") and hasattr(self, f"on_{event}"):
            # what no contract declares is the back end's own
            return await super().trigger_event(event, *args)
        try:
            if not is_known or (name != event and not client.is_old):
                name = ""
                raise Refused("EVENT_UNKNOWN", f"{self.namespace} has no event of this name")
            return await self._answered(sid, client, event, name, args[1:], asks)
        except Refused as refused:
            return await self._refuse(sid, name, asks, refused)
        except Exception as error:
            self.failed(name, error)
            failed = Refused("HANDLER_FAILED", "the server failed to handle this", retryable=True)
            return await self._refuse(sid, name, asks, failed)

    def failed(self, event, error):
        """Logs what went wrong in the back end: where, and not the error's own words, which may hold what was received."""
        where = [f"{Path(each.filename).name}:{each.lineno} in {each.name}" for each in traceback.extract_tb(error.__traceback__)]
        words = f": {error}" if isinstance(error, Unfit) else ""
        log.error("%s %s failed: %s%s, at %s", self.namespace, event, type(error).__name__, words, ", ".join(where[-4:]))

    async def _answered(self, sid, client, came_as, event, args, asks):
        wait_ms = client.limits.wait_ms(event)
        if wait_ms:
            raise Refused("RATE_LIMITED", "too many of these came", retryable=True, retry_after_ms=wait_ms)
        async with client.reading:
            payload = await self._read(client, came_as, event, args)
            has_reply = self.canon.schema("clientToServer", event, "reply") is not None
            self._check_answerable(client, event, has_reply, asks)
            declared = self.canon.contract["clientToServer"].get(event, {})
            joins, leaves, within = (declared.get(part) for part in ("joins", "leaves", "within"))
            rooms = self._rooms_in(event, payload) if joins or leaves or within else []
            # begun while no later event is read: that one may come from within
            entry = client.membership.begin(rooms) if joins else None
        if within and not await client.membership.is_within(self.server, sid, rooms, self.namespace):
            raise Refused("ROOM_FORBIDDEN", "the sender is not in this room")
        if leaves:
            for room in rooms:
                await self.leave(sid, room)
        entered = await self._enter_all(sid, client, entry) if entry else []
        try:
            reply = await self._reply(sid, event, payload, rooms, has_reply)
        except BaseException:
            for room in client.membership.taken_back(entered):
                await self._go_out(sid, room)
            raise
        client.membership.keep(entered)
        if not has_reply:
            return None
        if asks:
            return self.replies.spelled(came_as, reply, payload) if client.is_old else reply
        await self._tell(sid, client, event, reply, payload)

    async def _read(self, client, came_as, event, args):
        if len(args) > 1:
            raise Refused("PAYLOAD_INVALID", f"{event} does not fit", [{"path": [], "expected": "one argument at most"}])
        payload = args[0] if args else None
        if client.is_old:
            of, payload = await self.names.received("clientToServer", came_as, payload)
            if of is None:
                raise Refused("PAYLOAD_INVALID", f"{event} does not fit", [{"path": [], "expected": "what this name stands for"}])
        try:
            return await self.canon.checked("clientToServer", event, "payload", payload)
        except Unfit as error:
            raise Refused("PAYLOAD_INVALID", f"{event} does not fit", error.issues) from None

    def _check_answerable(self, client, event, has_reply, asks):
        if asks or not has_reply:
            return
        is_query = self.canon.contract["clientToServer"].get(event, {}).get("query") or event.startswith("contract:")
        if client.is_declared or (is_query and not (client.is_old and self.replies.tells(event))):
            raise Refused("REPLY_REQUIRED", "this event is answered to an acknowledgement only")

    def _rooms_in(self, event, payload):
        rooms = self.room_names.asked(event, payload)
        if rooms is None:
            raise Refused("ROOM_INVALID", "this event names no room, or one that is none of its own")
        return rooms

    async def _enter_all(self, sid, client, entry):
        with entry:
            for room in entry.rooms():
                if await done(self.may_join(client.user, room)) is not True:
                    raise Refused("ROOM_FORBIDDEN", "this user may not enter this room")
            entered = []
            for room in entry.rooms():
                if sid not in self.clients:
                    raise Refused("DISCONNECTED", "the connection was lost", retryable=True)
                await self._go_in(sid, room)
                entered.append(room)
            return entered

    async def _reply(self, sid, event, payload, rooms, has_reply):
        handler = getattr(self, method_of(event), None)
        if event == "contract:ping":
            reply = {"at": int(time.time() * 1000)}
        elif handler is not None:
            reply = await done(handler(sid, payload))
        elif not has_reply:
            return None
        else:
            # rooms are done here, and a reply may say no more than which
            reply = {**(payload or {}), "room": next(iter(rooms), None), "channels": rooms}
            if not rooms or self.canon.issues("clientToServer", event, "reply", reply):
                raise Refused("HANDLER_FAILED", "nothing on the server handles this event")
        if not has_reply:
            return None
        try:
            return await self.canon.checked("clientToServer", event, "reply", reply)
        except Unfit as error:
            self.failed(event, error)
            raise Refused("REPLY_INVALID", "the server made a reply that does not fit") from None

    async def _tell(self, sid, client, event, reply, payload):
        told = self.replies.answer(event, reply, payload) if client.is_old else None
        if told is None:
            return
        if self.canon.knows("serverToClient", told[0]):
            await self.send(*told, to=sid)
        else:
            await self.emit(*told, to=sid)

    async def _refuse(self, sid, event, asks, refused):
        if asks:
            return refused.refusal
        if sid in self.clients:
            await self.send("contract:refused", {"event": event, **refused.refusal}, to=sid)

    async def _admit(self, sid, environ, auth):
        try:
            client = client_of(self.canon, self.names, auth, self.needs_token, self.legacy)
            self.clients[sid] = client
            client.user = await done(self.authenticate(auth.get("token") if isinstance(auth, dict) else None, environ))
            if client.user is None or client.user is False:
                raise Refused("AUTH_INVALID", "Authentication is invalid")
            if sid not in self.clients:
                return False
            client.is_in = True
            await enter_room(self.server, sid, LET_IN, self.namespace)
            if client.is_declared:
                contract = self.canon.contract
                # by this a client knows that today's names are understood
                welcome = {"contract": self.canon.namespace, "version": contract["version"], "digest": contract["digest"]}
                await self.send("contract:welcome", welcome, to=sid)
            elif client.is_old:
                await enter_room(self.server, sid, OLD, self.namespace)
            await done(self.welcome(sid, client.user))
        except Exception as error:
            self.clients.pop(sid, None)
            if not isinstance(error, Refused):
                self.failed("connect", error)
                error = Refused("HANDLER_FAILED", "the server failed to handle this", retryable=True)
            message = error.refusal["error"]["message"]
            raise socketio.exceptions.ConnectionRefusedError(message, error.refusal) from None

    def _check_methods(self):
        if hasattr(self, "on_connect"):
            raise TypeError("on_connect is not called: `authenticate` lets a client in, `welcome` greets it")
        for name, row in self.canon.contract["aliases"]["clientToServer"].items():
            if hasattr(self, method_of(name)) and method_of(name) != method_of(row["of"]):
                raise TypeError(f"{method_of(name)} is not called: {name} is an old name, which {method_of(row['of'])} handles")


def method_of(event):
    """Returns the name of the method that handles an event."""
    return "on_" + re.sub(r"\W", "_", event)


async def done(made):
    """Waits for what may be a coroutine."""
    return await made if inspect.isawaitable(made) else made
