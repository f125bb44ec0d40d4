"""The shop's Socket.IO server of old, as its Python team wrote it: no token, no acknowledgement, rows as they are."""

import socketio


class Shop(socketio.AsyncNamespace):
    """Serves one path; a page enters its one room by `join` with a bare text."""

    def __init__(self, path, tells_everybody=True):
        super().__init__(path)
        self.tells_everybody = tells_everybody

    async def on_connect(self, sid, environ, auth=None):
        return True

    async def on_join(self, sid, room):
        entered = self.enter_room(sid, room)
        if entered is not None:
            await entered

    async def on_card_move(self, sid, move):
        await self.tell("card_moved", {"success": True, **move})

    async def on_comment_update(self, sid, change):
        await self.tell("comment_updated", change)

    async def on_label_update(self, sid, change):
        await self.tell("label_updated", change)

    async def tell(self, name, payload):
        await self.emit(name, payload, room=None if self.tells_everybody else self.namespace.lstrip("/"))
