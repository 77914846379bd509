import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.board import Board
from ...models.problem import Problem
from ...models.read_board_only_type_0 import ReadBoardOnlyType0
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    *,
    only: None | ReadBoardOnlyType0 | Unset = UNSET,
    day: datetime.date | None | Unset = UNSET,
    risk_days: int | Unset = 7,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_only: None | str | Unset
    if isinstance(only, Unset):
        json_only = UNSET
    elif isinstance(only, ReadBoardOnlyType0):
        json_only = only.value
    else:
        json_only = only
    params["only"] = json_only

    json_day: None | str | Unset
    if isinstance(day, Unset):
        json_day = UNSET
    elif isinstance(day, datetime.date):
        json_day = day.isoformat()
    else:
        json_day = day
    params["day"] = json_day

    params["risk_days"] = risk_days

    params["limit"] = limit

    json_after: None | str | Unset
    if isinstance(after, Unset):
        json_after = UNSET
    else:
        json_after = after
    params["after"] = json_after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/board".format(
            clinic=quote(str(clinic), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Board | Problem:
    if response.status_code == 200:
        response_200 = Board.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Board | Problem]:
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
    only: None | ReadBoardOnlyType0 | Unset = UNSET,
    day: datetime.date | None | Unset = UNSET,
    risk_days: int | Unset = 7,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> Response[Board | Problem]:
    """Read Board

     The board of the clinic, by the date of the next refill.

    Args:
        clinic (str): A clinic.
        only (None | ReadBoardOnlyType0 | Unset): Only these courses.
        day (datetime.date | None | Unset): The day to look from; today if left out.
        risk_days (int | Unset): How many days ahead a run-dry counts as a risk. Default: 7.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Board | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        only=only,
        day=day,
        risk_days=risk_days,
        limit=limit,
        after=after,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    *,
    client: AuthenticatedClient,
    only: None | ReadBoardOnlyType0 | Unset = UNSET,
    day: datetime.date | None | Unset = UNSET,
    risk_days: int | Unset = 7,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> Board | Problem | None:
    """Read Board

     The board of the clinic, by the date of the next refill.

    Args:
        clinic (str): A clinic.
        only (None | ReadBoardOnlyType0 | Unset): Only these courses.
        day (datetime.date | None | Unset): The day to look from; today if left out.
        risk_days (int | Unset): How many days ahead a run-dry counts as a risk. Default: 7.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Board | Problem
    """

    return sync_detailed(
        clinic=clinic,
        client=client,
        only=only,
        day=day,
        risk_days=risk_days,
        limit=limit,
        after=after,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    *,
    client: AuthenticatedClient,
    only: None | ReadBoardOnlyType0 | Unset = UNSET,
    day: datetime.date | None | Unset = UNSET,
    risk_days: int | Unset = 7,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> Response[Board | Problem]:
    """Read Board

     The board of the clinic, by the date of the next refill.

    Args:
        clinic (str): A clinic.
        only (None | ReadBoardOnlyType0 | Unset): Only these courses.
        day (datetime.date | None | Unset): The day to look from; today if left out.
        risk_days (int | Unset): How many days ahead a run-dry counts as a risk. Default: 7.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Board | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        only=only,
        day=day,
        risk_days=risk_days,
        limit=limit,
        after=after,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    *,
    client: AuthenticatedClient,
    only: None | ReadBoardOnlyType0 | Unset = UNSET,
    day: datetime.date | None | Unset = UNSET,
    risk_days: int | Unset = 7,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> Board | Problem | None:
    """Read Board

     The board of the clinic, by the date of the next refill.

    Args:
        clinic (str): A clinic.
        only (None | ReadBoardOnlyType0 | Unset): Only these courses.
        day (datetime.date | None | Unset): The day to look from; today if left out.
        risk_days (int | Unset): How many days ahead a run-dry counts as a risk. Default: 7.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Board | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            client=client,
            only=only,
            day=day,
            risk_days=risk_days,
            limit=limit,
            after=after,
        )
    ).parsed
