from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.recorded_clinic_schedule import RecordedClinicSchedule
from ...types import Response


def _get_kwargs(
    clinic: str,
    schedule: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/schedules/{schedule}".format(
            clinic=quote(str(clinic), safe=""),
            schedule=quote(str(schedule), safe=""),
        ),
    }

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
) -> Response[Problem | RecordedClinicSchedule]:
    """Read Schedule

     A calendar: what has no place first, then every appointment.

    Args:
        clinic (str): A clinic.
        schedule (str): A calendar of the clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RecordedClinicSchedule]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        schedule=schedule,
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
) -> Problem | RecordedClinicSchedule | None:
    """Read Schedule

     A calendar: what has no place first, then every appointment.

    Args:
        clinic (str): A clinic.
        schedule (str): A calendar of the clinic.

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
    ).parsed


async def asyncio_detailed(
    clinic: str,
    schedule: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | RecordedClinicSchedule]:
    """Read Schedule

     A calendar: what has no place first, then every appointment.

    Args:
        clinic (str): A clinic.
        schedule (str): A calendar of the clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RecordedClinicSchedule]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        schedule=schedule,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    schedule: str,
    *,
    client: AuthenticatedClient,
) -> Problem | RecordedClinicSchedule | None:
    """Read Schedule

     A calendar: what has no place first, then every appointment.

    Args:
        clinic (str): A clinic.
        schedule (str): A calendar of the clinic.

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
        )
    ).parsed
