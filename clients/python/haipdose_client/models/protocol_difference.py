from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.protocol_change import ProtocolChange


T = TypeVar("T", bound="ProtocolDifference")


@_attrs_define
class ProtocolDifference:
    """Everything that differs between two protocols, values first.

    Attributes:
        old (str):
        new (str):
        old_digest (str):
        new_digest (str):
        same (bool):
        changes (list[ProtocolChange]):
        arms_compared (None | str | Unset):
    """

    old: str
    new: str
    old_digest: str
    new_digest: str
    same: bool
    changes: list[ProtocolChange]
    arms_compared: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        old = self.old

        new = self.new

        old_digest = self.old_digest

        new_digest = self.new_digest

        same = self.same

        changes = []
        for changes_item_data in self.changes:
            changes_item = changes_item_data.to_dict()
            changes.append(changes_item)

        arms_compared: None | str | Unset
        if isinstance(self.arms_compared, Unset):
            arms_compared = UNSET
        else:
            arms_compared = self.arms_compared

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "old": old,
                "new": new,
                "old_digest": old_digest,
                "new_digest": new_digest,
                "same": same,
                "changes": changes,
            }
        )
        if arms_compared is not UNSET:
            field_dict["arms_compared"] = arms_compared

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.protocol_change import ProtocolChange  # noqa: PLC0415

        d = dict(src_dict)
        old = d.pop("old")

        new = d.pop("new")

        old_digest = d.pop("old_digest")

        new_digest = d.pop("new_digest")

        same = d.pop("same")

        changes = []
        _changes = d.pop("changes")
        for changes_item_data in _changes:
            changes_item = ProtocolChange.from_dict(changes_item_data)

            changes.append(changes_item)

        def _parse_arms_compared(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        arms_compared = _parse_arms_compared(d.pop("arms_compared", UNSET))

        protocol_difference = cls(
            old=old,
            new=new,
            old_digest=old_digest,
            new_digest=new_digest,
            same=same,
            changes=changes,
            arms_compared=arms_compared,
        )

        return protocol_difference
