"""Serves /appointments with python-socketio, guarded by the shipped schemas.

    python3 appointments.py --schemas node_modules/socket-canon/schemas --port 3000

The token of this example is "staff"; a real back end checks a signed one.
"""

import argparse
import asyncio
import json

import socketio
from aiohttp import web
from appointments_types import ScheduleUpdateInput, ScheduleUpdateReply
from canon import Canon
from names import Names
from namespace import ContractNamespace
from shop import DOWN, UP, WHEN

PATH = "/appointments"


class Appointments(ContractNamespace):
    """Takes schedules from the staff and shows them to all of it."""

    def __init__(self, canon):
        super().__init__(canon, Names(canon, UP[PATH], DOWN[PATH], WHEN[PATH]))
        self.schedules = {}

    async def authenticate(self, token, environ):
        return "staff" if token == "staff" else None

    async def welcome(self, sid, user):
        await self.send("pending_count", {"count": len(self.schedules)}, to=sid)

    async def on_schedule_update(self, sid, schedule: ScheduleUpdateInput) -> ScheduleUpdateReply:
        self.schedules[schedule.get("date")] = schedule["appointments"]
        await self.send("schedule_updated", schedule)
        return {"accepted": True}


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
