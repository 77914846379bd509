from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.pharmacy_product_input import PharmacyProductInput
from ...models.problem import Problem
from ...models.recorded_pharmacy_product import RecordedPharmacyProduct
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    *,
    body: PharmacyProductInput,
    idempotency_key: None | str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/clinics/{clinic}/products".format(
            clinic=quote(str(clinic), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | RecordedPharmacyProduct:
    if response.status_code == 201:
        response_201 = RecordedPharmacyProduct.from_dict(response.json())

        return response_201

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
    *,
    client: AuthenticatedClient,
    body: PharmacyProductInput,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[Problem | RecordedPharmacyProduct]:
    """Create Product

     Record a product. It changes no calculation: what a fill was worked out with has to agree with it.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (PharmacyProductInput): A product as the pharmacy stocks it; everything in it is the
            site's own (``local``).

            ``strength`` is per mL as it is drawn up (after reconstitution), percent for glycerol, and
            null for a diluent, whose
            name says it. ``container_ml`` is what one container holds then, mL. ``code`` is the
            pharmacy's own number, unique
            in the clinic; ``other_codes`` are by name of the system, such as a national article
            number or a GTIN.
            ``low_at``: so many containers or fewer are pointed out (null: only when none is left).
            ``warn_days``: so many
            days before its date a lot is pointed out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RecordedPharmacyProduct]
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
    body: PharmacyProductInput,
    idempotency_key: None | str | Unset = UNSET,
) -> Problem | RecordedPharmacyProduct | None:
    """Create Product

     Record a product. It changes no calculation: what a fill was worked out with has to agree with it.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (PharmacyProductInput): A product as the pharmacy stocks it; everything in it is the
            site's own (``local``).

            ``strength`` is per mL as it is drawn up (after reconstitution), percent for glycerol, and
            null for a diluent, whose
            name says it. ``container_ml`` is what one container holds then, mL. ``code`` is the
            pharmacy's own number, unique
            in the clinic; ``other_codes`` are by name of the system, such as a national article
            number or a GTIN.
            ``low_at``: so many containers or fewer are pointed out (null: only when none is left).
            ``warn_days``: so many
            days before its date a lot is pointed out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RecordedPharmacyProduct
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
    body: PharmacyProductInput,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[Problem | RecordedPharmacyProduct]:
    """Create Product

     Record a product. It changes no calculation: what a fill was worked out with has to agree with it.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (PharmacyProductInput): A product as the pharmacy stocks it; everything in it is the
            site's own (``local``).

            ``strength`` is per mL as it is drawn up (after reconstitution), percent for glycerol, and
            null for a diluent, whose
            name says it. ``container_ml`` is what one container holds then, mL. ``code`` is the
            pharmacy's own number, unique
            in the clinic; ``other_codes`` are by name of the system, such as a national article
            number or a GTIN.
            ``low_at``: so many containers or fewer are pointed out (null: only when none is left).
            ``warn_days``: so many
            days before its date a lot is pointed out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RecordedPharmacyProduct]
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
    body: PharmacyProductInput,
    idempotency_key: None | str | Unset = UNSET,
) -> Problem | RecordedPharmacyProduct | None:
    """Create Product

     Record a product. It changes no calculation: what a fill was worked out with has to agree with it.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (PharmacyProductInput): A product as the pharmacy stocks it; everything in it is the
            site's own (``local``).

            ``strength`` is per mL as it is drawn up (after reconstitution), percent for glycerol, and
            null for a diluent, whose
            name says it. ``container_ml`` is what one container holds then, mL. ``code`` is the
            pharmacy's own number, unique
            in the clinic; ``other_codes`` are by name of the system, such as a national article
            number or a GTIN.
            ``low_at``: so many containers or fewer are pointed out (null: only when none is left).
            ``warn_days``: so many
            days before its date a lot is pointed out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RecordedPharmacyProduct
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
