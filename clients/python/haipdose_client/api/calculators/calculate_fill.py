from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.fill_answer import FillAnswer
from ...models.fill_request_input import FillRequestInput
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    *,
    body: FillRequestInput,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/calculate/fill",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> FillAnswer | Problem:
    if response.status_code == 200:
        response_200 = FillAnswer.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[FillAnswer | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: FillRequestInput,
) -> Response[FillAnswer | Problem]:
    """Fill

     Calculate a pump fill with its worksheet.

    Args:
        body (FillRequestInput): A fill question.

            ``dose_percent`` is percent of the protocol's full dose, needed for floxuridine and never
            assumed.
            ``pump.flow_ml_per_day`` is the flow that the fill is made for. Overrides leave the
            protocol and are pointed out.
            ``previous_weight_kg`` is the weight of the last fill; ``planned_date`` the day of this
            one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FillAnswer | Problem]
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
    body: FillRequestInput,
) -> FillAnswer | Problem | None:
    """Fill

     Calculate a pump fill with its worksheet.

    Args:
        body (FillRequestInput): A fill question.

            ``dose_percent`` is percent of the protocol's full dose, needed for floxuridine and never
            assumed.
            ``pump.flow_ml_per_day`` is the flow that the fill is made for. Overrides leave the
            protocol and are pointed out.
            ``previous_weight_kg`` is the weight of the last fill; ``planned_date`` the day of this
            one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FillAnswer | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: FillRequestInput,
) -> Response[FillAnswer | Problem]:
    """Fill

     Calculate a pump fill with its worksheet.

    Args:
        body (FillRequestInput): A fill question.

            ``dose_percent`` is percent of the protocol's full dose, needed for floxuridine and never
            assumed.
            ``pump.flow_ml_per_day`` is the flow that the fill is made for. Overrides leave the
            protocol and are pointed out.
            ``previous_weight_kg`` is the weight of the last fill; ``planned_date`` the day of this
            one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FillAnswer | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: FillRequestInput,
) -> FillAnswer | Problem | None:
    """Fill

     Calculate a pump fill with its worksheet.

    Args:
        body (FillRequestInput): A fill question.

            ``dose_percent`` is percent of the protocol's full dose, needed for floxuridine and never
            assumed.
            ``pump.flow_ml_per_day`` is the flow that the fill is made for. Overrides leave the
            protocol and are pointed out.
            ``previous_weight_kg`` is the weight of the last fill; ``planned_date`` the day of this
            one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FillAnswer | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
