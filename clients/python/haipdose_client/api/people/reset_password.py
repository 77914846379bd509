from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.one_time_password import OneTimePassword
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    person: str,
    *,
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
        "url": "/v1/clinics/{clinic}/people/{person}/password".format(
            clinic=quote(str(clinic), safe=""),
            person=quote(str(person), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> OneTimePassword | Problem:
    if response.status_code == 200:
        response_200 = OneTimePassword.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[OneTimePassword | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    clinic: str,
    person: str,
    *,
    client: AuthenticatedClient,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[OneTimePassword | Problem]:
    """Reset Password

     Give a person who has forgotten theirs a new password. It has to be changed before anything else is
    done.

    Args:
        clinic (str): A clinic.
        person (str):
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OneTimePassword | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        person=person,
        if_match=if_match,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    person: str,
    *,
    client: AuthenticatedClient,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> OneTimePassword | Problem | None:
    """Reset Password

     Give a person who has forgotten theirs a new password. It has to be changed before anything else is
    done.

    Args:
        clinic (str): A clinic.
        person (str):
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OneTimePassword | Problem
    """

    return sync_detailed(
        clinic=clinic,
        person=person,
        client=client,
        if_match=if_match,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    person: str,
    *,
    client: AuthenticatedClient,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[OneTimePassword | Problem]:
    """Reset Password

     Give a person who has forgotten theirs a new password. It has to be changed before anything else is
    done.

    Args:
        clinic (str): A clinic.
        person (str):
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OneTimePassword | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        person=person,
        if_match=if_match,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    person: str,
    *,
    client: AuthenticatedClient,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> OneTimePassword | Problem | None:
    """Reset Password

     Give a person who has forgotten theirs a new password. It has to be changed before anything else is
    done.

    Args:
        clinic (str): A clinic.
        person (str):
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OneTimePassword | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            person=person,
            client=client,
            if_match=if_match,
            idempotency_key=idempotency_key,
        )
    ).parsed
