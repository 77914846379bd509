from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.pump_read import PumpRead
from ...models.read_pump import ReadPump
from ...types import Response


def _get_kwargs(
    clinic: str,
    course: str,
    *,
    body: ReadPump,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/clinics/{clinic}/courses/{course}/programmer/read".format(
            clinic=quote(str(clinic), safe=""),
            course=quote(str(course), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | PumpRead:
    if response.status_code == 200:
        response_200 = PumpRead.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | PumpRead]:
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
    body: ReadPump,
) -> Response[Problem | PumpRead]:
    """Read Programmer

     Read the pump, compare it with the course, and show what an order's program would change.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        body (ReadPump): Which programmer; with an order its program is compared with what the
            pump runs now.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | PumpRead]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
        body=body,
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
    body: ReadPump,
) -> Problem | PumpRead | None:
    """Read Programmer

     Read the pump, compare it with the course, and show what an order's program would change.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        body (ReadPump): Which programmer; with an order its program is compared with what the
            pump runs now.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | PumpRead
    """

    return sync_detailed(
        clinic=clinic,
        course=course,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
    body: ReadPump,
) -> Response[Problem | PumpRead]:
    """Read Programmer

     Read the pump, compare it with the course, and show what an order's program would change.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        body (ReadPump): Which programmer; with an order its program is compared with what the
            pump runs now.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | PumpRead]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
    body: ReadPump,
) -> Problem | PumpRead | None:
    """Read Programmer

     Read the pump, compare it with the course, and show what an order's program would change.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        body (ReadPump): Which programmer; with an order its program is compared with what the
            pump runs now.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | PumpRead
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            course=course,
            client=client,
            body=body,
        )
    ).parsed
