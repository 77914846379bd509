from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.grade_answer_row import GradeAnswerRow
from ...models.grade_row import GradeRow
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    *,
    body: list[GradeRow],
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/calculate/grade",
    }

    _kwargs["json"] = []
    for componentsschemas_grade_rows_item_data in body:
        componentsschemas_grade_rows_item = componentsschemas_grade_rows_item_data.to_dict()
        _kwargs["json"].append(componentsschemas_grade_rows_item)

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | list[GradeAnswerRow]:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for response_200_item_data in _response_200:
            response_200_item = GradeAnswerRow.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | list[GradeAnswerRow]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: list[GradeRow],
) -> Response[Problem | list[GradeAnswerRow]]:
    """Grade

     Grade laboratory values by CTCAE v5.0.

    Args:
        body (list[GradeRow]): A list of rows.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | list[GradeAnswerRow]]
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
    body: list[GradeRow],
) -> Problem | list[GradeAnswerRow] | None:
    """Grade

     Grade laboratory values by CTCAE v5.0.

    Args:
        body (list[GradeRow]): A list of rows.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | list[GradeAnswerRow]
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: list[GradeRow],
) -> Response[Problem | list[GradeAnswerRow]]:
    """Grade

     Grade laboratory values by CTCAE v5.0.

    Args:
        body (list[GradeRow]): A list of rows.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | list[GradeAnswerRow]]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: list[GradeRow],
) -> Problem | list[GradeAnswerRow] | None:
    """Grade

     Grade laboratory values by CTCAE v5.0.

    Args:
        body (list[GradeRow]): A list of rows.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | list[GradeAnswerRow]
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
