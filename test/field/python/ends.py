"""Runs the code of ends in Python as it is printed, many at once, for a test that tells it which by lines of JSON."""

import asyncio
import json
import sys

import socketio
from aiohttp import web

server_sleep = socketio.AsyncServer.sleep
loop_run = asyncio.run
AsyncClient = socketio.AsyncClient


async def sleep(self, seconds):
    # again and again, but more often
    await server_sleep(self, seconds / 50)


socketio.AsyncServer.sleep = sleep


def tell(number, kind, said):
    print(json.dumps([number, kind, said]), flush=True)


class Ends:
    def __init__(self):
        self.running = {}

    def begin(self, number, code, port):
        began = []
        known = {
            "__name__": "__main__",
            "print": lambda *words: tell(number, "printed", " ".join(str(word) for word in words)),
        }

        class OwnClient(AsyncClient):
            async def connect(client, address, **options):
                self.running.setdefault(number, []).append(client.disconnect)
                await super().connect(address.replace("localhost:3000", f"127.0.0.1:{port}"), **options)

        # the port is another, and there is a loop already
        web.run_app = lambda app, port: began.append(self.serve(number, app, port))
        asyncio.run = lambda main: began.append(self.watch(number, main))
        socketio.AsyncClient = OwnClient
        try:
            exec(compile(code, f"end {number}", "exec"), known)
            for coroutine in began:
                asyncio.get_running_loop().create_task(coroutine)
        except Exception as error:
            tell(number, "failed", repr(error))

    async def watch(self, number, main):
        try:
            await main
        except Exception as error:
            tell(number, "failed", repr(error))

    async def serve(self, number, app, port):
        if port != 3000:
            tell(number, "failed", "another port than the clients know")
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, shutdown_timeout=0.1)
        await site.start()
        self.running.setdefault(number, []).append(runner.cleanup)
        tell(number, "listens", site._server.sockets[0].getsockname()[1])

    async def end(self, number):
        for close in self.running.pop(number, []):
            await close()
        tell(number, "ended", None)


async def main():
    ends = Ends()
    reader = asyncio.StreamReader(limit=2**24)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        number, code, port = json.loads(line)
        if code is None:
            loop.create_task(ends.end(number))
        else:
            ends.begin(number, code, port)


loop_run(main())
