from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.log_in import LogIn
from ...models.logged_in import LoggedIn
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    *,
    body: LogIn,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/session",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> LoggedIn | Problem:
    if response.status_code == 201:
        response_201 = LoggedIn.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[LoggedIn | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: LogIn,
) -> Response[LoggedIn | Problem]:
    """Log In

     Log in. Wrong login, password and code look alike; too many of them lock the login for a while.

    Args:
        body (LogIn): Who, and the proof of it. ``code`` is needed by who has set up a second
            factor.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LoggedIn | Problem]
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
    client: AuthenticatedClient | Client,
    body: LogIn,
) -> LoggedIn | Problem | None:
    """Log In

     Log in. Wrong login, password and code look alike; too many of them lock the login for a while.

    Args:
        body (LogIn): Who, and the proof of it. ``code`` is needed by who has set up a second
            factor.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LoggedIn | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: LogIn,
) -> Response[LoggedIn | Problem]:
    """Log In

     Log in. Wrong login, password and code look alike; too many of them lock the login for a while.

    Args:
        body (LogIn): Who, and the proof of it. ``code`` is needed by who has set up a second
            factor.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LoggedIn | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: LogIn,
) -> LoggedIn | Problem | None:
    """Log In

     Log in. Wrong login, password and code look alike; too many of them lock the login for a while.

    Args:
        body (LogIn): Who, and the proof of it. ``code`` is needed by who has set up a second
            factor.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LoggedIn | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
