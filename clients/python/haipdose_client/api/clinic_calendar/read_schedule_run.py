from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.shown_run import ShownRun
from ...types import Response


def _get_kwargs(
    clinic: str,
    run: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/schedule-runs/{run}".format(
            clinic=quote(str(clinic), safe=""),
            run=quote(str(run), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | ShownRun:
    if response.status_code == 200:
        response_200 = ShownRun.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | ShownRun]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    clinic: str,
    run: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | ShownRun]:
    """Read Schedule Run

     How far a run is.

    Args:
        clinic (str): A clinic.
        run (str): A calendar in the making.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ShownRun]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        run=run,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    run: str,
    *,
    client: AuthenticatedClient,
) -> Problem | ShownRun | None:
    """Read Schedule Run

     How far a run is.

    Args:
        clinic (str): A clinic.
        run (str): A calendar in the making.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ShownRun
    """

    return sync_detailed(
        clinic=clinic,
        run=run,
        client=client,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    run: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | ShownRun]:
    """Read Schedule Run

     How far a run is.

    Args:
        clinic (str): A clinic.
        run (str): A calendar in the making.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ShownRun]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        run=run,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    run: str,
    *,
    client: AuthenticatedClient,
) -> Problem | ShownRun | None:
    """Read Schedule Run

     How far a run is.

    Args:
        clinic (str): A clinic.
        run (str): A calendar in the making.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ShownRun
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            run=run,
            client=client,
        )
    ).parsed
