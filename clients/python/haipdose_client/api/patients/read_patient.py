from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.recorded_patient import RecordedPatient
from ...types import Response


def _get_kwargs(
    clinic: str,
    patient: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/patients/{patient}".format(
            clinic=quote(str(clinic), safe=""),
            patient=quote(str(patient), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | RecordedPatient:
    if response.status_code == 200:
        response_200 = RecordedPatient.from_dict(response.json())

        return response_200

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
    patient: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | RecordedPatient]:
    """Read Patient

     One patient, with its version as ETag.

    Args:
        clinic (str): A clinic.
        patient (str): A patient of the clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RecordedPatient]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        patient=patient,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    patient: str,
    *,
    client: AuthenticatedClient,
) -> Problem | RecordedPatient | None:
    """Read Patient

     One patient, with its version as ETag.

    Args:
        clinic (str): A clinic.
        patient (str): A patient of the clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RecordedPatient
    """

    return sync_detailed(
        clinic=clinic,
        patient=patient,
        client=client,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    patient: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | RecordedPatient]:
    """Read Patient

     One patient, with its version as ETag.

    Args:
        clinic (str): A clinic.
        patient (str): A patient of the clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RecordedPatient]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        patient=patient,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    patient: str,
    *,
    client: AuthenticatedClient,
) -> Problem | RecordedPatient | None:
    """Read Patient

     One patient, with its version as ETag.

    Args:
        clinic (str): A clinic.
        patient (str): A patient of the clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RecordedPatient
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            patient=patient,
            client=client,
        )
    ).parsed
