import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.clinic_assessments import ClinicAssessments
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    *,
    protocol: str | Unset = "pump-it",
    as_of: datetime.date | None | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["protocol"] = protocol

    json_as_of: None | str | Unset
    if isinstance(as_of, Unset):
        json_as_of = UNSET
    elif isinstance(as_of, datetime.date):
        json_as_of = as_of.isoformat()
    else:
        json_as_of = as_of
    params["as_of"] = json_as_of

    params["limit"] = limit

    json_after: None | str | Unset
    if isinstance(after, Unset):
        json_after = UNSET
    else:
        json_after = after
    params["after"] = json_after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/assessments".format(
            clinic=quote(str(clinic), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ClinicAssessments | Problem:
    if response.status_code == 200:
        response_200 = ClinicAssessments.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ClinicAssessments | Problem]:
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
    protocol: str | Unset = "pump-it",
    as_of: datetime.date | None | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> Response[ClinicAssessments | Problem]:
    """Read Clinic Assessments

     What is due, overdue, or was done outside its window in the courses of the clinic, from their
    records alone.

    The records hold no randomisation, so what the arm decides is not dated here; ask for one course
    with its day.

    Args:
        clinic (str): A clinic.
        protocol (str | Unset): Of the trial. Default: 'pump-it'.
        as_of (datetime.date | None | Unset): The day on which the question is asked; today at the
            clinic if left out.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ClinicAssessments | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        protocol=protocol,
        as_of=as_of,
        limit=limit,
        after=after,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    *,
    client: AuthenticatedClient,
    protocol: str | Unset = "pump-it",
    as_of: datetime.date | None | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> ClinicAssessments | Problem | None:
    """Read Clinic Assessments

     What is due, overdue, or was done outside its window in the courses of the clinic, from their
    records alone.

    The records hold no randomisation, so what the arm decides is not dated here; ask for one course
    with its day.

    Args:
        clinic (str): A clinic.
        protocol (str | Unset): Of the trial. Default: 'pump-it'.
        as_of (datetime.date | None | Unset): The day on which the question is asked; today at the
            clinic if left out.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ClinicAssessments | Problem
    """

    return sync_detailed(
        clinic=clinic,
        client=client,
        protocol=protocol,
        as_of=as_of,
        limit=limit,
        after=after,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    *,
    client: AuthenticatedClient,
    protocol: str | Unset = "pump-it",
    as_of: datetime.date | None | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> Response[ClinicAssessments | Problem]:
    """Read Clinic Assessments

     What is due, overdue, or was done outside its window in the courses of the clinic, from their
    records alone.

    The records hold no randomisation, so what the arm decides is not dated here; ask for one course
    with its day.

    Args:
        clinic (str): A clinic.
        protocol (str | Unset): Of the trial. Default: 'pump-it'.
        as_of (datetime.date | None | Unset): The day on which the question is asked; today at the
            clinic if left out.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ClinicAssessments | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        protocol=protocol,
        as_of=as_of,
        limit=limit,
        after=after,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    *,
    client: AuthenticatedClient,
    protocol: str | Unset = "pump-it",
    as_of: datetime.date | None | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> ClinicAssessments | Problem | None:
    """Read Clinic Assessments

     What is due, overdue, or was done outside its window in the courses of the clinic, from their
    records alone.

    The records hold no randomisation, so what the arm decides is not dated here; ask for one course
    with its day.

    Args:
        clinic (str): A clinic.
        protocol (str | Unset): Of the trial. Default: 'pump-it'.
        as_of (datetime.date | None | Unset): The day on which the question is asked; today at the
            clinic if left out.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ClinicAssessments | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            client=client,
            protocol=protocol,
            as_of=as_of,
            limit=limit,
            after=after,
        )
    ).parsed
