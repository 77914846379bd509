from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.audit_page import AuditPage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    *,
    course: None | str | Unset = UNSET,
    actor: None | str | Unset = UNSET,
    limit: int | Unset = 100,
    after: int | Unset = 0,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_course: None | str | Unset
    if isinstance(course, Unset):
        json_course = UNSET
    else:
        json_course = course
    params["course"] = json_course

    json_actor: None | str | Unset
    if isinstance(actor, Unset):
        json_actor = UNSET
    else:
        json_actor = actor
    params["actor"] = json_actor

    params["limit"] = limit

    params["after"] = after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/clinics/{clinic}/audit".format(
            clinic=quote(str(clinic), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> AuditPage | Problem:
    if response.status_code == 200:
        response_200 = AuditPage.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[AuditPage | Problem]:
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
    course: None | str | Unset = UNSET,
    actor: None | str | Unset = UNSET,
    limit: int | Unset = 100,
    after: int | Unset = 0,
) -> Response[AuditPage | Problem]:
    """List Audit

     The clinic's audit trail, oldest first.

    Args:
        clinic (str): A clinic.
        course (None | str | Unset): Only about this course.
        actor (None | str | Unset): Only by this person or system.
        limit (int | Unset): Entries a page. Default: 100.
        after (int | Unset):  Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuditPage | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
        actor=actor,
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
    course: None | str | Unset = UNSET,
    actor: None | str | Unset = UNSET,
    limit: int | Unset = 100,
    after: int | Unset = 0,
) -> AuditPage | Problem | None:
    """List Audit

     The clinic's audit trail, oldest first.

    Args:
        clinic (str): A clinic.
        course (None | str | Unset): Only about this course.
        actor (None | str | Unset): Only by this person or system.
        limit (int | Unset): Entries a page. Default: 100.
        after (int | Unset):  Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuditPage | Problem
    """

    return sync_detailed(
        clinic=clinic,
        client=client,
        course=course,
        actor=actor,
        limit=limit,
        after=after,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    *,
    client: AuthenticatedClient,
    course: None | str | Unset = UNSET,
    actor: None | str | Unset = UNSET,
    limit: int | Unset = 100,
    after: int | Unset = 0,
) -> Response[AuditPage | Problem]:
    """List Audit

     The clinic's audit trail, oldest first.

    Args:
        clinic (str): A clinic.
        course (None | str | Unset): Only about this course.
        actor (None | str | Unset): Only by this person or system.
        limit (int | Unset): Entries a page. Default: 100.
        after (int | Unset):  Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuditPage | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
        actor=actor,
        limit=limit,
        after=after,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    *,
    client: AuthenticatedClient,
    course: None | str | Unset = UNSET,
    actor: None | str | Unset = UNSET,
    limit: int | Unset = 100,
    after: int | Unset = 0,
) -> AuditPage | Problem | None:
    """List Audit

     The clinic's audit trail, oldest first.

    Args:
        clinic (str): A clinic.
        course (None | str | Unset): Only about this course.
        actor (None | str | Unset): Only by this person or system.
        limit (int | Unset): Entries a page. Default: 100.
        after (int | Unset):  Default: 0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuditPage | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            client=client,
            course=course,
            actor=actor,
            limit=limit,
            after=after,
        )
    ).parsed
