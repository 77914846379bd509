from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.capabilities_response_200 import CapabilitiesResponse200
from ...models.capabilities_response_default import CapabilitiesResponseDefault
from ...types import Response


def _get_kwargs(
    clinic: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/fhir/metadata".format(
            clinic=quote(str(clinic), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CapabilitiesResponse200 | CapabilitiesResponseDefault:
    if response.status_code == 200:
        response_200 = CapabilitiesResponse200.from_dict(response.json())

        return response_200

    response_default = CapabilitiesResponseDefault.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CapabilitiesResponse200 | CapabilitiesResponseDefault]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    clinic: str,
    *,
    client: AuthenticatedClient,
) -> Response[CapabilitiesResponse200 | CapabilitiesResponseDefault]:
    """Capabilities

     What this server can do, as a CapabilityStatement.

    Args:
        clinic (str): A clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CapabilitiesResponse200 | CapabilitiesResponseDefault]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    *,
    client: AuthenticatedClient,
) -> CapabilitiesResponse200 | CapabilitiesResponseDefault | None:
    """Capabilities

     What this server can do, as a CapabilityStatement.

    Args:
        clinic (str): A clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CapabilitiesResponse200 | CapabilitiesResponseDefault
    """

    return sync_detailed(
        clinic=clinic,
        client=client,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    *,
    client: AuthenticatedClient,
) -> Response[CapabilitiesResponse200 | CapabilitiesResponseDefault]:
    """Capabilities

     What this server can do, as a CapabilityStatement.

    Args:
        clinic (str): A clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CapabilitiesResponse200 | CapabilitiesResponseDefault]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    *,
    client: AuthenticatedClient,
) -> CapabilitiesResponse200 | CapabilitiesResponseDefault | None:
    """Capabilities

     What this server can do, as a CapabilityStatement.

    Args:
        clinic (str): A clinic.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CapabilitiesResponse200 | CapabilitiesResponseDefault
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            client=client,
        )
    ).parsed
