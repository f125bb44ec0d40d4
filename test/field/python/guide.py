"""Serves what the shop's guide shows: runs its Python blocks as they stand, each as the module it is named after.

What the blocks import from elsewhere is a shop of a few rows, without a database, and as much of Django Channels as a
consumer needs. With `--done` the old pages' part is gone, as in the guide's last step. A test tells and asks by POST.
"""

import argparse
import asyncio
import json
import re
import sys
import types
from pathlib import Path

import socketio
from aiohttp import WSMsgType, web
from listen import listen

REPOSITORY = Path(__file__).parents[3]
sys.path.insert(0, str(REPOSITORY / "examples/python"))
BLOCKS = dict(re.findall(r"^```python (\w+)\n(.*?)^```$", (REPOSITORY / "docs/guides/shop.md").read_text("utf-8"), re.M | re.S))


def module(name, **held):
    """Makes a module that the blocks may import."""
    made = sys.modules[name] = types.ModuleType(name)
    made.__dict__.update(held)
    return made


def block(name):
    """Runs a block as the module of its name, which later blocks may import."""
    made = module(name)
    exec(compile(BLOCKS.pop(name), f"docs/guides/shop.md, {name}", "exec"), made.__dict__)
    return made


class Consumer:
    """Is one raw WebSocket, as Django Channels hands it to an application."""

    groups = {}

    def __init__(self, socket):
        self.socket, self.channel_name, self.channel_layer = socket, self, self

    async def group_add(self, group, consumer):
        self.groups.setdefault(group, set()).add(consumer)

    async def accept(self):
        pass

    async def send_json(self, message):
        await self.socket.send_json(message)


class Services:
    """Keeps the shop's rows as its serializers write them."""

    def __init__(self, first):
        self.first, self.done, self.told = first, [], asyncio.Event()

    async def bookings_at_first(self):
        return self.first["/appointments"]

    async def board_at_first(self):
        return self.first["/workflow"]

    async def is_staff(self, token, environ):
        if token == "late":
            # asks somewhere else until something was told
            self.done.append(["is_staff", {}])
            await self.told.wait()
        return token == "staff"

    async def save_schedule(self, schedule):
        self.done.append(["save_schedule", schedule])

    async def move_card(self, move):
        self.done.append(["move_card", move])
        return move["card_id"] == 42

    async def save_comment(self, change):
        self.done.append(["save_comment", change])
        if change["action"] == "delete":
            return {"id": int(change["comment"]["id"])}
        return {"id": 18, "user": "Tunde Bello", "created_at": "2024-12-20T10:05:00Z", **change["comment"]}

    async def save_label(self, change):
        self.done.append(["save_label", change])

    async def send_raw(self, path, message):
        for consumer in [*Consumer.groups.get(path.strip("/"), ())]:
            await consumer.told({"type": "told", "message": message})


async def raw(request):
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    consumer = sys.modules["consumers"].WorkflowConsumer(socket)
    await consumer.connect()
    async for message in socket:
        if message.type == WSMsgType.TEXT:
            await consumer.receive_json(json.loads(message.data))
    for group in Consumer.groups.values():
        group.discard(consumer)
    return socket


async def main():
    options = argparse.ArgumentParser()
    options.add_argument("--first", required=True, help="what whoever comes is told, by path and name, as JSON")
    options.add_argument("--for-seconds", type=float, required=True)
    options.add_argument("--done", action="store_true")
    chosen = options.parse_args()
    services = Services(json.loads(chosen.first))
    named = {name: getattr(services, name) for name in dir(services) if not name.startswith("_")}
    module("customers", services=module("customers.services", **named))
    server = module("socket_io", sio=socketio.AsyncServer(async_mode="aiohttp")).sio
    live = block("live")
    if chosen.done:
        # the line of app.py that the last step changes
        module("old_pages", OldPages=live.Live)
        BLOCKS.pop("old_pages"), BLOCKS.pop("consumers")
    else:
        block("old_pages")
    app = block("app")
    if not chosen.done:
        module("channels.generic.websocket", AsyncJsonWebsocketConsumer=Consumer)
        block("consumers")

    async def tell(request):
        path, name, payload = await request.json()
        live = {"/appointments": app.bookings, "/workflow": app.work}[path]
        try:
            await live.tell(name, payload)
            services.told.set()
        except ValueError as error:
            return web.Response(text=str(error))
        return web.Response(text="told")

    async def state(request):
        old = [] if chosen.done else [len(app.bookings.old), len(app.work.old)]
        return web.json_response({"done": services.done, "old": old, "left": [*BLOCKS]})

    site = web.Application(client_max_size=100_000_000)
    site.router.add_post("/tell", tell)
    site.router.add_get("/state", state)
    site.router.add_get("/ws/workflow/", raw)
    await listen(server, site, chosen.for_seconds)


asyncio.run(main())
