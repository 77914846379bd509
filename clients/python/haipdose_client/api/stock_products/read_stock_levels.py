from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.stock_levels import StockLevels
from ...types import Response


def _get_kwargs(
    clinic: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/stock".format(
            clinic=quote(str(clinic), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | StockLevels:
    if response.status_code == 200:
        response_200 = StockLevels.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | StockLevels]:
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
) -> Response[Problem | StockLevels]:
    """Read Stock Levels

     What is left of every product and lot, what is low, and what is soon past its date.

    Args:
        clinic (str): A clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | StockLevels]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    *,
    client: AuthenticatedClient,
) -> Problem | StockLevels | None:
    """Read Stock Levels

     What is left of every product and lot, what is low, and what is soon past its date.

    Args:
        clinic (str): A clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | StockLevels
    """

    return sync_detailed(
        clinic=clinic,
        client=client,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | StockLevels]:
    """Read Stock Levels

     What is left of every product and lot, what is low, and what is soon past its date.

    Args:
        clinic (str): A clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | StockLevels]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    *,
    client: AuthenticatedClient,
) -> Problem | StockLevels | None:
    """Read Stock Levels

     What is left of every product and lot, what is low, and what is soon past its date.

    Args:
        clinic (str): A clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | StockLevels
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            client=client,
        )
    ).parsed
