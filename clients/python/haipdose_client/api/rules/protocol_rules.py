from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.protocol_rules import ProtocolRules
from ...types import Response


def _get_kwargs(
    protocol: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/protocols/{protocol}/rules".format(
            protocol=quote(str(protocol), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | ProtocolRules:
    if response.status_code == 200:
        response_200 = ProtocolRules.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | ProtocolRules]:
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
) -> Response[Problem | ProtocolRules]:
    """Protocol Rules

     Every rule of a protocol in words, with value, source and evidence.

    Args:
        protocol (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ProtocolRules]
    """

    kwargs = _get_kwargs(
        protocol=protocol,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    protocol: str,
    *,
    client: AuthenticatedClient,
) -> Problem | ProtocolRules | None:
    """Protocol Rules

     Every rule of a protocol in words, with value, source and evidence.

    Args:
        protocol (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ProtocolRules
    """

    return sync_detailed(
        protocol=protocol,
        client=client,
    ).parsed


async def asyncio_detailed(
    protocol: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | ProtocolRules]:
    """Protocol Rules

     Every rule of a protocol in words, with value, source and evidence.

    Args:
        protocol (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ProtocolRules]
    """

    kwargs = _get_kwargs(
        protocol=protocol,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    protocol: str,
    *,
    client: AuthenticatedClient,
) -> Problem | ProtocolRules | None:
    """Protocol Rules

     Every rule of a protocol in words, with value, source and evidence.

    Args:
        protocol (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ProtocolRules
    """

    return (
        await asyncio_detailed(
            protocol=protocol,
            client=client,
        )
    ).parsed
