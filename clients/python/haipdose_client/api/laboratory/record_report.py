from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.facts_appended import FactsAppended
from ...models.new_laboratory_report import NewLaboratoryReport
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    course: str,
    *,
    body: NewLaboratoryReport,
    idempotency_key: None | str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/clinics/{clinic}/courses/{course}/laboratory".format(
            clinic=quote(str(clinic), safe=""),
            course=quote(str(course), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> FactsAppended | Problem:
    if response.status_code == 201:
        response_201 = FactsAppended.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[FactsAppended | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
    body: NewLaboratoryReport,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[FactsAppended | Problem]:
    """Record Report

     Record a report. A result that cannot be, in an unknown unit, or from the future is refused with the
    others.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewLaboratoryReport): Results of blood drawn at ``at``. ``id``: the laboratory's
            own, so that a report sent twice is one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FactsAppended | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
    body: NewLaboratoryReport,
    idempotency_key: None | str | Unset = UNSET,
) -> FactsAppended | Problem | None:
    """Record Report

     Record a report. A result that cannot be, in an unknown unit, or from the future is refused with the
    others.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewLaboratoryReport): Results of blood drawn at ``at``. ``id``: the laboratory's
            own, so that a report sent twice is one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FactsAppended | Problem
    """

    return sync_detailed(
        clinic=clinic,
        course=course,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
    body: NewLaboratoryReport,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[FactsAppended | Problem]:
    """Record Report

     Record a report. A result that cannot be, in an unknown unit, or from the future is refused with the
    others.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewLaboratoryReport): Results of blood drawn at ``at``. ``id``: the laboratory's
            own, so that a report sent twice is one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FactsAppended | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
    body: NewLaboratoryReport,
    idempotency_key: None | str | Unset = UNSET,
) -> FactsAppended | Problem | None:
    """Record Report

     Record a report. A result that cannot be, in an unknown unit, or from the future is refused with the
    others.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewLaboratoryReport): Results of blood drawn at ``at``. ``id``: the laboratory's
            own, so that a report sent twice is one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FactsAppended | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            course=course,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
