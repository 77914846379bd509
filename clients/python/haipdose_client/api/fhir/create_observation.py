from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.create_observation_body import CreateObservationBody
from ...models.create_observation_response_200 import CreateObservationResponse200
from ...models.create_observation_response_201 import CreateObservationResponse201
from ...models.create_observation_response_default import CreateObservationResponseDefault
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    *,
    body: CreateObservationBody,
    idempotency_key: None | str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/clinics/{clinic}/fhir/Observation".format(
            clinic=quote(str(clinic), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/fhir+json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CreateObservationResponse200 | CreateObservationResponse201 | CreateObservationResponseDefault:
    if response.status_code == 200:
        response_200 = CreateObservationResponse200.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = CreateObservationResponse201.from_dict(response.json())

        return response_201

    response_default = CreateObservationResponseDefault.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CreateObservationResponse200 | CreateObservationResponse201 | CreateObservationResponseDefault]:
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
    body: CreateObservationBody,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[CreateObservationResponse200 | CreateObservationResponse201 | CreateObservationResponseDefault]:
    """Create Observation

     Record a laboratory result or a body weight. One that is recorded already is not recorded twice.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (CreateObservationBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreateObservationResponse200 | CreateObservationResponse201 | CreateObservationResponseDefault]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    *,
    client: AuthenticatedClient,
    body: CreateObservationBody,
    idempotency_key: None | str | Unset = UNSET,
) -> CreateObservationResponse200 | CreateObservationResponse201 | CreateObservationResponseDefault | None:
    """Create Observation

     Record a laboratory result or a body weight. One that is recorded already is not recorded twice.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (CreateObservationBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CreateObservationResponse200 | CreateObservationResponse201 | CreateObservationResponseDefault
    """

    return sync_detailed(
        clinic=clinic,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    *,
    client: AuthenticatedClient,
    body: CreateObservationBody,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[CreateObservationResponse200 | CreateObservationResponse201 | CreateObservationResponseDefault]:
    """Create Observation

     Record a laboratory result or a body weight. One that is recorded already is not recorded twice.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (CreateObservationBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreateObservationResponse200 | CreateObservationResponse201 | CreateObservationResponseDefault]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    *,
    client: AuthenticatedClient,
    body: CreateObservationBody,
    idempotency_key: None | str | Unset = UNSET,
) -> CreateObservationResponse200 | CreateObservationResponse201 | CreateObservationResponseDefault | None:
    """Create Observation

     Record a laboratory result or a body weight. One that is recorded already is not recorded twice.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (CreateObservationBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CreateObservationResponse200 | CreateObservationResponse201 | CreateObservationResponseDefault
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
