"""Reads who connects, and keeps what is known of a connection."""

import asyncio

from canon import refusal
from limits import Limits
from membership import Membership


class Refused(Exception):
    """Raised where something is not to be done; its words are the client's to read, so they hold no value."""

    def __init__(self, code, message, issues=None, retryable=False, retry_after_ms=None):
        super().__init__(f"{code}: {message}")
        self.refusal = refusal(code, message, issues, retryable, retry_after_ms)


class Client:
    """One connection that was let in."""

    def __init__(self, canon, is_declared, is_old):
        self.is_declared = is_declared
        self.is_old = is_old
        self.user = None
        # nothing that it says is heard before
        self.is_in = False
        self.membership = Membership()
        self.limits = Limits(canon)
        # events are read in the order in which they came, however large one is
        self.reading = asyncio.Lock()


def client_of(canon, names, auth, needs_token, legacy):
    """Reads a handshake, of today or of old; raises Refused."""
    has_token = isinstance(auth, dict) and "token" in auth
    if not has_token and needs_token:
        raise Refused("AUTH_MISSING", "Authentication is missing")
    shown = auth if has_token else {**(auth if isinstance(auth, dict) else {}), "token": ""}
    issues = [each for each in canon.issues(None, None, "handshake", shown) if has_token or each["path"] != ["token"]]
    if issues:
        raise Refused("CONTRACT_MALFORMED", "The handshake does not fit", issues)
    is_declared = names.is_declared(shown)
    version = canon.contract["version"]
    if is_declared and version not in auth["contract"]["versions"][canon.namespace]:
        raise Refused("CONTRACT_UNSUPPORTED", "The server knows none of the versions this client knows")
    return Client(canon, is_declared, legacy and not is_declared)
