from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="FieldProblem")


@_attrs_define
class FieldProblem:
    """One field that cannot be used.

    Attributes:
        family (str):
        code (str):
        message (str):
        field (None | str | Unset):
        found (None | str | Unset):
        allowed (None | str | Unset):
        remedy (None | str | Unset):
    """

    family: str
    code: str
    message: str
    field: None | str | Unset = UNSET
    found: None | str | Unset = UNSET
    allowed: None | str | Unset = UNSET
    remedy: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        family = self.family

        code = self.code

        message = self.message

        field: None | str | Unset
        if isinstance(self.field, Unset):
            field = UNSET
        else:
            field = self.field

        found: None | str | Unset
        if isinstance(self.found, Unset):
            found = UNSET
        else:
            found = self.found

        allowed: None | str | Unset
        if isinstance(self.allowed, Unset):
            allowed = UNSET
        else:
            allowed = self.allowed

        remedy: None | str | Unset
        if isinstance(self.remedy, Unset):
            remedy = UNSET
        else:
            remedy = self.remedy

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "family": family,
                "code": code,
                "message": message,
            }
        )
        if field is not UNSET:
            field_dict["field"] = field
        if found is not UNSET:
            field_dict["found"] = found
        if allowed is not UNSET:
            field_dict["allowed"] = allowed
        if remedy is not UNSET:
            field_dict["remedy"] = remedy

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        family = d.pop("family")

        code = d.pop("code")

        message = d.pop("message")

        def _parse_field(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        field = _parse_field(d.pop("field", UNSET))

        def _parse_found(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        found = _parse_found(d.pop("found", UNSET))

        def _parse_allowed(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        allowed = _parse_allowed(d.pop("allowed", UNSET))

        def _parse_remedy(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        remedy = _parse_remedy(d.pop("remedy", UNSET))

        field_problem = cls(
            family=family,
            code=code,
            message=message,
            field=field,
            found=found,
            allowed=allowed,
            remedy=remedy,
        )

        return field_problem
