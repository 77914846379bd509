from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...types import File, Response


def _get_kwargs(
    clinic: str,
    *,
    body: File,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/clinics/{clinic}/hl7".format(
            clinic=quote(str(clinic), safe=""),
        ),
    }

    _kwargs["content"] = body.payload
    headers["Content-Type"] = "application/hl7-v2"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> File | Problem:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[File | Problem]:
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
    body: File,
) -> Response[File | Problem]:
    """Receive Message

     Send an ORU^R01 with laboratory results. Whatever can be said about the message is in its
    acknowledgement.

    Args:
        clinic (str): A clinic.
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    *,
    client: AuthenticatedClient,
    body: File,
) -> File | Problem | None:
    """Receive Message

     Send an ORU^R01 with laboratory results. Whatever can be said about the message is in its
    acknowledgement.

    Args:
        clinic (str): A clinic.
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return sync_detailed(
        clinic=clinic,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    *,
    client: AuthenticatedClient,
    body: File,
) -> Response[File | Problem]:
    """Receive Message

     Send an ORU^R01 with laboratory results. Whatever can be said about the message is in its
    acknowledgement.

    Args:
        clinic (str): A clinic.
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    *,
    client: AuthenticatedClient,
    body: File,
) -> File | Problem | None:
    """Receive Message

     Send an ORU^R01 with laboratory results. Whatever can be said about the message is in its
    acknowledgement.

    Args:
        clinic (str): A clinic.
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            client=client,
            body=body,
        )
    ).parsed
