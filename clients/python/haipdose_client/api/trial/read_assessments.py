import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.assessment_answer import AssessmentAnswer
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    course: str,
    *,
    as_of: datetime.date | None | Unset = UNSET,
    randomised_on: datetime.date | None | Unset = UNSET,
    registered_on: datetime.date | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_as_of: None | str | Unset
    if isinstance(as_of, Unset):
        json_as_of = UNSET
    elif isinstance(as_of, datetime.date):
        json_as_of = as_of.isoformat()
    else:
        json_as_of = as_of
    params["as_of"] = json_as_of

    json_randomised_on: None | str | Unset
    if isinstance(randomised_on, Unset):
        json_randomised_on = UNSET
    elif isinstance(randomised_on, datetime.date):
        json_randomised_on = randomised_on.isoformat()
    else:
        json_randomised_on = randomised_on
    params["randomised_on"] = json_randomised_on

    json_registered_on: None | str | Unset
    if isinstance(registered_on, Unset):
        json_registered_on = UNSET
    elif isinstance(registered_on, datetime.date):
        json_registered_on = registered_on.isoformat()
    else:
        json_registered_on = registered_on
    params["registered_on"] = json_registered_on

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/courses/{course}/assessments".format(
            clinic=quote(str(clinic), safe=""),
            course=quote(str(course), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> AssessmentAnswer | Problem:
    if response.status_code == 200:
        response_200 = AssessmentAnswer.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[AssessmentAnswer | Problem]:
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
    as_of: datetime.date | None | Unset = UNSET,
    randomised_on: datetime.date | None | Unset = UNSET,
    registered_on: datetime.date | None | Unset = UNSET,
) -> Response[AssessmentAnswer | Problem]:
    """Read Assessments

     The assessments of a course. What the records do not hold, such as questionnaires, cannot be told.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        as_of (datetime.date | None | Unset): The day on which the question is asked; today at the
            clinic if left out.
        randomised_on (datetime.date | None | Unset): The day of randomisation, from the trial's
            record: the records of a clinic hold none.
        registered_on (datetime.date | None | Unset): The day of registration for the trial; the
            course's own if left out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AssessmentAnswer | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
        as_of=as_of,
        randomised_on=randomised_on,
        registered_on=registered_on,
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
    as_of: datetime.date | None | Unset = UNSET,
    randomised_on: datetime.date | None | Unset = UNSET,
    registered_on: datetime.date | None | Unset = UNSET,
) -> AssessmentAnswer | Problem | None:
    """Read Assessments

     The assessments of a course. What the records do not hold, such as questionnaires, cannot be told.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        as_of (datetime.date | None | Unset): The day on which the question is asked; today at the
            clinic if left out.
        randomised_on (datetime.date | None | Unset): The day of randomisation, from the trial's
            record: the records of a clinic hold none.
        registered_on (datetime.date | None | Unset): The day of registration for the trial; the
            course's own if left out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AssessmentAnswer | Problem
    """

    return sync_detailed(
        clinic=clinic,
        course=course,
        client=client,
        as_of=as_of,
        randomised_on=randomised_on,
        registered_on=registered_on,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
    as_of: datetime.date | None | Unset = UNSET,
    randomised_on: datetime.date | None | Unset = UNSET,
    registered_on: datetime.date | None | Unset = UNSET,
) -> Response[AssessmentAnswer | Problem]:
    """Read Assessments

     The assessments of a course. What the records do not hold, such as questionnaires, cannot be told.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        as_of (datetime.date | None | Unset): The day on which the question is asked; today at the
            clinic if left out.
        randomised_on (datetime.date | None | Unset): The day of randomisation, from the trial's
            record: the records of a clinic hold none.
        registered_on (datetime.date | None | Unset): The day of registration for the trial; the
            course's own if left out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AssessmentAnswer | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
        as_of=as_of,
        randomised_on=randomised_on,
        registered_on=registered_on,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
    as_of: datetime.date | None | Unset = UNSET,
    randomised_on: datetime.date | None | Unset = UNSET,
    registered_on: datetime.date | None | Unset = UNSET,
) -> AssessmentAnswer | Problem | None:
    """Read Assessments

     The assessments of a course. What the records do not hold, such as questionnaires, cannot be told.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        as_of (datetime.date | None | Unset): The day on which the question is asked; today at the
            clinic if left out.
        randomised_on (datetime.date | None | Unset): The day of randomisation, from the trial's
            record: the records of a clinic hold none.
        registered_on (datetime.date | None | Unset): The day of registration for the trial; the
            course's own if left out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AssessmentAnswer | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            course=course,
            client=client,
            as_of=as_of,
            randomised_on=randomised_on,
            registered_on=registered_on,
        )
    ).parsed
