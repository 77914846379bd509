from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.lot_choice import LotChoice
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    clinic: str,
    order: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/orders/{order}/lots".format(
            clinic=quote(str(clinic), safe=""),
            order=quote(str(order), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> LotChoice | Problem:
    if response.status_code == 200:
        response_200 = LotChoice.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[LotChoice | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    clinic: str,
    order: str,
    *,
    client: AuthenticatedClient,
) -> Response[LotChoice | Problem]:
    """List Lots

     What the pharmacy has at hand for each component, and why a lot may not be taken.

    Args:
        clinic (str): A clinic.
        order (str): A fill order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LotChoice | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        order=order,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    order: str,
    *,
    client: AuthenticatedClient,
) -> LotChoice | Problem | None:
    """List Lots

     What the pharmacy has at hand for each component, and why a lot may not be taken.

    Args:
        clinic (str): A clinic.
        order (str): A fill order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LotChoice | Problem
    """

    return sync_detailed(
        clinic=clinic,
        order=order,
        client=client,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    order: str,
    *,
    client: AuthenticatedClient,
) -> Response[LotChoice | Problem]:
    """List Lots

     What the pharmacy has at hand for each component, and why a lot may not be taken.

    Args:
        clinic (str): A clinic.
        order (str): A fill order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LotChoice | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        order=order,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    order: str,
    *,
    client: AuthenticatedClient,
) -> LotChoice | Problem | None:
    """List Lots

     What the pharmacy has at hand for each component, and why a lot may not be taken.

    Args:
        clinic (str): A clinic.
        order (str): A fill order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LotChoice | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            order=order,
            client=client,
        )
    ).parsed
