from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.clinic_setup import ClinicSetup
from ...models.problem import Problem
from ...models.recorded_clinic_setup import RecordedClinicSetup
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    *,
    body: ClinicSetup,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/clinics/{clinic}/setup".format(
            clinic=quote(str(clinic), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | RecordedClinicSetup:
    if response.status_code == 200:
        response_200 = RecordedClinicSetup.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | RecordedClinicSetup]:
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
    body: ClinicSetup,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[Problem | RecordedClinicSetup]:
    """Write Setup

     Say what the clinic has. If-Match is needed from the second time on.

    Args:
        clinic (str): A clinic.
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (ClinicSetup): What a clinic has: hours, resources, and what an appointment takes.
            One for each clinic.

            ``appointment_types`` and ``weights`` left out are the package's placeholders, and every
            calendar says so.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RecordedClinicSetup]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
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
    *,
    client: AuthenticatedClient,
    body: ClinicSetup,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> Problem | RecordedClinicSetup | None:
    """Write Setup

     Say what the clinic has. If-Match is needed from the second time on.

    Args:
        clinic (str): A clinic.
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (ClinicSetup): What a clinic has: hours, resources, and what an appointment takes.
            One for each clinic.

            ``appointment_types`` and ``weights`` left out are the package's placeholders, and every
            calendar says so.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RecordedClinicSetup
    """

    return sync_detailed(
        clinic=clinic,
        client=client,
        body=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    *,
    client: AuthenticatedClient,
    body: ClinicSetup,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[Problem | RecordedClinicSetup]:
    """Write Setup

     Say what the clinic has. If-Match is needed from the second time on.

    Args:
        clinic (str): A clinic.
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (ClinicSetup): What a clinic has: hours, resources, and what an appointment takes.
            One for each clinic.

            ``appointment_types`` and ``weights`` left out are the package's placeholders, and every
            calendar says so.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RecordedClinicSetup]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        body=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    *,
    client: AuthenticatedClient,
    body: ClinicSetup,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> Problem | RecordedClinicSetup | None:
    """Write Setup

     Say what the clinic has. If-Match is needed from the second time on.

    Args:
        clinic (str): A clinic.
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (ClinicSetup): What a clinic has: hours, resources, and what an appointment takes.
            One for each clinic.

            ``appointment_types`` and ``weights`` left out are the package's placeholders, and every
            calendar says so.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RecordedClinicSetup
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            client=client,
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
        )
    ).parsed
