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
    product: str,
    *,
    body: PharmacyProductInput,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/clinics/{clinic}/products/{product}".format(
            clinic=quote(str(clinic), safe=""),
            product=quote(str(product), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
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
    body: PharmacyProductInput,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[Problem | RecordedPharmacyProduct]:
    """Change Product

     Put another document in its place, with its lots; every earlier one stays recorded.

    Args:
        clinic (str): A clinic.
        product (str): A stock product of the pharmacy.
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
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
        product=product,
        body=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
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
    body: PharmacyProductInput,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> Problem | RecordedPharmacyProduct | None:
    """Change Product

     Put another document in its place, with its lots; every earlier one stays recorded.

    Args:
        clinic (str): A clinic.
        product (str): A stock product of the pharmacy.
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
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
        product=product,
        client=client,
        body=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    product: str,
    *,
    client: AuthenticatedClient,
    body: PharmacyProductInput,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[Problem | RecordedPharmacyProduct]:
    """Change Product

     Put another document in its place, with its lots; every earlier one stays recorded.

    Args:
        clinic (str): A clinic.
        product (str): A stock product of the pharmacy.
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
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
        product=product,
        body=body,
        if_match=if_match,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    product: str,
    *,
    client: AuthenticatedClient,
    body: PharmacyProductInput,
    if_match: None | str | Unset = UNSET,
    idempotency_key: None | str | Unset = UNSET,
) -> Problem | RecordedPharmacyProduct | None:
    """Change Product

     Put another document in its place, with its lots; every earlier one stays recorded.

    Args:
        clinic (str): A clinic.
        product (str): A stock product of the pharmacy.
        if_match (None | str | Unset): The version that was read, as its ETag: `"7"`.
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
            product=product,
            client=client,
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
        )
    ).parsed
