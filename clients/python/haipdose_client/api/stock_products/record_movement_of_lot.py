from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.movement_shown import MovementShown
from ...models.new_movement import NewMovement
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    product: str,
    *,
    body: NewMovement,
    idempotency_key: None | str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/clinics/{clinic}/products/{product}/movements".format(
            clinic=quote(str(clinic), safe=""),
            product=quote(str(product), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> MovementShown | Problem:
    if response.status_code == 201:
        response_201 = MovementShown.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[MovementShown | Problem]:
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
    body: NewMovement,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[MovementShown | Problem]:
    """Record Movement Of Lot

     Record that containers came, were wasted, or how many are there. What a preparation uses follows by
    itself.

    Args:
        clinic (str): A clinic.
        product (str): A stock product of the pharmacy.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewMovement): What a person records of a lot: how many containers came, were wasted,
            or are there now (``counted``).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MovementShown | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        product=product,
        body=body,
        idempotency_key=idempotency_key,
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
    body: NewMovement,
    idempotency_key: None | str | Unset = UNSET,
) -> MovementShown | Problem | None:
    """Record Movement Of Lot

     Record that containers came, were wasted, or how many are there. What a preparation uses follows by
    itself.

    Args:
        clinic (str): A clinic.
        product (str): A stock product of the pharmacy.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewMovement): What a person records of a lot: how many containers came, were wasted,
            or are there now (``counted``).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MovementShown | Problem
    """

    return sync_detailed(
        clinic=clinic,
        product=product,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    product: str,
    *,
    client: AuthenticatedClient,
    body: NewMovement,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[MovementShown | Problem]:
    """Record Movement Of Lot

     Record that containers came, were wasted, or how many are there. What a preparation uses follows by
    itself.

    Args:
        clinic (str): A clinic.
        product (str): A stock product of the pharmacy.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewMovement): What a person records of a lot: how many containers came, were wasted,
            or are there now (``counted``).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MovementShown | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        product=product,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    product: str,
    *,
    client: AuthenticatedClient,
    body: NewMovement,
    idempotency_key: None | str | Unset = UNSET,
) -> MovementShown | Problem | None:
    """Record Movement Of Lot

     Record that containers came, were wasted, or how many are there. What a preparation uses follows by
    itself.

    Args:
        clinic (str): A clinic.
        product (str): A stock product of the pharmacy.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewMovement): What a person records of a lot: how many containers came, were wasted,
            or are there now (``counted``).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MovementShown | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            product=product,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
