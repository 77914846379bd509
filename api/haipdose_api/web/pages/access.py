"""Logging in and out, the language, one's own password and second factor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from haipdose_api.security.authenticator import SESSION_COOKIE
from haipdose_api.web.backend import Problem
from haipdose_api.web.forms import Form, read_form
from haipdose_api.web.page import LANGUAGE_COOKIE, ROOT, Anybody, Page, Somebody, csrf_of
from haipdose_api.web.words import LANGUAGES

router = APIRouter(include_in_schema=False)

_OWN_FIELDS: Final = frozenset({"login", "password", "code", "back_to"})
KEPT: Final = "kept."
"""Before the names of fields that were typed into another form, and go along through the login."""


def login_page(
    page: Page,
    back_to: str = "",
    typed: Mapping[str, str] | None = None,
    status: int = 200,
    form: Form | None = None,
) -> Response:
    """The login, with what was typed before it was needed."""
    return page.render("login.html", status, form=form or Form(), back_to=back_to, kept=dict(typed or {}))


def _within(path: str) -> str:
    """An address of ours, or the start: nobody is led elsewhere by a link to the login."""
    plain = path.startswith(f"{ROOT}/") and "//" not in path and "\\" not in path and path.isprintable()
    return path if plain and len(path) < 500 else f"{ROOT}/"


@router.get("/login")
async def show_login(page: Anybody) -> Response:
    """The login."""
    return login_page(page)


@router.post("/login")
async def log_in(request: Request, page: Anybody) -> Response:
    """Log in; then to where one came from, or to what was typed before the session ended."""
    sent = {name: str(value) for name, value in (await request.form(max_files=0)).items()}
    kept = {name.removeprefix(KEPT): value for name, value in sent.items() if name.startswith(KEPT)}
    form = Form({name: value for name, value in sent.items() if name in _OWN_FIELDS})
    back_to = _within(form.value("back_to"))
    login, password = form.text("login"), form.typed.pop("password", "")
    if not password:
        form.faults.append({"code": "entry.missing", "message": "This has to be filled in.", "field": "password"})
    if not form.is_good():
        return login_page(page, back_to, kept, 422, form)
    body = {"login": login, "password": password}
    if form.value("code"):
        body["code"] = form.value("code").replace(" ", "")
    try:
        answer = await page.api.post("/v1/session", body)
    except Problem as problem:
        if problem.status >= 500:
            raise
        form.take(problem)
        form.typed.pop("code", None)
        return login_page(page, back_to, kept, problem.status, form)
    token = answer.body["token"]
    response: Response
    if kept:
        response = page.render("resume.html", action=back_to, kept=kept, csrf_now=csrf_of(token))
    else:
        response = RedirectResponse(back_to, 303)
    lasts = timedelta(hours=page.site.settings.session_hours)
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(lasts.total_seconds()),
        secure=True,
        httponly=True,
        samesite="strict",
        path="/",
    )
    known = (await replace(page.api, token=token).get("/v1/session")).body["language"]
    if known is not None:
        _remember_language(response, known)
    return response


@router.post("/logout")
async def log_out(request: Request, page: Somebody) -> Response:
    """End the session."""
    await read_form(request, page)
    await page.api.delete("/v1/session")
    response = page.go("/login", "logged-out")
    response.delete_cookie(SESSION_COOKIE, secure=True, httponly=True, samesite="strict", path="/")
    return response


@router.post("/language")
async def choose_language(request: Request, page: Anybody) -> Response:
    """Choose a language: for who has logged in it goes along; for the login a cookie keeps it in this browser."""
    form = await read_form(request, page)
    chosen = form.choice("language", LANGUAGES)
    response = RedirectResponse(_within(form.value("back_to")), 303)
    if chosen is not None:
        if page.api.token is not None:
            try:
                await page.api.put("/v1/session/language", {"language": chosen})
            except Problem as problem:  # the session is over: the cookie is enough
                if problem.status != 401:
                    raise
        _remember_language(response, chosen)
    return response


def _remember_language(response: Response, language: str) -> None:
    response.set_cookie(LANGUAGE_COOKIE, language, max_age=31_536_000, httponly=True, samesite="strict", path="/")


@router.get("/alive")
async def keep_alive(page: Somebody) -> Response:
    """Keeps the session from ending while somebody types; asked for by a button, never by itself."""
    del page
    return Response(status_code=204)


@router.get("/account")
async def show_account(page: Somebody) -> Response:
    """One's own roles, password and second factor."""
    return _account(page, Form())


def _account(page: Page, form: Form, status: int = 200, proposed: Mapping[str, str] | None = None) -> Response:
    return page.render("account.html", status, form=form, proposed=proposed)


@router.post("/account/password")
async def change_password(request: Request, page: Somebody) -> Response:
    """Change one's password; every session ends."""
    form = await read_form(request, page)
    new, again = form.typed.pop("new_password", ""), form.typed.pop("new_password_again", "")
    now = form.typed.pop("password", "")
    if new != again:
        form.faults.append(
            {"code": "entry.differs", "message": "The two are not alike.", "field": "new_password_again"}
        )
        return _account(page, form, 422)
    try:
        await page.api.put("/v1/session/password", {"password": now, "new_password": new})
    except Problem as problem:
        form.take(problem)
        return _account(page, form, problem.status)
    return page.go("/login", "password-changed")


@router.post("/account/second-factor")
async def propose_second_factor(request: Request, page: Somebody) -> Response:
    """Show a secret for an authenticator app."""
    await read_form(request, page)
    answer = await page.api.post("/v1/session/second-factor", {})
    return _account(page, Form(), proposed=answer.body)


@router.post("/account/second-factor/confirm")
async def confirm_second_factor(request: Request, page: Somebody) -> Response:
    """The secret counts from now on."""
    form = await read_form(request, page)
    body = {
        "secret": form.value("secret"),
        "code": form.value("code").replace(" ", ""),
        "password": form.typed.pop("password", ""),
    }
    try:
        await page.api.put("/v1/session/second-factor", body)
    except Problem as problem:
        form.take(problem)
        return _account(page, form, problem.status, {"secret": form.value("secret"), "uri": form.value("uri")})
    return page.go("/account", "saved")
