"""Asks the example's modules what they read, send, name and show, and prints the answers."""

import asyncio
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "examples/python"))
from canon import Canon  # noqa: E402
from names import Names  # noqa: E402
from namespace import ContractNamespace  # noqa: E402
from replies import Replies  # noqa: E402
from rooms import Rooms, is_within  # noqa: E402
from shop import DOWN, UP, WHEN  # noqa: E402


class Server:
    """Notes who enters what."""

    def __init__(self):
        self.entered = []

    def enter_room(self, sid, room, namespace):
        self.entered.append(room)

    def rooms(self, sid, namespace):
        return [sid, *self.entered]


class NewServer(Server):
    """Notes it as newer releases of python-socketio do, which have to be awaited."""

    async def enter_room(self, sid, room, namespace):
        super().enter_room(sid, room, namespace)


def fails(make):
    try:
        return make()
    except (TypeError, ValueError) as error:
        return str(error)


async def main():
    asked = json.loads(sys.argv[1])
    cases, sent = asked["cases"], asked["sent"]
    pharmacy, workflow = Canon("schemas", "/patient-pharmacy"), Canon("schemas", "/workflow")
    network = Names(Canon("schemas", "/messaging"))
    shop, rooms, server, newer = Names(workflow), Rooms(pharmacy), Server(), NewServer()
    families = {path: Rooms(Canon("schemas", path)) for path in ("/patient-pharmacy", "/realtime", "/simulation")}
    asks = [families[path].asked(event, payload) for path, event, payload in asked["asks"]]
    whole = {path: Names(Canon("schemas", path), UP[path], DOWN[path], WHEN[path]) for path in UP}
    comment = {"card_id": 7, "action": "add", "comment": {"id": 5, "text": "t", "user": "u", "created_at": None}}
    message = pharmacy.schema("serverToClient", "chat:message")["examples"][0]

    async def may_join(room):
        return room == "chat:r1"

    async def denies(room):
        return False

    async def grants(room):
        return True

    print(
        json.dumps(
            {
                "rename": shop.read("serverToClient", "card_moved", {"card_id": 1, "new_column": "a"}),
                "both": shop.read("serverToClient", "card_moved", {"new_column": "a", "to_column": "b"}),
                "failed": whole["/workflow"].read("serverToClient", "card_moved", {"success": False}),
                "mended": shop.read("serverToClient", "comment_updated", comment),
                "bare": Names(Canon("schemas", "/appointments")).read("serverToClient", "today_appointments_updated", []),
                "edited": network.read("serverToClient", "MESSAGE_EDITED", {"id": "m1", "newContent": "hi"}),
                "spelled": network.spelled("serverToClient", "message:read", {"messageId": "m1", "userId": "u1"}),
                "unsaid": shop.unsaid(),
                "all said": [each.unsaid() for each in whole.values()],
                "cases": [whole[path].read("serverToClient", name, row) for path, name, row in cases],
                "sent": [whole[path].spelled("serverToClient", name, row) for path, name, row in sent],
                "given": {
                    flag: {path: sorted(functions) for path, functions in table.items()}
                    for flag, table in (("up", UP), ("down", DOWN), ("when", WHEN))
                },
                "declared": [
                    shop.is_declared(auth)
                    for auth in ({"contract": {"versions": {"/workflow": [1]}}}, {"contract": {"versions": {}}}, {}, None)
                ],
                "mistakes": [
                    fails(lambda: Canon("schemas", "workflow")),
                    fails(lambda: workflow.declared("serverToClient", "card_moved", "payload", {})),
                    fails(lambda: workflow.declared("serverToClient", "card", "payload", {})),
                    fails(lambda: type("Shop", (ContractNamespace,), {"on_connect": None})(workflow)),
                    fails(lambda: type("Shop", (ContractNamespace,), {"on_card_moved": None})(workflow)),
                ],
                "replies": [
                    getattr(Replies(Canon("schemas", path)), way)(name, said, asked)
                    for path, way, name, said, asked in asked["replies"]
                ],
                "silent": {path: Replies(Canon("schemas", path)).unsaid() for path in asked["paths"]},
                "name": rooms.name("chat:{roomId}", roomId="r1"),
                "bad names": [
                    fails(lambda id=id: rooms.name("chat:{roomId}", roomId=id))
                    for id in ("", "a:b", "a b", "null", "chat:r1", "a\n", None)
                ],
                "old name": rooms.read("room:r1"),
                "no name": [rooms.read(name) for name in ("chat:", "chat:a:b", "lobby", 7, "chat:undefined")],
                "asked": asks,
                "denied": [await rooms.enter(Server(), "s", each, denies) for each in asks],
                "allowed": [await rooms.enter(Server(), "s", each, grants) for each in asks],
                "granted": [
                    await rooms.enter(server, "s", each, may_join) for each in (["chat:r1"], ["chat:r1", "chat:r2"], [], None)
                ],
                "entered": server.entered,
                "awaited": [await rooms.enter(newer, "s", ["chat:r1"], may_join), newer.entered],
                "within": [
                    is_within(server, "s", each, "/patient-pharmacy")
                    for each in (["chat:r1"], ["chat:r2"], ["chat:r1", "chat:r2"], [], None)
                ],
                "shown": pharmacy.redact("serverToClient", "chat:message", {**message, "secret": 1}),
                "unfit": pharmacy.redact("serverToClient", "chat:message", {**message, "senderType": 7}),
                "line end": pharmacy.issues("clientToServer", "chat:join", "payload", {"roomId": "r1\n"}),
                "missing": pharmacy.issues("clientToServer", "chat:join", "payload", {}),
            }
        )
    )


asyncio.run(main())
