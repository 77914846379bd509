from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.search_response_200 import SearchResponse200
from ...models.search_response_default import SearchResponseDefault
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    kind: str,
    *,
    patient: None | str | Unset = UNSET,
    identifier: None | str | Unset = UNSET,
    field_id: None | str | Unset = UNSET,
    date: list[str] | None | Unset = UNSET,
    status: None | str | Unset = UNSET,
    code: None | str | Unset = UNSET,
    field_count: int | Unset = 50,
    field_offset: int | Unset = 0,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_patient: None | str | Unset
    if isinstance(patient, Unset):
        json_patient = UNSET
    else:
        json_patient = patient
    params["patient"] = json_patient

    json_identifier: None | str | Unset
    if isinstance(identifier, Unset):
        json_identifier = UNSET
    else:
        json_identifier = identifier
    params["identifier"] = json_identifier

    json_field_id: None | str | Unset
    if isinstance(field_id, Unset):
        json_field_id = UNSET
    else:
        json_field_id = field_id
    params["_id"] = json_field_id

    json_date: list[str] | None | Unset
    if isinstance(date, Unset):
        json_date = UNSET
    elif isinstance(date, list):
        json_date = date

    else:
        json_date = date
    params["date"] = json_date

    json_status: None | str | Unset
    if isinstance(status, Unset):
        json_status = UNSET
    else:
        json_status = status
    params["status"] = json_status

    json_code: None | str | Unset
    if isinstance(code, Unset):
        json_code = UNSET
    else:
        json_code = code
    params["code"] = json_code

    params["_count"] = field_count

    params["_offset"] = field_offset

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/fhir/{kind}".format(
            clinic=quote(str(clinic), safe=""),
            kind=quote(str(kind), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> SearchResponse200 | SearchResponseDefault:
    if response.status_code == 200:
        response_200 = SearchResponse200.from_dict(response.json())

        return response_200

    response_default = SearchResponseDefault.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[SearchResponse200 | SearchResponseDefault]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    clinic: str,
    kind: str,
    *,
    client: AuthenticatedClient,
    patient: None | str | Unset = UNSET,
    identifier: None | str | Unset = UNSET,
    field_id: None | str | Unset = UNSET,
    date: list[str] | None | Unset = UNSET,
    status: None | str | Unset = UNSET,
    code: None | str | Unset = UNSET,
    field_count: int | Unset = 50,
    field_offset: int | Unset = 0,
) -> Response[SearchResponse200 | SearchResponseDefault]:
    """Search

     Search a kind of resource. A parameter that is not known is refused, so that nobody believes it was
    used.

    Args:
        clinic (str): A clinic.
        kind (str):
        patient (None | str | Unset): Patient/pat-… or pat-…
        identifier (None | str | Unset):
        field_id (None | str | Unset):
        date (list[str] | None | Unset):
        status (None | str | Unset):
        code (None | str | Unset):
        field_count (int | Unset):  Default: 50.
        field_offset (int | Unset):  Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SearchResponse200 | SearchResponseDefault]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        kind=kind,
        patient=patient,
        identifier=identifier,
        field_id=field_id,
        date=date,
        status=status,
        code=code,
        field_count=field_count,
        field_offset=field_offset,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    kind: str,
    *,
    client: AuthenticatedClient,
    patient: None | str | Unset = UNSET,
    identifier: None | str | Unset = UNSET,
    field_id: None | str | Unset = UNSET,
    date: list[str] | None | Unset = UNSET,
    status: None | str | Unset = UNSET,
    code: None | str | Unset = UNSET,
    field_count: int | Unset = 50,
    field_offset: int | Unset = 0,
) -> SearchResponse200 | SearchResponseDefault | None:
    """Search

     Search a kind of resource. A parameter that is not known is refused, so that nobody believes it was
    used.

    Args:
        clinic (str): A clinic.
        kind (str):
        patient (None | str | Unset): Patient/pat-… or pat-…
        identifier (None | str | Unset):
        field_id (None | str | Unset):
        date (list[str] | None | Unset):
        status (None | str | Unset):
        code (None | str | Unset):
        field_count (int | Unset):  Default: 50.
        field_offset (int | Unset):  Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SearchResponse200 | SearchResponseDefault
    """

    return sync_detailed(
        clinic=clinic,
        kind=kind,
        client=client,
        patient=patient,
        identifier=identifier,
        field_id=field_id,
        date=date,
        status=status,
        code=code,
        field_count=field_count,
        field_offset=field_offset,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    kind: str,
    *,
    client: AuthenticatedClient,
    patient: None | str | Unset = UNSET,
    identifier: None | str | Unset = UNSET,
    field_id: None | str | Unset = UNSET,
    date: list[str] | None | Unset = UNSET,
    status: None | str | Unset = UNSET,
    code: None | str | Unset = UNSET,
    field_count: int | Unset = 50,
    field_offset: int | Unset = 0,
) -> Response[SearchResponse200 | SearchResponseDefault]:
    """Search

     Search a kind of resource. A parameter that is not known is refused, so that nobody believes it was
    used.

    Args:
        clinic (str): A clinic.
        kind (str):
        patient (None | str | Unset): Patient/pat-… or pat-…
        identifier (None | str | Unset):
        field_id (None | str | Unset):
        date (list[str] | None | Unset):
        status (None | str | Unset):
        code (None | str | Unset):
        field_count (int | Unset):  Default: 50.
        field_offset (int | Unset):  Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SearchResponse200 | SearchResponseDefault]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        kind=kind,
        patient=patient,
        identifier=identifier,
        field_id=field_id,
        date=date,
        status=status,
        code=code,
        field_count=field_count,
        field_offset=field_offset,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    kind: str,
    *,
    client: AuthenticatedClient,
    patient: None | str | Unset = UNSET,
    identifier: None | str | Unset = UNSET,
    field_id: None | str | Unset = UNSET,
    date: list[str] | None | Unset = UNSET,
    status: None | str | Unset = UNSET,
    code: None | str | Unset = UNSET,
    field_count: int | Unset = 50,
    field_offset: int | Unset = 0,
) -> SearchResponse200 | SearchResponseDefault | None:
    """Search

     Search a kind of resource. A parameter that is not known is refused, so that nobody believes it was
    used.

    Args:
        clinic (str): A clinic.
        kind (str):
        patient (None | str | Unset): Patient/pat-… or pat-…
        identifier (None | str | Unset):
        field_id (None | str | Unset):
        date (list[str] | None | Unset):
        status (None | str | Unset):
        code (None | str | Unset):
        field_count (int | Unset):  Default: 50.
        field_offset (int | Unset):  Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SearchResponse200 | SearchResponseDefault
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            kind=kind,
            client=client,
            patient=patient,
            identifier=identifier,
            field_id=field_id,
            date=date,
            status=status,
            code=code,
            field_count=field_count,
            field_offset=field_offset,
        )
    ).parsed
