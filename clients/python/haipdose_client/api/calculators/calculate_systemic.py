from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.systemic_answer import SystemicAnswer
from ...models.systemic_request import SystemicRequest
from ...types import Response


def _get_kwargs(
    *,
    body: SystemicRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/calculate/systemic",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | SystemicAnswer:
    if response.status_code == 200:
        response_200 = SystemicAnswer.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | SystemicAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: SystemicRequest,
) -> Response[Problem | SystemicAnswer]:
    """Systemic

     Decide a systemic cycle and calculate its doses.

    Args:
        body (SystemicRequest): A systemic cycle to be decided and calculated.

            ``arm`` may be left out when the protocol has one; ``with_pump`` left out follows the arm.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SystemicAnswer]
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
    body: SystemicRequest,
) -> Problem | SystemicAnswer | None:
    """Systemic

     Decide a systemic cycle and calculate its doses.

    Args:
        body (SystemicRequest): A systemic cycle to be decided and calculated.

            ``arm`` may be left out when the protocol has one; ``with_pump`` left out follows the arm.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SystemicAnswer
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: SystemicRequest,
) -> Response[Problem | SystemicAnswer]:
    """Systemic

     Decide a systemic cycle and calculate its doses.

    Args:
        body (SystemicRequest): A systemic cycle to be decided and calculated.

            ``arm`` may be left out when the protocol has one; ``with_pump`` left out follows the arm.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SystemicAnswer]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: SystemicRequest,
) -> Problem | SystemicAnswer | None:
    """Systemic

     Decide a systemic cycle and calculate its doses.

    Args:
        body (SystemicRequest): A systemic cycle to be decided and calculated.

            ``arm`` may be left out when the protocol has one; ``with_pump`` left out follows the arm.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SystemicAnswer
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
