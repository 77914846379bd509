from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.profile_shown import ProfileShown
from ...types import Response


def _get_kwargs(
    profile: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/profiles/{profile}".format(
            profile=quote(str(profile), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | ProfileShown:
    if response.status_code == 200:
        response_200 = ProfileShown.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | ProfileShown]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    profile: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | ProfileShown]:
    """Profile

     One pump profile with all its values.

    Args:
        profile (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ProfileShown]
    """

    kwargs = _get_kwargs(
        profile=profile,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    profile: str,
    *,
    client: AuthenticatedClient,
) -> Problem | ProfileShown | None:
    """Profile

     One pump profile with all its values.

    Args:
        profile (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ProfileShown
    """

    return sync_detailed(
        profile=profile,
        client=client,
    ).parsed


async def asyncio_detailed(
    profile: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | ProfileShown]:
    """Profile

     One pump profile with all its values.

    Args:
        profile (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ProfileShown]
    """

    kwargs = _get_kwargs(
        profile=profile,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    profile: str,
    *,
    client: AuthenticatedClient,
) -> Problem | ProfileShown | None:
    """Profile

     One pump profile with all its values.

    Args:
        profile (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ProfileShown
    """

    return (
        await asyncio_detailed(
            profile=profile,
            client=client,
        )
    ).parsed
