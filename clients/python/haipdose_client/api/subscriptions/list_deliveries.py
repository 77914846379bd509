from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.deliveries import Deliveries
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    subscription: str,
    *,
    limit: int | Unset = 50,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/subscriptions/{subscription}/deliveries".format(
            clinic=quote(str(clinic), safe=""),
            subscription=quote(str(subscription), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Deliveries | Problem:
    if response.status_code == 200:
        response_200 = Deliveries.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Deliveries | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    clinic: str,
    subscription: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
) -> Response[Deliveries | Problem]:
    """List Deliveries

     What became of the last events.

    Args:
        clinic (str): A clinic.
        subscription (str):
        limit (int | Unset): Entries a page. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Deliveries | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        subscription=subscription,
        limit=limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    subscription: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
) -> Deliveries | Problem | None:
    """List Deliveries

     What became of the last events.

    Args:
        clinic (str): A clinic.
        subscription (str):
        limit (int | Unset): Entries a page. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Deliveries | Problem
    """

    return sync_detailed(
        clinic=clinic,
        subscription=subscription,
        client=client,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    subscription: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
) -> Response[Deliveries | Problem]:
    """List Deliveries

     What became of the last events.

    Args:
        clinic (str): A clinic.
        subscription (str):
        limit (int | Unset): Entries a page. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Deliveries | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        subscription=subscription,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    subscription: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
) -> Deliveries | Problem | None:
    """List Deliveries

     What became of the last events.

    Args:
        clinic (str): A clinic.
        subscription (str):
        limit (int | Unset): Entries a page. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Deliveries | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            subscription=subscription,
            client=client,
            limit=limit,
        )
    ).parsed
