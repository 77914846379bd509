from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewApproval")


@_attrs_define
class NewApproval:
    """Approve the content with this digest, and confirm values by their paths; or withdraw, with a statement.

    Attributes:
        protocol (str):
        digest (str):
        withdraw (bool | Unset):  Default: False.
        statement (None | str | Unset):
        confirm (list[str] | Unset):
        confirm_all_unverified (bool | Unset):  Default: False.
    """

    protocol: str
    digest: str
    withdraw: bool | Unset = False
    statement: None | str | Unset = UNSET
    confirm: list[str] | Unset = UNSET
    confirm_all_unverified: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        protocol = self.protocol

        digest = self.digest

        withdraw = self.withdraw

        statement: None | str | Unset
        if isinstance(self.statement, Unset):
            statement = UNSET
        else:
            statement = self.statement

        confirm: list[str] | Unset = UNSET
        if not isinstance(self.confirm, Unset):
            confirm = self.confirm

        confirm_all_unverified = self.confirm_all_unverified

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "protocol": protocol,
                "digest": digest,
            }
        )
        if withdraw is not UNSET:
            field_dict["withdraw"] = withdraw
        if statement is not UNSET:
            field_dict["statement"] = statement
        if confirm is not UNSET:
            field_dict["confirm"] = confirm
        if confirm_all_unverified is not UNSET:
            field_dict["confirm_all_unverified"] = confirm_all_unverified

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        protocol = d.pop("protocol")

        digest = d.pop("digest")

        withdraw = d.pop("withdraw", UNSET)

        def _parse_statement(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        statement = _parse_statement(d.pop("statement", UNSET))

        confirm = cast(list[str], d.pop("confirm", UNSET))

        confirm_all_unverified = d.pop("confirm_all_unverified", UNSET)

        new_approval = cls(
            protocol=protocol,
            digest=digest,
            withdraw=withdraw,
            statement=statement,
            confirm=confirm,
            confirm_all_unverified=confirm_all_unverified,
        )

        return new_approval
