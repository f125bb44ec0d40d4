"""Answers clients of old, and reads the answers of servers of old, by the alias tables in `contract.json`.

The tables hold this as templates: `replyForm` where older ends have a reply of another shape, `form` where they are told
by an event of their own, for they asked without an acknowledgement. A text in a template is a path that begins with
`reply` or `asked`; a list of them is the first that leads to something; a field `...` stands for all fields of what its
path leads to, and what leads nowhere is left out.

Where a table says that a function does it, which no data can say, it is given here by name: `down` (the reply as an old
asker reads it), `up` (what an old server said, as today's reply) and `answers` (what the event carries by which an old
client is told). Each takes the reply and what was asked. `unsaid` lists the names that have none.
"""

from canon import refusal


class Replies:
    """Knows the old forms of the replies of one namespace."""

    def __init__(self, canon, down=None, up=None, answers=None):
        tables = canon.contract["aliases"]
        # a name of today has a row of its own where older ends had another shape of it
        self._rows = {**tables["clientToServer"], **tables.get("shapes", {}).get("clientToServer", {})}
        self._told = tables["unacknowledged"]
        self._down, self._up, self._answers = down or {}, up or {}, answers or {}

    def spelled(self, name, reply, asked):
        """Returns a reply as an old client reads it that asked under this name, of old or of today."""
        if name in self._down:
            return self._down[name](reply, asked)
        form = self._form(name).get("down")
        return filled(form, reply, asked) if isinstance(form, dict) else reply

    def read(self, name, said, asked):
        """Reads what an old server replied to this name: answers today's reply, or a refusal where it was not done.

        It is still to be checked, by `canon.declared("clientToServer", event, "reply", ...)`.
        """
        form, fields = self._form(name), said if isinstance(said, dict) else {}
        if "failed" in form and (fields.get("success") is False or isinstance(fields.get("error"), str)):
            # what it says may hold what was sent
            return refusal(form["failed"], "the server did not do it")
        if name in self._up:
            return self._up[name](said, asked)
        return filled(form["up"], said, asked) if isinstance(form.get("up"), dict) else said

    def tells(self, event):
        """Tells whether who asks for this without an acknowledgement is told by an event of its own."""
        return event in self._told and (event in self._answers or "form" in self._told[event])

    def answer(self, event, reply, asked):
        """Returns by which event an old client is told that asked without an acknowledgement, and what it carries, or `None`."""
        if not self.tells(event):
            return None
        row = self._told[event]
        made = self._answers[event](reply, asked) if event in self._answers else filled(row["form"], reply, asked)
        return row["event"], made

    def unsaid(self):
        """Lists the names whose old reply, or answer, takes a function that was not given."""
        silent = [name for name in self._rows if self._form(name).get("down") is True and name not in self._down]
        return silent + [event for event in self._told if not self.tells(event)]

    def _form(self, name):
        return self._rows.get(name, {}).get("replyForm", {})


def filled(template, reply, asked):
    """Makes the object that a template describes."""
    sources, made = {"reply": reply, "asked": asked}, {}
    for field, value in template.items():
        held = _value_of(value, sources)
        if field == "...":
            made.update(held if isinstance(held, dict) else {})
        elif held is not _nothing:
            made[field] = held
    return made


_nothing = object()


def _value_of(value, sources):
    if isinstance(value, str):
        return _found(value, sources)
    if isinstance(value, list):
        return next((held for path in value for held in [_found(path, sources)] if held not in (_nothing, None)), _nothing)
    return filled(value, sources["reply"], sources["asked"]) if isinstance(value, dict) else value


def _found(path, held):
    for step in path.split("."):
        if not isinstance(held, dict) or step not in held:
            return _nothing
        held = held[step]
    return held
