from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.modify_answer import ModifyAnswer
from ...models.modify_request import ModifyRequest
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    *,
    body: ModifyRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/calculate/modify",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ModifyAnswer | Problem:
    if response.status_code == 200:
        response_200 = ModifyAnswer.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ModifyAnswer | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: ModifyRequest,
) -> Response[ModifyAnswer | Problem]:
    """Modify

     Decide the next floxuridine dose from liver tests and events.

    Args:
        body (ModifyRequest): The results and events since the last floxuridine dose.

            ``reference``: on the day of the last floxuridine dose. ``current``: at emptying or before
            the planned fill; the
            worst of each test counts. ``last_dose_percent``: of the full protocol dose. ``held``:
            floxuridine is on hold now;
            ``held_by``: the tests and events that caused it, when known; ``resolved``: those of these
            events that a person
            found to be over, with the condition to go on met. ``events``: those that are there now.
            ``baseline``: before
            treatment, for the drift warning. ``as_of``: the time of the planned fill; results after
            it are refused, and a test
            of which the newest result is too old by then counts as missing. Without it ages are
            counted from the newest
            current result.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ModifyAnswer | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: ModifyRequest,
) -> ModifyAnswer | Problem | None:
    """Modify

     Decide the next floxuridine dose from liver tests and events.

    Args:
        body (ModifyRequest): The results and events since the last floxuridine dose.

            ``reference``: on the day of the last floxuridine dose. ``current``: at emptying or before
            the planned fill; the
            worst of each test counts. ``last_dose_percent``: of the full protocol dose. ``held``:
            floxuridine is on hold now;
            ``held_by``: the tests and events that caused it, when known; ``resolved``: those of these
            events that a person
            found to be over, with the condition to go on met. ``events``: those that are there now.
            ``baseline``: before
            treatment, for the drift warning. ``as_of``: the time of the planned fill; results after
            it are refused, and a test
            of which the newest result is too old by then counts as missing. Without it ages are
            counted from the newest
            current result.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ModifyAnswer | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: ModifyRequest,
) -> Response[ModifyAnswer | Problem]:
    """Modify

     Decide the next floxuridine dose from liver tests and events.

    Args:
        body (ModifyRequest): The results and events since the last floxuridine dose.

            ``reference``: on the day of the last floxuridine dose. ``current``: at emptying or before
            the planned fill; the
            worst of each test counts. ``last_dose_percent``: of the full protocol dose. ``held``:
            floxuridine is on hold now;
            ``held_by``: the tests and events that caused it, when known; ``resolved``: those of these
            events that a person
            found to be over, with the condition to go on met. ``events``: those that are there now.
            ``baseline``: before
            treatment, for the drift warning. ``as_of``: the time of the planned fill; results after
            it are refused, and a test
            of which the newest result is too old by then counts as missing. Without it ages are
            counted from the newest
            current result.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ModifyAnswer | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: ModifyRequest,
) -> ModifyAnswer | Problem | None:
    """Modify

     Decide the next floxuridine dose from liver tests and events.

    Args:
        body (ModifyRequest): The results and events since the last floxuridine dose.

            ``reference``: on the day of the last floxuridine dose. ``current``: at emptying or before
            the planned fill; the
            worst of each test counts. ``last_dose_percent``: of the full protocol dose. ``held``:
            floxuridine is on hold now;
            ``held_by``: the tests and events that caused it, when known; ``resolved``: those of these
            events that a person
            found to be over, with the condition to go on met. ``events``: those that are there now.
            ``baseline``: before
            treatment, for the drift warning. ``as_of``: the time of the planned fill; results after
            it are refused, and a test
            of which the newest result is too old by then counts as missing. Without it ages are
            counted from the newest
            current result.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ModifyAnswer | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
