from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.decision_page import DecisionPage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    course: str,
    *,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

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
        "url": "/v1/clinics/{clinic}/courses/{course}/decisions/systemic".format(
            clinic=quote(str(clinic), safe=""),
            course=quote(str(course), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> DecisionPage | Problem:
    if response.status_code == 200:
        response_200 = DecisionPage.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DecisionPage | Problem]:
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
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> Response[DecisionPage | Problem]:
    """List Systemic Decisions

     Decisions on systemic cycles.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DecisionPage | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
        limit=limit,
        after=after,
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
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> DecisionPage | Problem | None:
    """List Systemic Decisions

     Decisions on systemic cycles.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DecisionPage | Problem
    """

    return sync_detailed(
        clinic=clinic,
        course=course,
        client=client,
        limit=limit,
        after=after,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> Response[DecisionPage | Problem]:
    """List Systemic Decisions

     Decisions on systemic cycles.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DecisionPage | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
        limit=limit,
        after=after,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clinic: str,
    course: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> DecisionPage | Problem | None:
    """List Systemic Decisions

     Decisions on systemic cycles.

    Args:
        clinic (str): A clinic.
        course (str): A course of treatment.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DecisionPage | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            course=course,
            client=client,
            limit=limit,
            after=after,
        )
    ).parsed
