"""Serves six paths by the example's ContractNamespace, for a test that asks the package's own server the same."""

import argparse
import asyncio
import sys
from pathlib import Path

import socketio
from aiohttp import web
from listen import listen

sys.path.insert(0, str(Path(__file__).parents[3] / "examples/python"))
from canon import Canon  # noqa: E402
from names import Names  # noqa: E402
from namespace import ContractNamespace, Refused  # noqa: E402
from replies import Replies  # noqa: E402
from shop import DOWN, UP, WHEN  # noqa: E402

AT = "2024-12-20T10:30:00Z"


class Served(ContractNamespace):
    doors = []
    asked = []

    async def authenticate(self, token, environ):
        if token == "slow":
            door = asyncio.Event()
            self.doors.append(door)
            await door.wait()
        return token if token == "token_1" else None

    # events of the test's own: whether a join is under way, how many wait to be let in, and that they wait no longer
    async def on_busy(self, sid):
        return len(self.asked) > 0

    async def on_waiting(self, sid):
        return len(self.doors)

    async def on_open(self, sid):
        while self.doors:
            self.doors.pop().set()

    async def may_join(self, user, room):
        # others get on with theirs meanwhile
        self.asked.append(room)
        await asyncio.sleep(0.01)
        self.asked.pop()
        if room == "chat:odd":
            raise KeyError("Ada Obi")
        return "closed" not in room


class Pharmacy(Served):
    async def on_chat_join(self, sid, asked):
        if asked["roomId"] == "broken":
            raise KeyError("Ada Obi")
        return {"room": f"chat:{asked['roomId']}"}

    async def on_chat_typing(self, sid, notice):
        await self.send("chat:typing", {**notice, "userId": "u1"}, to=f"chat:{notice['roomId']}")

    async def on_leave(self, sid, asked):
        # whoever is still there is told
        told = self.canon.schema("serverToClient", "order:updated")["examples"][0]
        await self.send("order:updated", told, to=asked["room"])
        return asked


class Messaging(Served):
    needs_token = False

    # not every method is a coroutine
    def authenticate(self, token, environ):
        return "token_1" if token == "token_1" or "token=token_1" in environ["QUERY_STRING"] else None

    async def on_message_send(self, sid, message):
        if message["content"] == "no":
            raise Refused("NOT_NOW", "nothing is sent at night", retryable=True)
        return {"messageId": "m1", "createdAt": AT}

    async def on_message_edit(self, sid, edit):
        return {"editedAt": "yesterday" if edit["content"] == "odd" else AT}

    def on_typing_start(self, sid, notice):
        pass


class Notifications(Served):
    def __init__(self, *given):
        super().__init__(*given)
        self.unread = 3

    async def on_notification_mark_read(self, sid, marked):
        self.unread -= 1
        return marked

    async def on_notification_mark_all_read(self, sid, _):
        return {"count": 2}

    async def on_notification_get_unread_count(self, sid, _):
        return {"count": self.unread}

    async def on_hello(self, sid, name=None):
        return "hello"


class Simulation(Served):
    async def on_session_join(self, sid, asked):
        return {"sessionId": asked["sessionId"], "replayed": 0}

    async def on_transcript_catchup(self, sid, asked):
        return {"transcripts": []}


class Workflow(Served):
    legacy = False

    async def on_card_move(self, sid, move):
        # as the shop's code tells it that was there before
        await self.tell("card_moved", {**move, "new_column": move["to_column"], "secret": 1})
        await self.tell("card_moved", {**move, "success": False})


async def main():
    options = argparse.ArgumentParser()
    options.add_argument("--for-seconds", type=float, required=True)
    options = options.parse_args()
    server = socketio.AsyncServer(async_mode="aiohttp")
    canons = {path: Canon("schemas", path) for path in ("/patient-pharmacy", "/messaging", "/notifications", "/realtime", "/simulation", "/workflow")}
    pharmacy, simulation = canons["/patient-pharmacy"], canons["/simulation"]
    told = Replies(pharmacy, answers={"chat:join": lambda reply, asked: {"roomId": asked["roomId"]}})
    spelled = Names(simulation, down={"catchup-transcripts": lambda history: history})
    server.register_namespace(Pharmacy(pharmacy, Names(pharmacy), told))
    server.register_namespace(Messaging(canons["/messaging"]))
    server.register_namespace(Notifications(canons["/notifications"]))
    server.register_namespace(Served(canons["/realtime"]))
    shop = Names(canons["/workflow"], UP["/workflow"], DOWN["/workflow"], WHEN["/workflow"])
    server.register_namespace(Workflow(canons["/workflow"], shop))
    server.register_namespace(Simulation(simulation, spelled))
    app = web.Application()
    await listen(server, app, options.for_seconds)


asyncio.run(main())
