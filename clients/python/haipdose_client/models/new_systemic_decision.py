from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.systemic_request import SystemicRequest


T = TypeVar("T", bound="NewSystemicDecision")


@_attrs_define
class NewSystemicDecision:
    """The question to the rules, and what is decided: as they say, or otherwise with the reason.

    Attributes:
        follows_rules (bool):
        request (SystemicRequest): A systemic cycle to be decided and calculated.

            ``arm`` may be left out when the protocol has one; ``with_pump`` left out follows the arm.
        reason (None | str | Unset):
    """

    follows_rules: bool
    request: SystemicRequest
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
        from ..models.systemic_request import SystemicRequest  # noqa: PLC0415

        d = dict(src_dict)
        follows_rules = d.pop("follows_rules")

        request = SystemicRequest.from_dict(d.pop("request"))

        def _parse_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reason = _parse_reason(d.pop("reason", UNSET))

        new_systemic_decision = cls(
            follows_rules=follows_rules,
            request=request,
            reason=reason,
        )

        return new_systemic_decision
