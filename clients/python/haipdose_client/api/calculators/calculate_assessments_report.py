from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.assessment_report import AssessmentReport
from ...models.assessments_report_request import AssessmentsReportRequest
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    *,
    body: AssessmentsReportRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/calculate/assessments/report",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> AssessmentReport | Problem:
    if response.status_code == 200:
        response_200 = AssessmentReport.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[AssessmentReport | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: AssessmentsReportRequest,
) -> Response[AssessmentReport | Problem]:
    """Assessments Report

     What is overdue, missed or was done outside its window in a data set, by site, assessment and
    participant.

    Args:
        body (AssessmentsReportRequest): A data set as of a day: the participants in any order,
            each once.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AssessmentReport | Problem]
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
    body: AssessmentsReportRequest,
) -> AssessmentReport | Problem | None:
    """Assessments Report

     What is overdue, missed or was done outside its window in a data set, by site, assessment and
    participant.

    Args:
        body (AssessmentsReportRequest): A data set as of a day: the participants in any order,
            each once.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AssessmentReport | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: AssessmentsReportRequest,
) -> Response[AssessmentReport | Problem]:
    """Assessments Report

     What is overdue, missed or was done outside its window in a data set, by site, assessment and
    participant.

    Args:
        body (AssessmentsReportRequest): A data set as of a day: the participants in any order,
            each once.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AssessmentReport | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: AssessmentsReportRequest,
) -> AssessmentReport | Problem | None:
    """Assessments Report

     What is overdue, missed or was done outside its window in a data set, by site, assessment and
    participant.

    Args:
        body (AssessmentsReportRequest): A data set as of a day: the participants in any order,
            each once.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AssessmentReport | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
