from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.program_outcome import ProgramOutcome
from ...models.program_pump import ProgramPump
from ...types import Response


def _get_kwargs(
    clinic: str,
    course: str,
    *,
    body: ProgramPump,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/clinics/{clinic}/courses/{course}/programmer/program".format(
            clinic=quote(str(clinic), safe=""),
            course=quote(str(course), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | ProgramOutcome:
    if response.status_code == 200:
        response_200 = ProgramOutcome.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | ProgramOutcome]:
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
    body: ProgramPump,
) -> Response[Problem | ProgramOutcome]:
    """Program Pump

     Program the pump: staged, read back, compared with what both people saw, committed once, read again.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        body (ProgramPump): Program the pump for a fill that was given. ``digest`` is that of the
            comparison that both have seen.

            ``second``: somebody else, who stands beside the first and has compared old and new as
            well.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ProgramOutcome]
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
    body: ProgramPump,
) -> Problem | ProgramOutcome | None:
    """Program Pump

     Program the pump: staged, read back, compared with what both people saw, committed once, read again.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        body (ProgramPump): Program the pump for a fill that was given. ``digest`` is that of the
            comparison that both have seen.

            ``second``: somebody else, who stands beside the first and has compared old and new as
            well.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ProgramOutcome
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
    body: ProgramPump,
) -> Response[Problem | ProgramOutcome]:
    """Program Pump

     Program the pump: staged, read back, compared with what both people saw, committed once, read again.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        body (ProgramPump): Program the pump for a fill that was given. ``digest`` is that of the
            comparison that both have seen.

            ``second``: somebody else, who stands beside the first and has compared old and new as
            well.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ProgramOutcome]
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
    body: ProgramPump,
) -> Problem | ProgramOutcome | None:
    """Program Pump

     Program the pump: staged, read back, compared with what both people saw, committed once, read again.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        body (ProgramPump): Program the pump for a fill that was given. ``digest`` is that of the
            comparison that both have seen.

            ``second``: somebody else, who stands beside the first and has compared old and new as
            well.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ProgramOutcome
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            course=course,
            client=client,
            body=body,
        )
    ).parsed
