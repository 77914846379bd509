from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.assessment_answer import AssessmentAnswer
from ...models.assessments_request import AssessmentsRequest
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    *,
    body: AssessmentsRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/calculate/assessments",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
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
    *,
    client: AuthenticatedClient,
    body: AssessmentsRequest,
) -> Response[AssessmentAnswer | Problem]:
    """Assessments

     The schedule of assessments of one trial participant as of a day, and where each of them stands.

    Args:
        body (AssessmentsRequest): One participant as of a day. ``clinic``: its calendar, to
            suggest open days; the course's own when left out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AssessmentAnswer | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: AssessmentsRequest,
) -> AssessmentAnswer | Problem | None:
    """Assessments

     The schedule of assessments of one trial participant as of a day, and where each of them stands.

    Args:
        body (AssessmentsRequest): One participant as of a day. ``clinic``: its calendar, to
            suggest open days; the course's own when left out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AssessmentAnswer | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: AssessmentsRequest,
) -> Response[AssessmentAnswer | Problem]:
    """Assessments

     The schedule of assessments of one trial participant as of a day, and where each of them stands.

    Args:
        body (AssessmentsRequest): One participant as of a day. ``clinic``: its calendar, to
            suggest open days; the course's own when left out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AssessmentAnswer | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: AssessmentsRequest,
) -> AssessmentAnswer | Problem | None:
    """Assessments

     The schedule of assessments of one trial participant as of a day, and where each of them stands.

    Args:
        body (AssessmentsRequest): One participant as of a day. ``clinic``: its calendar, to
            suggest open days; the course's own when left out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AssessmentAnswer | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
