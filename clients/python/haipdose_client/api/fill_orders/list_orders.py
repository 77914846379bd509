from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.order_page import OrderPage
from ...models.problem import Problem
from ...models.state import State
from ...types import UNSET, Response, Unset


def _get_kwargs(
    clinic: str,
    *,
    course: None | str | Unset = UNSET,
    state: None | State | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_course: None | str | Unset
    if isinstance(course, Unset):
        json_course = UNSET
    else:
        json_course = course
    params["course"] = json_course

    json_state: None | str | Unset
    if isinstance(state, Unset):
        json_state = UNSET
    elif isinstance(state, State):
        json_state = state.value
    else:
        json_state = state
    params["state"] = json_state

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
        "url": "/v1/clinics/{clinic}/orders".format(
            clinic=quote(str(clinic), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> OrderPage | Problem:
    if response.status_code == 200:
        response_200 = OrderPage.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[OrderPage | Problem]:
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
    state: None | State | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> Response[OrderPage | Problem]:
    """List Orders

     The fill orders of the clinic.

    Args:
        clinic (str): A clinic.
        course (None | str | Unset): Only of this course.
        state (None | State | Unset): Only in this state.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OrderPage | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
        state=state,
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
    state: None | State | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> OrderPage | Problem | None:
    """List Orders

     The fill orders of the clinic.

    Args:
        clinic (str): A clinic.
        course (None | str | Unset): Only of this course.
        state (None | State | Unset): Only in this state.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OrderPage | Problem
    """

    return sync_detailed(
        clinic=clinic,
        client=client,
        course=course,
        state=state,
        limit=limit,
        after=after,
    ).parsed


async def asyncio_detailed(
    clinic: str,
    *,
    client: AuthenticatedClient,
    course: None | str | Unset = UNSET,
    state: None | State | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> Response[OrderPage | Problem]:
    """List Orders

     The fill orders of the clinic.

    Args:
        clinic (str): A clinic.
        course (None | str | Unset): Only of this course.
        state (None | State | Unset): Only in this state.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OrderPage | Problem]
    """

    kwargs = _get_kwargs(
        clinic=clinic,
        course=course,
        state=state,
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
    state: None | State | Unset = UNSET,
    limit: int | Unset = 50,
    after: None | str | Unset = UNSET,
) -> OrderPage | Problem | None:
    """List Orders

     The fill orders of the clinic.

    Args:
        clinic (str): A clinic.
        course (None | str | Unset): Only of this course.
        state (None | State | Unset): Only in this state.
        limit (int | Unset): Entries a page. Default: 50.
        after (None | str | Unset): Where the page before ended (`next_after`).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OrderPage | Problem
    """

    return (
        await asyncio_detailed(
            clinic=clinic,
            client=client,
            course=course,
            state=state,
            limit=limit,
            after=after,
        )
    ).parsed
