from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.recorded_clinic_setup import RecordedClinicSetup
from ...types import Response


def _get_kwargs(
    clinic: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/setup".format(
            clinic=quote(str(clinic), safe=""),
        ),
    }

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
) -> Response[Problem | RecordedClinicSetup]:
    """Read Setup

     What the clinic has for its calendar. 404 as long as nobody said.

    Args:
        clinic (str): A clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RecordedClinicSetup]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    *,
    client: AuthenticatedClient,
) -> Problem | RecordedClinicSetup | None:
    """Read Setup

     What the clinic has for its calendar. 404 as long as nobody said.

    Args:
        clinic (str): A clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RecordedClinicSetup
    """

    return sync_detailed(
        clinic=clinic,
        client=client,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | RecordedClinicSetup]:
    """Read Setup

     What the clinic has for its calendar. 404 as long as nobody said.

    Args:
        clinic (str): A clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RecordedClinicSetup]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    *,
    client: AuthenticatedClient,
) -> Problem | RecordedClinicSetup | None:
    """Read Setup

     What the clinic has for its calendar. 404 as long as nobody said.

    Args:
        clinic (str): A clinic.

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
        )
    ).parsed
