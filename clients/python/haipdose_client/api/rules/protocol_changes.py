from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.protocol_difference import ProtocolDifference
from ...types import UNSET, Response


def _get_kwargs(
    protocol: str,
    *,
    to: str,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["to"] = to

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/protocols/{protocol}/changes".format(
            protocol=quote(str(protocol), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | ProtocolDifference:
    if response.status_code == 200:
        response_200 = ProtocolDifference.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | ProtocolDifference]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    protocol: str,
    *,
    client: AuthenticatedClient,
    to: str,
) -> Response[Problem | ProtocolDifference]:
    """Protocol Changes

     What changes for a patient from this protocol to another, and what changes in the evidence.

    Args:
        protocol (str):
        to (str): The other protocol.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ProtocolDifference]
    """

    kwargs = _get_kwargs(
        protocol=protocol,
        to=to,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    protocol: str,
    *,
    client: AuthenticatedClient,
    to: str,
) -> Problem | ProtocolDifference | None:
    """Protocol Changes

     What changes for a patient from this protocol to another, and what changes in the evidence.

    Args:
        protocol (str):
        to (str): The other protocol.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ProtocolDifference
    """

    return sync_detailed(
        protocol=protocol,
        client=client,
        to=to,
    ).parsed


async def asyncio_detailed(
    protocol: str,
    *,
    client: AuthenticatedClient,
    to: str,
) -> Response[Problem | ProtocolDifference]:
    """Protocol Changes

     What changes for a patient from this protocol to another, and what changes in the evidence.

    Args:
        protocol (str):
        to (str): The other protocol.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ProtocolDifference]
    """

    kwargs = _get_kwargs(
        protocol=protocol,
        to=to,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    protocol: str,
    *,
    client: AuthenticatedClient,
    to: str,
) -> Problem | ProtocolDifference | None:
    """Protocol Changes

     What changes for a patient from this protocol to another, and what changes in the evidence.

    Args:
        protocol (str):
        to (str): The other protocol.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ProtocolDifference
    """

    return (
        await asyncio_detailed(
            protocol=protocol,
            client=client,
            to=to,
        )
    ).parsed
