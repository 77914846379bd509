from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.publication import Publication
from ...models.recorded_clinic_schedule import RecordedClinicSchedule
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    schedule: str,
    *,
    body: Publication,
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
        "url": "/v1/clinics/{clinic}/schedules/{schedule}/publish".format(
            clinic=quote(str(clinic), safe=""),
            schedule=quote(str(schedule), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | RecordedClinicSchedule:
    if response.status_code == 200:
        response_200 = RecordedClinicSchedule.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | RecordedClinicSchedule]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    clinic: str,
    schedule: str,
    *,
    client: AuthenticatedClient,
    body: Publication,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[Problem | RecordedClinicSchedule]:
    """Publish Schedule

     Tell the patients: each course gets its appointments as confirmed. Courses that cannot have them are
    named.

    Needs ``appointment.write`` too. The engine is asked about each course first; then all courses that
    can have them
    get them, in one transaction. 409 when what the engine was asked on changed meanwhile.

    Args:
        clinic (str): A clinic.
        schedule (str): A calendar of the clinic.
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (Publication): Tell the patients their appointments up to this day.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RecordedClinicSchedule]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        schedule=schedule,
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
    schedule: str,
    *,
    client: AuthenticatedClient,
    body: Publication,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> Problem | RecordedClinicSchedule | None:
    """Publish Schedule

     Tell the patients: each course gets its appointments as confirmed. Courses that cannot have them are
    named.

    Needs ``appointment.write`` too. The engine is asked about each course first; then all courses that
    can have them
    get them, in one transaction. 409 when what the engine was asked on changed meanwhile.

    Args:
        clinic (str): A clinic.
        schedule (str): A calendar of the clinic.
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (Publication): Tell the patients their appointments up to this day.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RecordedClinicSchedule
    """

    return sync_detailed(
        clinic=clinic,
        schedule=schedule,
        client=client,
        body=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    schedule: str,
    *,
    client: AuthenticatedClient,
    body: Publication,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[Problem | RecordedClinicSchedule]:
    """Publish Schedule

     Tell the patients: each course gets its appointments as confirmed. Courses that cannot have them are
    named.

    Needs ``appointment.write`` too. The engine is asked about each course first; then all courses that
    can have them
    get them, in one transaction. 409 when what the engine was asked on changed meanwhile.

    Args:
        clinic (str): A clinic.
        schedule (str): A calendar of the clinic.
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (Publication): Tell the patients their appointments up to this day.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RecordedClinicSchedule]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        schedule=schedule,
        body=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    schedule: str,
    *,
    client: AuthenticatedClient,
    body: Publication,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> Problem | RecordedClinicSchedule | None:
    """Publish Schedule

     Tell the patients: each course gets its appointments as confirmed. Courses that cannot have them are
    named.

    Needs ``appointment.write`` too. The engine is asked about each course first; then all courses that
    can have them
    get them, in one transaction. 409 when what the engine was asked on changed meanwhile.

    Args:
        clinic (str): A clinic.
        schedule (str): A calendar of the clinic.
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (Publication): Tell the patients their appointments up to this day.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RecordedClinicSchedule
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            schedule=schedule,
            client=client,
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
        )
    ).parsed
