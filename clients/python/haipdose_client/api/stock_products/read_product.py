from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.recorded_pharmacy_product import RecordedPharmacyProduct
from ...types import Response


def _get_kwargs(
    clinic: str,
    product: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/products/{product}".format(
            clinic=quote(str(clinic), safe=""),
            product=quote(str(product), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | RecordedPharmacyProduct:
    if response.status_code == 200:
        response_200 = RecordedPharmacyProduct.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | RecordedPharmacyProduct]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    clinic: str,
    product: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | RecordedPharmacyProduct]:
    """Read Product

     One product, with its version as ETag.

    Args:
        clinic (str): A clinic.
        product (str): A stock product of the pharmacy.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RecordedPharmacyProduct]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        product=product,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    product: str,
    *,
    client: AuthenticatedClient,
) -> Problem | RecordedPharmacyProduct | None:
    """Read Product

     One product, with its version as ETag.

    Args:
        clinic (str): A clinic.
        product (str): A stock product of the pharmacy.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RecordedPharmacyProduct
    """

    return sync_detailed(
        clinic=clinic,
        product=product,
        client=client,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    product: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | RecordedPharmacyProduct]:
    """Read Product

     One product, with its version as ETag.

    Args:
        clinic (str): A clinic.
        product (str): A stock product of the pharmacy.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RecordedPharmacyProduct]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        product=product,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    product: str,
    *,
    client: AuthenticatedClient,
) -> Problem | RecordedPharmacyProduct | None:
    """Read Product

     One product, with its version as ETag.

    Args:
        clinic (str): A clinic.
        product (str): A stock product of the pharmacy.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RecordedPharmacyProduct
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            product=product,
            client=client,
        )
    ).parsed
