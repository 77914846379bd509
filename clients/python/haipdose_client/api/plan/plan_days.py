from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.day_choices import DayChoices
from ...models.problem import Problem
from ...types import UNSET, Response


def _get_kwargs(
    clinic: str,
    course: str,
    *,
    visit: str,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["visit"] = visit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/courses/{course}/plan/days".format(
            clinic=quote(str(clinic), safe=""),
            course=quote(str(course), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> DayChoices | Problem:
    if response.status_code == 200:
        response_200 = DayChoices.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DayChoices | Problem]:
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
    visit: str,
) -> Response[DayChoices | Problem]:
    """Plan Days

     Each day of a visit's window: whether it can be taken, why not, and what would move. Nothing is
    recorded.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        visit (str): The id of a visit that lies ahead.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DayChoices | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
        visit=visit,
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
    visit: str,
) -> DayChoices | Problem | None:
    """Plan Days

     Each day of a visit's window: whether it can be taken, why not, and what would move. Nothing is
    recorded.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        visit (str): The id of a visit that lies ahead.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DayChoices | Problem
    """

    return sync_detailed(
        clinic=clinic,
        course=course,
        client=client,
        visit=visit,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
    visit: str,
) -> Response[DayChoices | Problem]:
    """Plan Days

     Each day of a visit's window: whether it can be taken, why not, and what would move. Nothing is
    recorded.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        visit (str): The id of a visit that lies ahead.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DayChoices | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
        visit=visit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
    visit: str,
) -> DayChoices | Problem | None:
    """Plan Days

     Each day of a visit's window: whether it can be taken, why not, and what would move. Nothing is
    recorded.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        visit (str): The id of a visit that lies ahead.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DayChoices | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            course=course,
            client=client,
            visit=visit,
        )
    ).parsed
