from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.laboratory_reports import LaboratoryReports
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    clinic: str,
    course: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/courses/{course}/laboratory".format(
            clinic=quote(str(clinic), safe=""),
            course=quote(str(course), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> LaboratoryReports | Problem:
    if response.status_code == 200:
        response_200 = LaboratoryReports.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[LaboratoryReports | Problem]:
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
) -> Response[LaboratoryReports | Problem]:
    """List Reports

     The laboratory reports of a course as they were recorded; corrections are among its facts.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LaboratoryReports | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
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
) -> LaboratoryReports | Problem | None:
    """List Reports

     The laboratory reports of a course as they were recorded; corrections are among its facts.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LaboratoryReports | Problem
    """

    return sync_detailed(
        clinic=clinic,
        course=course,
        client=client,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
) -> Response[LaboratoryReports | Problem]:
    """List Reports

     The laboratory reports of a course as they were recorded; corrections are among its facts.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LaboratoryReports | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
) -> LaboratoryReports | Problem | None:
    """List Reports

     The laboratory reports of a course as they were recorded; corrections are among its facts.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LaboratoryReports | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            course=course,
            client=client,
        )
    ).parsed
