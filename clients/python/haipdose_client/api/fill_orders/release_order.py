from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.order_shown import OrderShown
from ...models.preparation_release import PreparationRelease
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    order: str,
    *,
    body: PreparationRelease,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/clinics/{clinic}/orders/{order}/release".format(
            clinic=quote(str(clinic), safe=""),
            order=quote(str(order), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> OrderShown | Problem:
    if response.status_code == 200:
        response_200 = OrderShown.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[OrderShown | Problem]:
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
    body: PreparationRelease,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[OrderShown | Problem]:
    """Release Order

     Release the preparation. What rests on an unapproved protocol or an unconfirmed value is never
    released.

    Args:
        clinic (str): A clinic.
        order (str): A fill order.
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (PreparationRelease): What the preparation was made with, by component, and until
            when it may be given.

            ``lots`` are chosen from the pharmacy's stock; ``lot_numbers`` are typed, for components
            of which the pharmacy has
            recorded no product. ``shortage_confirmed``: the pharmacist has the lots in hand although
            the count says too few.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OrderShown | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        order=order,
        body=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
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
    body: PreparationRelease,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> OrderShown | Problem | None:
    """Release Order

     Release the preparation. What rests on an unapproved protocol or an unconfirmed value is never
    released.

    Args:
        clinic (str): A clinic.
        order (str): A fill order.
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (PreparationRelease): What the preparation was made with, by component, and until
            when it may be given.

            ``lots`` are chosen from the pharmacy's stock; ``lot_numbers`` are typed, for components
            of which the pharmacy has
            recorded no product. ``shortage_confirmed``: the pharmacist has the lots in hand although
            the count says too few.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OrderShown | Problem
    """

    return sync_detailed(
        clinic=clinic,
        order=order,
        client=client,
        body=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    order: str,
    *,
    client: AuthenticatedClient,
    body: PreparationRelease,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[OrderShown | Problem]:
    """Release Order

     Release the preparation. What rests on an unapproved protocol or an unconfirmed value is never
    released.

    Args:
        clinic (str): A clinic.
        order (str): A fill order.
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (PreparationRelease): What the preparation was made with, by component, and until
            when it may be given.

            ``lots`` are chosen from the pharmacy's stock; ``lot_numbers`` are typed, for components
            of which the pharmacy has
            recorded no product. ``shortage_confirmed``: the pharmacist has the lots in hand although
            the count says too few.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OrderShown | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        order=order,
        body=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    order: str,
    *,
    client: AuthenticatedClient,
    body: PreparationRelease,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> OrderShown | Problem | None:
    """Release Order

     Release the preparation. What rests on an unapproved protocol or an unconfirmed value is never
    released.

    Args:
        clinic (str): A clinic.
        order (str): A fill order.
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (PreparationRelease): What the preparation was made with, by component, and until
            when it may be given.

            ``lots`` are chosen from the pharmacy's stock; ``lot_numbers`` are typed, for components
            of which the pharmacy has
            recorded no product. ``shortage_confirmed``: the pharmacist has the lots in hand although
            the count says too few.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OrderShown | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            order=order,
            client=client,
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
        )
    ).parsed
