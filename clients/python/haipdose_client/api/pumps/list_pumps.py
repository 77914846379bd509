from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.pump_page import PumpPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    *,
    serial_number: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_serial_number: None | str | Unset
    if isinstance(serial_number, Unset):
        json_serial_number = UNSET
    else:
        json_serial_number = serial_number
    params["serial_number"] = json_serial_number

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
        "url": "/v1/clinics/{clinic}/pumps".format(
            clinic=quote(str(clinic), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | PumpPage:
    if response.status_code == 200:
        response_200 = PumpPage.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | PumpPage]:
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
    serial_number: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> Response[Problem | PumpPage]:
    """List Pumps

     The pumps of the clinic.

    Args:
        clinic (str): A clinic.
        serial_number (None | str | Unset): The serial number, whole.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | PumpPage]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        serial_number=serial_number,
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
    serial_number: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> Problem | PumpPage | None:
    """List Pumps

     The pumps of the clinic.

    Args:
        clinic (str): A clinic.
        serial_number (None | str | Unset): The serial number, whole.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | PumpPage
    """

    return sync_detailed(
        clinic=clinic,
        client=client,
        serial_number=serial_number,
        limit=limit,
        after=after,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    *,
    client: AuthenticatedClient,
    serial_number: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> Response[Problem | PumpPage]:
    """List Pumps

     The pumps of the clinic.

    Args:
        clinic (str): A clinic.
        serial_number (None | str | Unset): The serial number, whole.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | PumpPage]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        serial_number=serial_number,
        limit=limit,
        after=after,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    *,
    client: AuthenticatedClient,
    serial_number: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> Problem | PumpPage | None:
    """List Pumps

     The pumps of the clinic.

    Args:
        clinic (str): A clinic.
        serial_number (None | str | Unset): The serial number, whole.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | PumpPage
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            client=client,
            serial_number=serial_number,
            limit=limit,
            after=after,
        )
    ).parsed
