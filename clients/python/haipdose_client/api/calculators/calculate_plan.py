from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.course import Course
from ...models.plan_answer import PlanAnswer
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    *,
    body: Course,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/calculate/plan",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
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
    *,
    client: AuthenticatedClient,
    body: Course,
) -> Response[PlanAnswer | Problem]:
    """Plan

     Plan a course that is given whole.

    Args:
        body (Course): A course of treatment: who, with what, where, and what happened so far.

            ``pump`` is needed in an arm with a pump. ``pump_cycles`` limits the planned floxuridine
            cycles, at most the
            protocol's. ``dpyd`` is the DPYD result that systemic doses need.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PlanAnswer | Problem]
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
    body: Course,
) -> PlanAnswer | Problem | None:
    """Plan

     Plan a course that is given whole.

    Args:
        body (Course): A course of treatment: who, with what, where, and what happened so far.

            ``pump`` is needed in an arm with a pump. ``pump_cycles`` limits the planned floxuridine
            cycles, at most the
            protocol's. ``dpyd`` is the DPYD result that systemic doses need.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PlanAnswer | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: Course,
) -> Response[PlanAnswer | Problem]:
    """Plan

     Plan a course that is given whole.

    Args:
        body (Course): A course of treatment: who, with what, where, and what happened so far.

            ``pump`` is needed in an arm with a pump. ``pump_cycles`` limits the planned floxuridine
            cycles, at most the
            protocol's. ``dpyd`` is the DPYD result that systemic doses need.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PlanAnswer | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: Course,
) -> PlanAnswer | Problem | None:
    """Plan

     Plan a course that is given whole.

    Args:
        body (Course): A course of treatment: who, with what, where, and what happened so far.

            ``pump`` is needed in an arm with a pump. ``pump_cycles`` limits the planned floxuridine
            cycles, at most the
            protocol's. ``dpyd`` is the DPYD result that systemic doses need.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PlanAnswer | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
