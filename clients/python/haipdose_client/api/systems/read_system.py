from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.system_shown import SystemShown
from ...types import Response


def _get_kwargs(
    clinic: str,
    system: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/systems/{system}".format(
            clinic=quote(str(clinic), safe=""),
            system=quote(str(system), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | SystemShown:
    if response.status_code == 200:
        response_200 = SystemShown.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | SystemShown]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    clinic: str,
    system: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | SystemShown]:
    """Read System

     One system, with its version as ETag.

    Args:
        clinic (str): A clinic.
        system (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SystemShown]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        system=system,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    system: str,
    *,
    client: AuthenticatedClient,
) -> Problem | SystemShown | None:
    """Read System

     One system, with its version as ETag.

    Args:
        clinic (str): A clinic.
        system (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SystemShown
    """

    return sync_detailed(
        clinic=clinic,
        system=system,
        client=client,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    system: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | SystemShown]:
    """Read System

     One system, with its version as ETag.

    Args:
        clinic (str): A clinic.
        system (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SystemShown]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        system=system,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    system: str,
    *,
    client: AuthenticatedClient,
) -> Problem | SystemShown | None:
    """Read System

     One system, with its version as ETag.

    Args:
        clinic (str): A clinic.
        system (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SystemShown
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            system=system,
            client=client,
        )
    ).parsed
