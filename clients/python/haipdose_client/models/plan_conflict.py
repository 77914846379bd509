from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.plan_option import PlanOption


T = TypeVar("T", bound="PlanConflict")


@_attrs_define
class PlanConflict:
    """Rules or wishes that cannot all be met, named, with the least bad options. Nothing is broken quietly.

    Attributes:
        code (str):
        message (str):
        rules (list[str]):
        visits (list[str]):
        facts (list[str]):
        options (list[PlanOption]):
        impossible (bool):
    """

    code: str
    message: str
    rules: list[str]
    visits: list[str]
    facts: list[str]
    options: list[PlanOption]
    impossible: bool

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        message = self.message

        rules = self.rules

        visits = self.visits

        facts = self.facts

        options = []
        for options_item_data in self.options:
            options_item = options_item_data.to_dict()
            options.append(options_item)

        impossible = self.impossible

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "code": code,
                "message": message,
                "rules": rules,
                "visits": visits,
                "facts": facts,
                "options": options,
                "impossible": impossible,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.plan_option import PlanOption  # noqa: PLC0415

        d = dict(src_dict)
        code = d.pop("code")

        message = d.pop("message")

        rules = cast(list[str], d.pop("rules"))

        visits = cast(list[str], d.pop("visits"))

        facts = cast(list[str], d.pop("facts"))

        options = []
        _options = d.pop("options")
        for options_item_data in _options:
            options_item = PlanOption.from_dict(options_item_data)

            options.append(options_item)

        impossible = d.pop("impossible")

        plan_conflict = cls(
            code=code,
            message=message,
            rules=rules,
            visits=visits,
            facts=facts,
            options=options,
            impossible=impossible,
        )

        return plan_conflict
