from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.person_shown import PersonShown
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    clinic: str,
    person: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/people/{person}".format(
            clinic=quote(str(clinic), safe=""),
            person=quote(str(person), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PersonShown | Problem:
    if response.status_code == 200:
        response_200 = PersonShown.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PersonShown | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    clinic: str,
    person: str,
    *,
    client: AuthenticatedClient,
) -> Response[PersonShown | Problem]:
    """Read Person

     One person, with the version as ETag.

    Args:
        clinic (str): A clinic.
        person (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PersonShown | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        person=person,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    person: str,
    *,
    client: AuthenticatedClient,
) -> PersonShown | Problem | None:
    """Read Person

     One person, with the version as ETag.

    Args:
        clinic (str): A clinic.
        person (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PersonShown | Problem
    """

    return sync_detailed(
        clinic=clinic,
        person=person,
        client=client,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    person: str,
    *,
    client: AuthenticatedClient,
) -> Response[PersonShown | Problem]:
    """Read Person

     One person, with the version as ETag.

    Args:
        clinic (str): A clinic.
        person (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PersonShown | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        person=person,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    person: str,
    *,
    client: AuthenticatedClient,
) -> PersonShown | Problem | None:
    """Read Person

     One person, with the version as ETag.

    Args:
        clinic (str): A clinic.
        person (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PersonShown | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            person=person,
            client=client,
        )
    ).parsed
