from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.read_response_200 import ReadResponse200
from ...models.read_response_default import ReadResponseDefault
from ...types import Response


def _get_kwargs(
    clinic: str,
    kind: str,
    identity: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/fhir/{kind}/{identity}".format(
            clinic=quote(str(clinic), safe=""),
            kind=quote(str(kind), safe=""),
            identity=quote(str(identity), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ReadResponse200 | ReadResponseDefault:
    if response.status_code == 200:
        response_200 = ReadResponse200.from_dict(response.json())

        return response_200

    response_default = ReadResponseDefault.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ReadResponse200 | ReadResponseDefault]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    clinic: str,
    kind: str,
    identity: str,
    *,
    client: AuthenticatedClient,
) -> Response[ReadResponse200 | ReadResponseDefault]:
    """Read

     One resource.

    Args:
        clinic (str): A clinic.
        kind (str):
        identity (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ReadResponse200 | ReadResponseDefault]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        kind=kind,
        identity=identity,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    kind: str,
    identity: str,
    *,
    client: AuthenticatedClient,
) -> ReadResponse200 | ReadResponseDefault | None:
    """Read

     One resource.

    Args:
        clinic (str): A clinic.
        kind (str):
        identity (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ReadResponse200 | ReadResponseDefault
    """

    return sync_detailed(
        clinic=clinic,
        kind=kind,
        identity=identity,
        client=client,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    kind: str,
    identity: str,
    *,
    client: AuthenticatedClient,
) -> Response[ReadResponse200 | ReadResponseDefault]:
    """Read

     One resource.

    Args:
        clinic (str): A clinic.
        kind (str):
        identity (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ReadResponse200 | ReadResponseDefault]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        kind=kind,
        identity=identity,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    kind: str,
    identity: str,
    *,
    client: AuthenticatedClient,
) -> ReadResponse200 | ReadResponseDefault | None:
    """Read

     One resource.

    Args:
        clinic (str): A clinic.
        kind (str):
        identity (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ReadResponse200 | ReadResponseDefault
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            kind=kind,
            identity=identity,
            client=client,
        )
    ).parsed
