from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.recorded_pump import RecordedPump
from ...types import Response


def _get_kwargs(
    clinic: str,
    pump: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/pumps/{pump}".format(
            clinic=quote(str(clinic), safe=""),
            pump=quote(str(pump), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | RecordedPump:
    if response.status_code == 200:
        response_200 = RecordedPump.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | RecordedPump]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    clinic: str,
    pump: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | RecordedPump]:
    """Read Pump

     One pump, with its version as ETag.

    Args:
        clinic (str): A clinic.
        pump (str): A pump of the clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RecordedPump]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        pump=pump,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    pump: str,
    *,
    client: AuthenticatedClient,
) -> Problem | RecordedPump | None:
    """Read Pump

     One pump, with its version as ETag.

    Args:
        clinic (str): A clinic.
        pump (str): A pump of the clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RecordedPump
    """

    return sync_detailed(
        clinic=clinic,
        pump=pump,
        client=client,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    pump: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | RecordedPump]:
    """Read Pump

     One pump, with its version as ETag.

    Args:
        clinic (str): A clinic.
        pump (str): A pump of the clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RecordedPump]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        pump=pump,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    pump: str,
    *,
    client: AuthenticatedClient,
) -> Problem | RecordedPump | None:
    """Read Pump

     One pump, with its version as ETag.

    Args:
        clinic (str): A clinic.
        pump (str): A pump of the clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RecordedPump
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            pump=pump,
            client=client,
        )
    ).parsed
