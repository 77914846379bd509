from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.device_session import DeviceSession
from ...models.device_session_shown import DeviceSessionShown
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    course: str,
    *,
    body: DeviceSession,
    idempotency_key: None | str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/clinics/{clinic}/courses/{course}/device-sessions".format(
            clinic=quote(str(clinic), safe=""),
            course=quote(str(course), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> DeviceSessionShown | Problem:
    if response.status_code == 201:
        response_201 = DeviceSessionShown.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DeviceSessionShown | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
    body: DeviceSession,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[DeviceSessionShown | Problem]:
    """Record Device Session

     Record a session and its facts, both or neither.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (DeviceSession): One session, as the link told it. ``facts`` go into the course; an
            uncertain outcome is one of them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DeviceSessionShown | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
    body: DeviceSession,
    idempotency_key: None | str | Unset = UNSET,
) -> DeviceSessionShown | Problem | None:
    """Record Device Session

     Record a session and its facts, both or neither.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (DeviceSession): One session, as the link told it. ``facts`` go into the course; an
            uncertain outcome is one of them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DeviceSessionShown | Problem
    """

    return sync_detailed(
        clinic=clinic,
        course=course,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
    body: DeviceSession,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[DeviceSessionShown | Problem]:
    """Record Device Session

     Record a session and its facts, both or neither.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (DeviceSession): One session, as the link told it. ``facts`` go into the course; an
            uncertain outcome is one of them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DeviceSessionShown | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
    body: DeviceSession,
    idempotency_key: None | str | Unset = UNSET,
) -> DeviceSessionShown | Problem | None:
    """Record Device Session

     Record a session and its facts, both or neither.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (DeviceSession): One session, as the link told it. ``facts`` go into the course; an
            uncertain outcome is one of them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DeviceSessionShown | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            course=course,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
