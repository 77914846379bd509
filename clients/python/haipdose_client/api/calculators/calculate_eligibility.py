from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.eligibility_answer import EligibilityAnswer
from ...models.eligibility_request import EligibilityRequest
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    *,
    body: EligibilityRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/calculate/eligibility",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> EligibilityAnswer | Problem:
    if response.status_code == 200:
        response_200 = EligibilityAnswer.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[EligibilityAnswer | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: EligibilityRequest,
) -> Response[EligibilityAnswer | Problem]:
    """Eligibility

     Judge every criterion of a trial for a candidate.

    Args:
        body (EligibilityRequest): What is known about a candidate on the day of registration.
            Dates are the site's.

            ``statements``: answers to the protocol's statements, by their names. ``markers``: results
            of molecular tests.
            ``lesions``, ``steroids`` and ``malignancies`` describe what the statement beside them
            says there is.
            ``coumarin_replaced_by``: what is planned instead; ``none``: it is known that nothing is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EligibilityAnswer | Problem]
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
    body: EligibilityRequest,
) -> EligibilityAnswer | Problem | None:
    """Eligibility

     Judge every criterion of a trial for a candidate.

    Args:
        body (EligibilityRequest): What is known about a candidate on the day of registration.
            Dates are the site's.

            ``statements``: answers to the protocol's statements, by their names. ``markers``: results
            of molecular tests.
            ``lesions``, ``steroids`` and ``malignancies`` describe what the statement beside them
            says there is.
            ``coumarin_replaced_by``: what is planned instead; ``none``: it is known that nothing is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EligibilityAnswer | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: EligibilityRequest,
) -> Response[EligibilityAnswer | Problem]:
    """Eligibility

     Judge every criterion of a trial for a candidate.

    Args:
        body (EligibilityRequest): What is known about a candidate on the day of registration.
            Dates are the site's.

            ``statements``: answers to the protocol's statements, by their names. ``markers``: results
            of molecular tests.
            ``lesions``, ``steroids`` and ``malignancies`` describe what the statement beside them
            says there is.
            ``coumarin_replaced_by``: what is planned instead; ``none``: it is known that nothing is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EligibilityAnswer | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: EligibilityRequest,
) -> EligibilityAnswer | Problem | None:
    """Eligibility

     Judge every criterion of a trial for a candidate.

    Args:
        body (EligibilityRequest): What is known about a candidate on the day of registration.
            Dates are the site's.

            ``statements``: answers to the protocol's statements, by their names. ``markers``: results
            of molecular tests.
            ``lesions``, ``steroids`` and ``malignancies`` describe what the statement beside them
            says there is.
            ``coumarin_replaced_by``: what is planned instead; ``none``: it is known that nothing is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EligibilityAnswer | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
