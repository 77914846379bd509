import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.plan_answer import PlanAnswer
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    course: str,
    *,
    as_of: datetime.datetime | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_as_of: None | str | Unset
    if isinstance(as_of, Unset):
        json_as_of = UNSET
    elif isinstance(as_of, datetime.datetime):
        json_as_of = as_of.isoformat()
    else:
        json_as_of = as_of
    params["as_of"] = json_as_of

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/courses/{course}/plan".format(
            clinic=quote(str(clinic), safe=""),
            course=quote(str(course), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PlanAnswer | Problem:
    if response.status_code == 200:
        response_200 = PlanAnswer.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PlanAnswer | Problem]:
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
    as_of: datetime.datetime | None | Unset = UNSET,
) -> Response[PlanAnswer | Problem]:
    """Read Plan

     The plan of a course. Who may still be the second person of an order gets it without that order's
    amounts.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        as_of (datetime.datetime | None | Unset): The moment; facts recorded later are not used.
            Now if left out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PlanAnswer | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
        as_of=as_of,
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
    as_of: datetime.datetime | None | Unset = UNSET,
) -> PlanAnswer | Problem | None:
    """Read Plan

     The plan of a course. Who may still be the second person of an order gets it without that order's
    amounts.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        as_of (datetime.datetime | None | Unset): The moment; facts recorded later are not used.
            Now if left out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PlanAnswer | Problem
    """

    return sync_detailed(
        clinic=clinic,
        course=course,
        client=client,
        as_of=as_of,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
    as_of: datetime.datetime | None | Unset = UNSET,
) -> Response[PlanAnswer | Problem]:
    """Read Plan

     The plan of a course. Who may still be the second person of an order gets it without that order's
    amounts.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        as_of (datetime.datetime | None | Unset): The moment; facts recorded later are not used.
            Now if left out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PlanAnswer | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
        as_of=as_of,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
    as_of: datetime.datetime | None | Unset = UNSET,
) -> PlanAnswer | Problem | None:
    """Read Plan

     The plan of a course. Who may still be the second person of an order gets it without that order's
    amounts.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        as_of (datetime.datetime | None | Unset): The moment; facts recorded later are not used.
            Now if left out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PlanAnswer | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            course=course,
            client=client,
            as_of=as_of,
        )
    ).parsed
