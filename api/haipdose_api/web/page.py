"""What every page has: who looks at it, in which language, and the API as that person."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from haipdose.records.registry import MAX_PAGE
from haipdose_api.permissions import RIGHTS
from haipdose_api.security.authenticator import SESSION_COOKIE, address_of, request_id_of
from haipdose_api.site import Site, site_of
from haipdose_api.web.backend import Answer, Backend, Problem
from haipdose_api.web.messages import MESSAGES
from haipdose_api.web.rendering import render, words_of
from haipdose_api.web.words import LANGUAGES, Language, Words, best_language

ROOT: Final = "/ui"
LANGUAGE_COOKIE: Final = "haipdose-language"


class NotLoggedIn(Exception):
    """The page is for people who have logged in."""


@dataclass(frozen=True)
class Page:
    """One request for a page."""

    request: Request
    site: Site
    language: Language
    api: Backend
    who: dict[str, Any] | None = None
    clinics: tuple[dict[str, Any], ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        """Texts, numbers and dates in the page's language."""
        return words_of(self.language)

    @property
    def clinic_id(self) -> str | None:
        """The clinic of the page's address."""
        found = self.request.path_params.get("clinic")
        return None if found is None else str(found)

    @cached_property
    def clinic(self) -> dict[str, Any] | None:
        """The clinic's record, when the person has a role in it."""
        return next((clinic for clinic in self.clinics if clinic["id"] == self.clinic_id), None)

    @property
    def zone(self) -> str:
        """The clinic's time zone; UTC on a page without a clinic."""
        return str(self.clinic["document"]["calendar"]["time_zone"]) if self.clinic else "UTC"

    @property
    def v1(self) -> str:
        """Where the clinic's part of the API begins."""
        return f"/v1/clinics/{self.clinic_id}"

    def may(self, right: str) -> bool:
        """Whether the person has a right in the page's clinic, or in any when the page has none.

        Only for what a page offers; the API decides again what is done.
        """
        roles = (self.who or {}).get("roles", {})
        held = roles.get(self.clinic_id, ()) if self.clinic_id else [role for some in roles.values() for role in some]
        return bool(set(held) & RIGHTS[right])

    def need(self, right: str) -> None:
        """Refuse a form that this person could not send anyway. Raises Problem."""
        if not self.may(right):
            raise Problem(403, {"code": "access.right-missing", "detail": "You do not have the right to do this here."})

    @property
    def csrf(self) -> str:
        """What forms carry to show that they are ours; belongs to the session, and says nothing about it."""
        return csrf_of(self.api.token or "")

    def render(self, template: str, status: int = 200, **context: Any) -> Response:
        """The page from its template."""
        said = MESSAGES.get(self.request.query_params.get("said", ""))
        common = {
            "page": self,
            "who": self.who,
            "clinic": self.clinic,
            "zone": self.zone,
            "csrf": self.csrf,
            "new_key": new_key,
            "may": self.may,
            "said": said,
            "root": ROOT,
            "path": ROOT + self.request.scope["path"].removeprefix(ROOT),
            "idle_minutes": self.site.settings.session_idle_minutes,
            "demonstration": self.site.settings.demonstration,
        }
        return render(template, self.language, common | context, status)

    def go(self, path: str, said: str | None = None) -> RedirectResponse:
        """To another page after something was done; ``said`` is one of the known messages."""
        if said is not None:
            path += ("&" if "?" in path else "?") + f"said={quote(said)}"
        return RedirectResponse(ROOT + path, 303)

    async def maybe(self, path: str, **query: str | int | None) -> Answer | None:
        """Ask for what may not be there, or not be for this person: None then."""
        try:
            return await self.api.get(path, **query)
        except Problem as problem:
            if problem.status in {403, 404}:
                return None
            raise

    async def every(self, path: str, **query: str | int | None) -> list[dict[str, Any]]:
        """Every item of a list of the API, asked page by page."""
        found: list[dict[str, Any]] = []
        after: str | int | None = None
        while True:
            some = (await self.api.get(path, limit=MAX_PAGE, after=after, **query)).body
            found += some["items"]
            after = some["next_after"]
            if after is None:
                return found


def csrf_of(token: str) -> str:
    """The token of a session's forms."""
    return hmac.new(token.encode(), b"haipdose page form", hashlib.sha256).hexdigest()


def new_key() -> str:
    """A form's own key: sent twice, it is done once."""
    return f"page-{secrets.token_hex(16)}"


def language_of(request: Request) -> Language:
    """The language that was chosen, or the browser's."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    for known in LANGUAGES:
        if known == chosen:
            return known
    tags = request.headers.get("accept-language", "").split(",")
    return best_language(tag.partition(";")[0] for tag in tags[:20])


def anybody(request: Request) -> Page:
    """A page that needs nobody to have logged in."""
    site = site_of(request)
    token = request.cookies.get(SESSION_COOKIE)
    address = (address_of(request), request.client.port if request.client else 0)
    backend = Backend(request.app.state.api, token, address, request_id_of(request))
    return Page(request, site, language_of(request), backend)


async def somebody(request: Request) -> Page:
    """A page of a person who has logged in.

    Raises:
        NotLoggedIn: nobody has, or the session is over.
        Problem: 404, when the address has a clinic that is not the person's.
    """
    page = anybody(request)
    if page.api.token is None:
        raise NotLoggedIn
    try:
        who = (await page.api.get("/v1/session")).body
        page = replace(page, language=who["language"] or page.language)
        if who["must_change_password"]:
            return Page(request, page.site, page.language, page.api, who)
        clinics = (await page.api.get("/v1/clinics")).body["items"]
    except Problem as problem:
        if problem.status == 401:
            raise NotLoggedIn from problem
        raise
    known = Page(request, page.site, page.language, page.api, who, tuple(clinics))
    if known.clinic_id is not None and known.clinic is None:
        raise Problem(404, {"code": "page.clinic", "detail": "There is no such clinic among yours."})
    return known


Somebody = Annotated[Page, Depends(somebody)]
Anybody = Annotated[Page, Depends(anybody)]
