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
from canon import Canon, refusal

PATH = "/appointments"


class Appointments(socketio.AsyncNamespace):
    """Takes schedules from the staff and shows them to all of it."""

    def __init__(self, canon):
        super().__init__(PATH)
        self.canon = canon
        self.schedules = {}
        self.handlers = {"schedule_update": self.schedule_update, "contract:ping": self.ping}

    async def trigger_event(self, event, *args):
        """Lets no payload in, and no reply out, that the contract does not allow."""
        if event == "connect":
            return await self.enter(args[0], args[2] if len(args) > 2 else None)
        if event == "disconnect":
            return None
        sid, payload = args[0], args[1] if len(args) > 1 else None
        if event not in self.handlers or not self.canon.knows("clientToServer", event):
            return refusal("EVENT_UNKNOWN", f"{PATH} has no event of this name")
        issues = self.canon.issues("clientToServer", event, "payload", payload)
        if issues:
            return refusal("PAYLOAD_INVALID", f"{event} does not fit", issues)
        reply = await self.handlers[event](sid, self.canon.declared("clientToServer", event, "payload", payload))
        if self.canon.issues("clientToServer", event, "reply", reply):
            return refusal("HANDLER_FAILED", f"{event} was not answered", retryable=True)
        return self.canon.declared("clientToServer", event, "reply", reply)

    async def send(self, event, payload, **to):
        """Sends what the contract declares of a payload, and nothing that does not fit."""
        issues = self.canon.issues("serverToClient", event, "payload", payload)
        if issues:
            raise ValueError(f"{event} does not fit: {issues}")
        await self.emit(event, self.canon.declared("serverToClient", event, "payload", payload), **to)

    async def enter(self, sid, auth):
        issues = self.canon.issues(None, None, "handshake", auth)
        if not auth or "token" not in auth:
            refuse("AUTH_MISSING", "Authentication is missing")
        if issues:
            refuse("CONTRACT_MALFORMED", "The handshake does not fit", issues)
        if auth["token"] != "staff":
            refuse("AUTH_INVALID", "Authentication failed")
        await self.send("pending_count", {"count": len(self.schedules)}, to=sid)

    async def schedule_update(self, sid, schedule):
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
