"""Runs the shop's server of old for a test, which sends what it likes by POST and asks for markers."""

import argparse
import asyncio
import json

import socketio
from aiohttp import web
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
    server.attach(app)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(json.dumps({"port": site._server.sockets[0].getsockname()[1]}), flush=True)
    await asyncio.sleep(options.for_seconds)


asyncio.run(main())
