from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.patient_page import PatientPage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    *,
    identifier: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_identifier: None | str | Unset
    if isinstance(identifier, Unset):
        json_identifier = UNSET
    else:
        json_identifier = identifier
    params["identifier"] = json_identifier

    params["limit"] = limit

    json_after: None | str | Unset
    if isinstance(after, Unset):
        json_after = UNSET
    else:
        json_after = after
    params["after"] = json_after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/patients".format(
            clinic=quote(str(clinic), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PatientPage | Problem:
    if response.status_code == 200:
        response_200 = PatientPage.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PatientPage | Problem]:
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
    identifier: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> Response[PatientPage | Problem]:
    """List Patients

     The patients of the clinic.

    Args:
        clinic (str): A clinic.
        identifier (None | str | Unset): The hospital's identifier, whole.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PatientPage | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        identifier=identifier,
        limit=limit,
        after=after,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    *,
    client: AuthenticatedClient,
    identifier: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> PatientPage | Problem | None:
    """List Patients

     The patients of the clinic.

    Args:
        clinic (str): A clinic.
        identifier (None | str | Unset): The hospital's identifier, whole.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PatientPage | Problem
    """

    return sync_detailed(
        clinic=clinic,
        client=client,
        identifier=identifier,
        limit=limit,
        after=after,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    *,
    client: AuthenticatedClient,
    identifier: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> Response[PatientPage | Problem]:
    """List Patients

     The patients of the clinic.

    Args:
        clinic (str): A clinic.
        identifier (None | str | Unset): The hospital's identifier, whole.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PatientPage | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        identifier=identifier,
        limit=limit,
        after=after,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    *,
    client: AuthenticatedClient,
    identifier: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> PatientPage | Problem | None:
    """List Patients

     The patients of the clinic.

    Args:
        clinic (str): A clinic.
        identifier (None | str | Unset): The hospital's identifier, whole.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PatientPage | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            client=client,
            identifier=identifier,
            limit=limit,
            after=after,
        )
    ).parsed
