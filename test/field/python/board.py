"""Reads, checks and redacts a board of 600 cards, and tells how often others had the loop meanwhile, for how much of its time they had not, and what is wrong with a bad one."""

import asyncio
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "examples/python"))
from canon import Canon, Unfit  # noqa: E402
from names import Names  # noqa: E402


async def main():
    canon = Canon("schemas", "/workflow")
    (card,) = canon.schema("serverToClient", "board_update")["examples"][0]["columns"]["estimates"]
    columns = {f"column{number}": [{**card, "id": number * 200 + at, "secret": 1} for at in range(200)] for number in range(3)}
    board = {"columns": columns, "column_order": [*columns]}
    copy, checked = await beside(canon.checked("serverToClient", "board_update", "payload", board))
    (event, read), reading = await beside(Names(canon).received("serverToClient", "board_updated", board))
    is_same = read == board
    shown, redacting = await beside(canon.redacted("serverToClient", "board_update", board))
    is_shown = shown == canon.redact("serverToClient", "board_update", board)
    board["columns"]["column1"][7]["status"] = "not a status"
    try:
        canon.declared("serverToClient", "board_update", "payload", board)
        error = None
    except Unfit as caught:
        error = str(caught)
    cards = [each for column in copy["columns"].values() for each in column]
    answer = {"cards": len(cards), "secrets": sum("secret" in each for each in cards), "error": error, "read": [event, is_same], "shown": is_shown}
    turns = {"checked": checked.pop("turns"), "read": reading.pop("turns"), "shown": redacting.pop("turns")}
    print(json.dumps({"answer": answer, "turns": turns, "figures": {"checked": checked, "read": reading, "shown": redacting}}))


async def beside(work):
    """Does something while others take every turn of the loop that they get."""
    gaps, is_done = [], asyncio.Event()

    async def others():
        last = time.thread_time()
        while not is_done.is_set():
            await asyncio.sleep(0)
            gaps.append(time.thread_time() - last)
            last = time.thread_time()

    other = asyncio.create_task(others())
    await asyncio.sleep(0)
    began = time.thread_time()
    done = await work
    took = time.thread_time() - began
    is_done.set()
    await other
    return done, {"turns": len(gaps), "longestMs": max(gaps) * 1000, "tookMs": took * 1000}


asyncio.run(main())
