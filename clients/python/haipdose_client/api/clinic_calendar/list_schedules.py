from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.schedule_heads import ScheduleHeads
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    *,
    limit: int | Unset = 10,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/schedules".format(
            clinic=quote(str(clinic), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | ScheduleHeads:
    if response.status_code == 200:
        response_200 = ScheduleHeads.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | ScheduleHeads]:
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
    limit: int | Unset = 10,
) -> Response[Problem | ScheduleHeads]:
    """List Schedules

     The last calendars that were made for the clinic.

    Args:
        clinic (str): A clinic.
        limit (int | Unset): How many of the last ones. Default: 10.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ScheduleHeads]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        limit=limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 10,
) -> Problem | ScheduleHeads | None:
    """List Schedules

     The last calendars that were made for the clinic.

    Args:
        clinic (str): A clinic.
        limit (int | Unset): How many of the last ones. Default: 10.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ScheduleHeads
    """

    return sync_detailed(
        clinic=clinic,
        client=client,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 10,
) -> Response[Problem | ScheduleHeads]:
    """List Schedules

     The last calendars that were made for the clinic.

    Args:
        clinic (str): A clinic.
        limit (int | Unset): How many of the last ones. Default: 10.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ScheduleHeads]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 10,
) -> Problem | ScheduleHeads | None:
    """List Schedules

     The last calendars that were made for the clinic.

    Args:
        clinic (str): A clinic.
        limit (int | Unset): How many of the last ones. Default: 10.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ScheduleHeads
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            client=client,
            limit=limit,
        )
    ).parsed
