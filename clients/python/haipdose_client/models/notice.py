from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.notice_level import NoticeLevel
from ..types import UNSET, Unset

T = TypeVar("T", bound="Notice")


@_attrs_define
class Notice:
    """A warning or information that travels with an answer.

    ``level`` is ``info``, ``warning`` or ``critical``; ``code`` is stable; ``message`` says what, value against limit;
    ``action`` says what to do.

        Attributes:
            level (NoticeLevel):
            code (str):
            message (str):
            action (str | Unset):  Default: ''.
            rule (None | str | Unset):
            source (str | Unset):  Default: ''.
    """

    level: NoticeLevel
    code: str
    message: str
    action: str | Unset = ""
    rule: None | str | Unset = UNSET
    source: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        level = self.level.value

        code = self.code

        message = self.message

        action = self.action

        rule: None | str | Unset
        if isinstance(self.rule, Unset):
            rule = UNSET
        else:
            rule = self.rule

        source = self.source

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "level": level,
                "code": code,
                "message": message,
            }
        )
        if action is not UNSET:
            field_dict["action"] = action
        if rule is not UNSET:
            field_dict["rule"] = rule
        if source is not UNSET:
            field_dict["source"] = source

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        level = NoticeLevel(d.pop("level"))

        code = d.pop("code")

        message = d.pop("message")

        action = d.pop("action", UNSET)

        def _parse_rule(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        rule = _parse_rule(d.pop("rule", UNSET))

        source = d.pop("source", UNSET)

        notice = cls(
            level=level,
            code=code,
            message=message,
            action=action,
            rule=rule,
            source=source,
        )

        return notice
