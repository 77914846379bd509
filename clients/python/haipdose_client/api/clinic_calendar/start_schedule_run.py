from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.new_run import NewRun
from ...models.problem import Problem
from ...models.shown_run import ShownRun
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    *,
    body: NewRun,
    idempotency_key: None | str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/clinics/{clinic}/schedule-runs".format(
            clinic=quote(str(clinic), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | ShownRun:
    if response.status_code == 202:
        response_202 = ShownRun.from_dict(response.json())

        return response_202

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | ShownRun]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    clinic: str,
    *,
    client: AuthenticatedClient,
    body: NewRun,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[Problem | ShownRun]:
    """Start Schedule Run

     Start to make a calendar of all open courses. Ask for the run until it has finished.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewRun): Make a calendar from today for so many weeks; the search ends after
            ``seconds`` with the best that it found.

            ``deterministic``: equal questions give equal calendars, at the price of a slower search.
            ``least_moves``: what patients were told moves only where that gives somebody a place.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ShownRun]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    *,
    client: AuthenticatedClient,
    body: NewRun,
    idempotency_key: None | str | Unset = UNSET,
) -> Problem | ShownRun | None:
    """Start Schedule Run

     Start to make a calendar of all open courses. Ask for the run until it has finished.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewRun): Make a calendar from today for so many weeks; the search ends after
            ``seconds`` with the best that it found.

            ``deterministic``: equal questions give equal calendars, at the price of a slower search.
            ``least_moves``: what patients were told moves only where that gives somebody a place.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ShownRun
    """

    return sync_detailed(
        clinic=clinic,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    *,
    client: AuthenticatedClient,
    body: NewRun,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[Problem | ShownRun]:
    """Start Schedule Run

     Start to make a calendar of all open courses. Ask for the run until it has finished.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewRun): Make a calendar from today for so many weeks; the search ends after
            ``seconds`` with the best that it found.

            ``deterministic``: equal questions give equal calendars, at the price of a slower search.
            ``least_moves``: what patients were told moves only where that gives somebody a place.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ShownRun]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    *,
    client: AuthenticatedClient,
    body: NewRun,
    idempotency_key: None | str | Unset = UNSET,
) -> Problem | ShownRun | None:
    """Start Schedule Run

     Start to make a calendar of all open courses. Ask for the run until it has finished.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewRun): Make a calendar from today for so many weeks; the search ends after
            ``seconds`` with the best that it found.

            ``deterministic``: equal questions give equal calendars, at the price of a slower search.
            ``least_moves``: what patients were told moves only where that gives somebody a place.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ShownRun
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
