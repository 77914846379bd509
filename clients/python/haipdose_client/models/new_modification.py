from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.modify_request import ModifyRequest


T = TypeVar("T", bound="NewModification")


@_attrs_define
class NewModification:
    """The question to the rules, and what is decided: as they say, or otherwise with the reason.

    Attributes:
        follows_rules (bool):
        request (ModifyRequest): The results and events since the last floxuridine dose.

            ``reference``: on the day of the last floxuridine dose. ``current``: at emptying or before the planned fill; the
            worst of each test counts. ``last_dose_percent``: of the full protocol dose. ``held``: floxuridine is on hold
            now;
            ``held_by``: the tests and events that caused it, when known; ``resolved``: those of these events that a person
            found to be over, with the condition to go on met. ``events``: those that are there now. ``baseline``: before
            treatment, for the drift warning. ``as_of``: the time of the planned fill; results after it are refused, and a
            test
            of which the newest result is too old by then counts as missing. Without it ages are counted from the newest
            current result.
        reason (None | str | Unset):
    """

    follows_rules: bool
    request: ModifyRequest
    reason: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        follows_rules = self.follows_rules

        request = self.request.to_dict()

        reason: None | str | Unset
        if isinstance(self.reason, Unset):
            reason = UNSET
        else:
            reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "follows_rules": follows_rules,
                "request": request,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.modify_request import ModifyRequest  # noqa: PLC0415

        d = dict(src_dict)
        follows_rules = d.pop("follows_rules")

        request = ModifyRequest.from_dict(d.pop("request"))

        def _parse_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reason = _parse_reason(d.pop("reason", UNSET))

        new_modification = cls(
            follows_rules=follows_rules,
            request=request,
            reason=reason,
        )

        return new_modification
