from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.program_outcome_outcome import ProgramOutcomeOutcome
from ..types import UNSET, Unset

T = TypeVar("T", bound="ProgramOutcome")


@_attrs_define
class ProgramOutcome:
    """How it ended. ``uncertain``: nobody knows; nothing is sent again, the pump is read until it is known.

    Attributes:
        outcome (ProgramOutcomeOutcome):
        code (None | str | Unset):
        reason (None | str | Unset):
        superseded (bool | Unset):  Default: False.
        program_digest (None | str | Unset):
        confirmed_by (list[str] | Unset):
    """

    outcome: ProgramOutcomeOutcome
    code: None | str | Unset = UNSET
    reason: None | str | Unset = UNSET
    superseded: bool | Unset = False
    program_digest: None | str | Unset = UNSET
    confirmed_by: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        outcome = self.outcome.value

        code: None | str | Unset
        if isinstance(self.code, Unset):
            code = UNSET
        else:
            code = self.code

        reason: None | str | Unset
        if isinstance(self.reason, Unset):
            reason = UNSET
        else:
            reason = self.reason

        superseded = self.superseded

        program_digest: None | str | Unset
        if isinstance(self.program_digest, Unset):
            program_digest = UNSET
        else:
            program_digest = self.program_digest

        confirmed_by: list[str] | Unset = UNSET
        if not isinstance(self.confirmed_by, Unset):
            confirmed_by = self.confirmed_by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "outcome": outcome,
            }
        )
        if code is not UNSET:
            field_dict["code"] = code
        if reason is not UNSET:
            field_dict["reason"] = reason
        if superseded is not UNSET:
            field_dict["superseded"] = superseded
        if program_digest is not UNSET:
            field_dict["program_digest"] = program_digest
        if confirmed_by is not UNSET:
            field_dict["confirmed_by"] = confirmed_by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        outcome = ProgramOutcomeOutcome(d.pop("outcome"))

        def _parse_code(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        code = _parse_code(d.pop("code", UNSET))

        def _parse_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reason = _parse_reason(d.pop("reason", UNSET))

        superseded = d.pop("superseded", UNSET)

        def _parse_program_digest(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        program_digest = _parse_program_digest(d.pop("program_digest", UNSET))

        confirmed_by = cast(list[str], d.pop("confirmed_by", UNSET))

        program_outcome = cls(
            outcome=outcome,
            code=code,
            reason=reason,
            superseded=superseded,
            program_digest=program_digest,
            confirmed_by=confirmed_by,
        )

        return program_outcome
