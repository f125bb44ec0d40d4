"""Serves /appointments with python-socketio, guarded by the shipped schemas.

    python3 appointments.py --schemas node_modules/socket-canon/schemas --port 3000

The token of this example is "staff"; a real back end checks a signed one.
"""

import argparse
import asyncio
import json
import time

import socketio
from aiohttp import web
from appointments_types import ScheduleUpdateInput, ScheduleUpdateReply
from canon import Canon, Unfit, refusal
from names import Names
from rooms import enter_room
from shop import DOWN, UP, WHEN

PATH = "/appointments"
OLD = "contract:undeclared"
"""The room of clients from before the contract, who hear old names beside today's."""


class Appointments(socketio.AsyncNamespace):
    """Takes schedules from the staff and shows them to all of it."""

    def __init__(self, canon):
        super().__init__(PATH)
        self.canon = canon
        self.names = Names(canon, UP[PATH], DOWN[PATH], WHEN[PATH])
        self.old = set()
        self.schedules = {}
        self.handlers = {"schedule_update": self.schedule_update, "contract:ping": self.ping}

    async def trigger_event(self, event, *args):
        """Lets no payload in, and no reply out, that the contract does not allow."""
        if event == "connect":
            return await self.enter(args[0], args[2] if len(args) > 2 else None)
        if event == "disconnect":
            return self.old.discard(args[0])
        sid, payload = args[0], args[1] if len(args) > 1 else None
        if sid in self.old:
            event, payload = self.names.read("clientToServer", event, payload)
        if event not in self.handlers or not self.canon.knows("clientToServer", event):
            return refusal("EVENT_UNKNOWN", f"{PATH} has no event of this name")
        try:
            fit = await self.canon.checked("clientToServer", event, "payload", payload)
        except Unfit as error:
            return refusal("PAYLOAD_INVALID", f"{event} does not fit", error.issues)
        try:
            return await self.canon.checked("clientToServer", event, "reply", await self.handlers[event](sid, fit))
        except Unfit:
            return refusal("HANDLER_FAILED", f"{event} was not answered", retryable=True)

    async def send(self, event, payload, to=None):
        """Sends what the contract declares of a payload, to old clients under their names too; raises Unfit."""
        fit = await self.canon.checked("serverToClient", event, "payload", payload)
        await self.emit(event, fit, to=to)
        if to is None or to in self.old:
            for name, legacy in self.names.spelled("serverToClient", event, fit):
                await self.emit(name, legacy, to=OLD if to is None else to)

    async def enter(self, sid, auth):
        issues = self.canon.issues(None, None, "handshake", auth)
        if not auth or "token" not in auth:
            refuse("AUTH_MISSING", "Authentication is missing")
        if issues:
            refuse("CONTRACT_MALFORMED", "The handshake does not fit", issues)
        if auth["token"] != "staff":
            refuse("AUTH_INVALID", "Authentication failed")
        if self.names.is_declared(auth):
            version = self.canon.contract["version"]
            if version not in auth["contract"]["versions"][PATH]:
                refuse("CONTRACT_UNSUPPORTED", "The server knows none of the versions this client knows")
            # by this a client knows that today's names are understood
            welcome = {"contract": PATH, "version": version, "digest": self.canon.contract["digest"]}
            await self.send("contract:welcome", welcome, to=sid)
        else:
            self.old.add(sid)
            await enter_room(self.server, sid, OLD, PATH)
        await self.send("pending_count", {"count": len(self.schedules)}, to=sid)

    async def schedule_update(self, sid, schedule: ScheduleUpdateInput) -> ScheduleUpdateReply:
        self.schedules[schedule.get("date")] = schedule["appointments"]
        await self.send("schedule_updated", schedule)
        return {"accepted": True}

    async def ping(self, sid, _):
        return {"at": int(time.time() * 1000)}


def refuse(code, message, issues=None):
    raise socketio.exceptions.ConnectionRefusedError(message, refusal(code, message, issues))


async def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--schemas", required=True)
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--for-seconds", type=float, help="ends by itself after so long")
    chosen = options.parse_args()
    server = socketio.AsyncServer(async_mode="aiohttp")
    server.register_namespace(Appointments(Canon(chosen.schemas, PATH)))
    app = web.Application()
    server.attach(app)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", chosen.port)
    await site.start()
    print(json.dumps({"port": site._server.sockets[0].getsockname()[1]}), flush=True)
    try:
        await asyncio.wait_for(asyncio.Event().wait(), chosen.for_seconds)
    except asyncio.TimeoutError:
        await runner.cleanup()


asyncio.run(main())
