from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.approval_recorded import ApprovalRecorded
from ...models.new_approval import NewApproval
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    *,
    body: NewApproval,
    idempotency_key: None | str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/clinics/{clinic}/approvals".format(
            clinic=quote(str(clinic), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ApprovalRecorded | Problem:
    if response.status_code == 201:
        response_201 = ApprovalRecorded.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ApprovalRecorded | Problem]:
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
    body: NewApproval,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[ApprovalRecorded | Problem]:
    """Record Approval

     Approve or withdraw. The digest shows that exactly this content was seen.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewApproval): Approve the content with this digest, and confirm values by their
            paths; or withdraw, with a statement.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ApprovalRecorded | Problem]
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
    body: NewApproval,
    idempotency_key: None | str | Unset = UNSET,
) -> ApprovalRecorded | Problem | None:
    """Record Approval

     Approve or withdraw. The digest shows that exactly this content was seen.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewApproval): Approve the content with this digest, and confirm values by their
            paths; or withdraw, with a statement.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ApprovalRecorded | Problem
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
    body: NewApproval,
    idempotency_key: None | str | Unset = UNSET,
) -> Response[ApprovalRecorded | Problem]:
    """Record Approval

     Approve or withdraw. The digest shows that exactly this content was seen.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewApproval): Approve the content with this digest, and confirm values by their
            paths; or withdraw, with a statement.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ApprovalRecorded | Problem]
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
    body: NewApproval,
    idempotency_key: None | str | Unset = UNSET,
) -> ApprovalRecorded | Problem | None:
    """Record Approval

     Approve or withdraw. The digest shows that exactly this content was seen.

    Args:
        clinic (str): A clinic.
        idempotency_key (None | str | Unset): Chosen by the caller; the same key with the same
            request is done once and answered again.
        body (NewApproval): Approve the content with this digest, and confirm values by their
            paths; or withdraw, with a statement.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ApprovalRecorded | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
