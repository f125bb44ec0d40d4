"""Runs the shop's server of old for a test, which sends what it likes by POST and asks for markers."""

import argparse
import asyncio

import socketio
from aiohttp import web
from listen import listen
from old_shop import Shop


async def main():
    options = argparse.ArgumentParser()
    options.add_argument("--for-seconds", type=float, required=True)
    options = options.parse_args()
    server = socketio.AsyncServer(async_mode="aiohttp", max_http_buffer_size=100_000_000)
    shops = {}
    for path in ("/appointments", "/workflow"):
        shops[path] = Shop(path)
        server.register_namespace(shops[path])

    async def send(request):
        asked = await request.json()
        shop = shops[asked["path"]]
        shop.tells_everybody = asked["tells"] == "everybody"
        await shop.tell(asked["name"], asked["payload"])
        return web.Response()

    async def marker(sid):
        return "here"

    for shop in shops.values():
        setattr(shop, "on_test:marker", marker)
    app = web.Application(client_max_size=100_000_000)
    app.router.add_post("/send", send)
    await listen(server, app, options.for_seconds)


asyncio.run(main())
