from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.movement_page import MovementPage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    product: str,
    *,
    limit: int | Unset = 50,
    after: int | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    json_after: int | None | Unset
    if isinstance(after, Unset):
        json_after = UNSET
    else:
        json_after = after
    params["after"] = json_after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/products/{product}/movements".format(
            clinic=quote(str(clinic), safe=""),
            product=quote(str(product), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> MovementPage | Problem:
    if response.status_code == 200:
        response_200 = MovementPage.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[MovementPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    clinic: str,
    product: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: int | None | Unset = UNSET,
) -> Response[MovementPage | Problem]:
    """List Movements

     What came, was used, wasted and counted of a product.

    Args:
        clinic (str): A clinic.
        product (str): A stock product of the pharmacy.
        limit (int | Unset): Entries a page. Default: 50.
        after (int | None | Unset): Where the page before ended.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MovementPage | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        product=product,
        limit=limit,
        after=after,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    product: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: int | None | Unset = UNSET,
) -> MovementPage | Problem | None:
    """List Movements

     What came, was used, wasted and counted of a product.

    Args:
        clinic (str): A clinic.
        product (str): A stock product of the pharmacy.
        limit (int | Unset): Entries a page. Default: 50.
        after (int | None | Unset): Where the page before ended.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MovementPage | Problem
    """

    return sync_detailed(
        clinic=clinic,
        product=product,
        client=client,
        limit=limit,
        after=after,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    product: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: int | None | Unset = UNSET,
) -> Response[MovementPage | Problem]:
    """List Movements

     What came, was used, wasted and counted of a product.

    Args:
        clinic (str): A clinic.
        product (str): A stock product of the pharmacy.
        limit (int | Unset): Entries a page. Default: 50.
        after (int | None | Unset): Where the page before ended.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MovementPage | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        product=product,
        limit=limit,
        after=after,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    product: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: int | None | Unset = UNSET,
) -> MovementPage | Problem | None:
    """List Movements

     What came, was used, wasted and counted of a product.

    Args:
        clinic (str): A clinic.
        product (str): A stock product of the pharmacy.
        limit (int | Unset): Entries a page. Default: 50.
        after (int | None | Unset): Where the page before ended.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MovementPage | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            product=product,
            client=client,
            limit=limit,
            after=after,
        )
    ).parsed
