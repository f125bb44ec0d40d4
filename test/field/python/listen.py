"""Serves a server of python-socketio on a free port of this machine, and ends by itself."""

import asyncio
import json

from aiohttp import web


async def listen(server, app, for_seconds):
    """Prints the port, and ends after a time."""
    server.attach(app)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(json.dumps({"port": site._server.sockets[0].getsockname()[1]}), flush=True)
    await asyncio.sleep(for_seconds)
