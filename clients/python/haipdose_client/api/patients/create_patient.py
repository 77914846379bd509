from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.patient_record import PatientRecord
from ...models.problem import Problem
from ...models.recorded_patient import RecordedPatient
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    *,
    body: PatientRecord,
    idempotency_key: None | str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/clinics/{clinic}/patients".format(
            clinic=quote(str(clinic), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | RecordedPatient:
    if response.status_code == 201:
        response_201 = RecordedPatient.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | RecordedPatient]:
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
    body: PatientRecord,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[Problem | RecordedPatient]:
    """Create Patient

     Record a patient.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (PatientRecord): Who a patient is. The identifier is the hospital's; names and birth
            date are for people, never for logs.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RecordedPatient]
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
    body: PatientRecord,
    idempotency_key: None | str | Unset = UNSET,
) -> Problem | RecordedPatient | None:
    """Create Patient

     Record a patient.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (PatientRecord): Who a patient is. The identifier is the hospital's; names and birth
            date are for people, never for logs.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RecordedPatient
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
    body: PatientRecord,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[Problem | RecordedPatient]:
    """Create Patient

     Record a patient.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (PatientRecord): Who a patient is. The identifier is the hospital's; names and birth
            date are for people, never for logs.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RecordedPatient]
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
    body: PatientRecord,
    idempotency_key: None | str | Unset = UNSET,
) -> Problem | RecordedPatient | None:
    """Create Patient

     Record a patient.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (PatientRecord): Who a patient is. The identifier is the hospital's; names and birth
            date are for people, never for logs.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RecordedPatient
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
