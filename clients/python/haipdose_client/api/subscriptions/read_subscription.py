from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.subscription_shown import SubscriptionShown
from ...types import Response


def _get_kwargs(
    clinic: str,
    subscription: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/subscriptions/{subscription}".format(
            clinic=quote(str(clinic), safe=""),
            subscription=quote(str(subscription), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | SubscriptionShown:
    if response.status_code == 200:
        response_200 = SubscriptionShown.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | SubscriptionShown]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    clinic: str,
    subscription: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | SubscriptionShown]:
    """Read Subscription

     One subscription, with its version as ETag.

    Args:
        clinic (str): A clinic.
        subscription (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SubscriptionShown]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        subscription=subscription,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    subscription: str,
    *,
    client: AuthenticatedClient,
) -> Problem | SubscriptionShown | None:
    """Read Subscription

     One subscription, with its version as ETag.

    Args:
        clinic (str): A clinic.
        subscription (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SubscriptionShown
    """

    return sync_detailed(
        clinic=clinic,
        subscription=subscription,
        client=client,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    subscription: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | SubscriptionShown]:
    """Read Subscription

     One subscription, with its version as ETag.

    Args:
        clinic (str): A clinic.
        subscription (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SubscriptionShown]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        subscription=subscription,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    subscription: str,
    *,
    client: AuthenticatedClient,
) -> Problem | SubscriptionShown | None:
    """Read Subscription

     One subscription, with its version as ETag.

    Args:
        clinic (str): A clinic.
        subscription (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SubscriptionShown
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            subscription=subscription,
            client=client,
        )
    ).parsed
