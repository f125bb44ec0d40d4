"""Holds what functions do in the shop's alias tables, for names.py: by path, and by the name that came or is to be sent.

`unsaid` of names.py is empty with these. Each does what its row says in `notes`; a test compares what they make with what
the package makes of the same rows.
"""


def fields(value):
    return value if isinstance(value, dict) else {}


def items(value, change):
    return [*map(change, value)] if isinstance(value, list) else value


def without_user(row):
    """Takes a customer's names from the account they stand in, and nothing else of it."""
    customer = fields(fields(row).get("customer"))
    account = customer.get("user")
    if not isinstance(account, dict):
        return row
    number = customer.get("id", account.get("id"))
    names = {key: account.get(key, customer.get(key)) for key in ("first_name", "last_name")}
    return {**row, "customer": {**({} if number is None else {"id": number}), **names}}


def with_user(row):
    """Puts a customer's names where older pages look for them."""
    customer = row.get("customer")
    if customer is None:
        return row
    return {**row, "customer": {**customer, "user": {key: customer[key] for key in ("first_name", "last_name")}}}


def with_users(columns):
    """Writes the columns of a board as older pages read their cards."""
    return {column: items(cards, with_user) for column, cards in columns.items()}


def label(value):
    return {"name": value} if isinstance(value, str) else value


def card(row):
    mended = without_user(row)
    if not isinstance(mended, dict) or "labels" not in mended:
        return mended
    return {**mended, "labels": items(mended["labels"], label)}


def rows(shown):
    return {**fields(shown), "appointments": items(fields(shown).get("appointments"), without_user)}


def changed(change):
    held = fields(change)
    return {**held, "appointment": without_user(held["appointment"])} if "appointment" in held else change


def board(shown):
    inner = {**fields(shown), **fields(fields(shown).get("data"))}
    columns = inner.get("columns")
    if isinstance(columns, dict):
        columns = {column: items(cards, card) for column, cards in columns.items()}
    return {**inner, "columns": columns}


def moved(move):
    """Reads a move; one that failed did not happen."""
    return None if fields(move).get("success") is False else move


def comment(change):
    return {**fields(change), **({"action": "delete"} if fields(change).get("action") == "remove" else {})}


def labelled(change):
    return {**fields(change), "label": label(fields(change).get("label"))}


UP = {
    "/appointments": {
        "appointment_created": lambda row: {"action": "create", "appointment": without_user(row)},
        "appointment_update": changed,
        **dict.fromkeys(("appointments_list", "today_appointments", "today_appointments_updated"), rows),
        **dict.fromkeys(("dashboard_schedule_updated", "schedule_updated", "today_schedule"), rows),
    },
    "/workflow": {
        **dict.fromkeys(("board_update", "board_updated", "workflow_update"), board),
        **dict.fromkeys(("comment_update", "comment_updated"), comment),
        **dict.fromkeys(("label_update", "label_updated"), labelled),
        "card_moved": moved,
    },
}

DOWN = {
    "/appointments": {
        "appointment_created": lambda change: with_user(change["appointment"]),
        "appointments_list": lambda shown: {"appointments": items(shown["appointments"], with_user)},
        **dict.fromkeys(
            ("dashboard_schedule_updated", "today_appointments_updated"),
            lambda shown: items(shown["appointments"], with_user),
        ),
    },
    "/workflow": {
        "board_updated": lambda shown: {**shown, "columns": with_users(shown["columns"])},
        "card_moved": lambda move: {**move, "new_column": move["to_column"]},
        "workflow_update": lambda shown: {
            "data": {
                "columns": with_users(shown["columns"]),
                "column_order": shown["column_order"],
            }
        },
    },
}

WHEN = {
    "/appointments": {
        "appointment_created": lambda change: change["action"] == "create",
        "dashboard_schedule_updated": lambda schedule: "date" not in schedule,
    },
    "/workflow": {},
}
