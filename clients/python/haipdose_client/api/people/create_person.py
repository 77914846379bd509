from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.new_person import NewPerson
from ...models.person_shown import PersonShown
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    *,
    body: NewPerson,
    idempotency_key: None | str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/clinics/{clinic}/people".format(
            clinic=quote(str(clinic), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PersonShown | Problem:
    if response.status_code == 201:
        response_201 = PersonShown.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PersonShown | Problem]:
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
    body: NewPerson,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[PersonShown | Problem]:
    """Create Person

     Add a person. The first password is good for nothing but being changed.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewPerson): A person with a first password, which is handed over in person and
            changed at once.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PersonShown | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    *,
    client: AuthenticatedClient,
    body: NewPerson,
    idempotency_key: None | str | Unset = UNSET,
) -> PersonShown | Problem | None:
    """Create Person

     Add a person. The first password is good for nothing but being changed.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewPerson): A person with a first password, which is handed over in person and
            changed at once.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PersonShown | Problem
    """

    return sync_detailed(
        clinic=clinic,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    *,
    client: AuthenticatedClient,
    body: NewPerson,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[PersonShown | Problem]:
    """Create Person

     Add a person. The first password is good for nothing but being changed.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewPerson): A person with a first password, which is handed over in person and
            changed at once.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PersonShown | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    *,
    client: AuthenticatedClient,
    body: NewPerson,
    idempotency_key: None | str | Unset = UNSET,
) -> PersonShown | Problem | None:
    """Create Person

     Add a person. The first password is good for nothing but being changed.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewPerson): A person with a first password, which is handed over in person and
            changed at once.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PersonShown | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
