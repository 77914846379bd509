from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.flow_answer import FlowAnswer
from ...models.flow_request import FlowRequest
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    *,
    body: FlowRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/calculate/flow",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> FlowAnswer | Problem:
    if response.status_code == 200:
        response_200 = FlowAnswer.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[FlowAnswer | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: FlowRequest,
) -> Response[FlowAnswer | Problem]:
    """Flow

     Calibrate a pump's flow from its return volumes.

    Args:
        body (FlowRequest): A flow question.

            ``pump.flow_ml_per_day`` is the flow on the card. ``fill_flow_ml_per_day`` is the flow
            that fills are made for
            now, if it differs; ``intervals`` are then those since it was set. ``as_of``: no emptying
            may be later.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FlowAnswer | Problem]
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
    body: FlowRequest,
) -> FlowAnswer | Problem | None:
    """Flow

     Calibrate a pump's flow from its return volumes.

    Args:
        body (FlowRequest): A flow question.

            ``pump.flow_ml_per_day`` is the flow on the card. ``fill_flow_ml_per_day`` is the flow
            that fills are made for
            now, if it differs; ``intervals`` are then those since it was set. ``as_of``: no emptying
            may be later.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FlowAnswer | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: FlowRequest,
) -> Response[FlowAnswer | Problem]:
    """Flow

     Calibrate a pump's flow from its return volumes.

    Args:
        body (FlowRequest): A flow question.

            ``pump.flow_ml_per_day`` is the flow on the card. ``fill_flow_ml_per_day`` is the flow
            that fills are made for
            now, if it differs; ``intervals`` are then those since it was set. ``as_of``: no emptying
            may be later.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FlowAnswer | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: FlowRequest,
) -> FlowAnswer | Problem | None:
    """Flow

     Calibrate a pump's flow from its return volumes.

    Args:
        body (FlowRequest): A flow question.

            ``pump.flow_ml_per_day`` is the flow on the card. ``fill_flow_ml_per_day`` is the flow
            that fills are made for
            now, if it differs; ``intervals`` are then those since it was set. ``as_of``: no emptying
            may be later.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FlowAnswer | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
