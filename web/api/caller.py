"""Who calls the API: the key in `Authorization: Bearer`, its person and rights. A key anywhere else is not looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from archiver.errors.sign_in import KeyRefused
from archiver.errors.usage import UsageFault
from archiver.lifecycle.rights import Right, may, require, sight_of
from archiver.model import KeyHolder, Sight
from archiver.text import Text
from jobs import tokens
from jobs.context import Context
from web.desk import Desk

BEARER = HTTPBearer(auto_error=False, scheme_name="nyckel", description="En nyckel från sidan Nycklar.")
UNREADABLE = Text("adressen innehåller ett otillåtet tecken", "the address holds a sign that is not allowed")


@dataclass(frozen=True, slots=True)
class ApiCall:
    """What a route's function knows of the call."""

    desk: Desk
    who: KeyHolder

    @property
    def context(self) -> Context:
        """What jobs are given."""
        return Context(self.desk.config, self.desk.archive, self.who, self.desk.now)

    @property
    def sight(self) -> Sight:
        """How far the key sees: every reading function takes it (law 5)."""
        return sight_of(self.who)

    @property
    def sight_of_accounts(self) -> Sight:
        """Which accounts the key knows of."""
        return Sight(secrets=False, committees=self.who.committees or None)

    @property
    def now(self) -> datetime:
        """The time."""
        return self.desk.now()

    def may(self, right: Right, committee: str = "") -> bool:
        """Whether the key has a right, within the nämnd where one is given."""
        return may(self.who, right, committee)


def gate(desk: Desk | None, needs: Right) -> Callable[..., None]:
    """What stands before a route: raises KeyRefused or RightRefused, else leaves the call for `Caller`."""

    def opened(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Security(BEARER)]) -> None:
        if given is None or desk is None:
            raise KeyRefused
        address = request.client.host if request.client else ""
        who = tokens.holder(desk.archive, given.credentials, address, desk.now())
        require(who, needs)
        if "\0" in request.url.query or "%00" in request.url.query or "\0" in request.scope["path"]:
            raise UsageFault(what=UNREADABLE)
        request.state.call = ApiCall(desk, who)

    return opened


def _caller(request: Request) -> ApiCall:
    call: ApiCall = request.state.call
    return call


Caller = Annotated[ApiCall, Depends(_caller)]
"""The parameter by which a route's function gets its call."""
