from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.protocol_change_about import ProtocolChangeAbout
from ..models.protocol_change_kind import ProtocolChangeKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="ProtocolChange")


@_attrs_define
class ProtocolChange:
    """One difference. ``about``: a rule's ``value``, the ``evidence`` it rests on, or the protocol's own ``name``.

    Attributes:
        kind (ProtocolChangeKind):
        about (ProtocolChangeAbout):
        path (str):
        label (str):
        sentence (str):
        old (None | str | Unset):
        new (None | str | Unset):
    """

    kind: ProtocolChangeKind
    about: ProtocolChangeAbout
    path: str
    label: str
    sentence: str
    old: None | str | Unset = UNSET
    new: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        about = self.about.value

        path = self.path

        label = self.label

        sentence = self.sentence

        old: None | str | Unset
        if isinstance(self.old, Unset):
            old = UNSET
        else:
            old = self.old

        new: None | str | Unset
        if isinstance(self.new, Unset):
            new = UNSET
        else:
            new = self.new

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "about": about,
                "path": path,
                "label": label,
                "sentence": sentence,
            }
        )
        if old is not UNSET:
            field_dict["old"] = old
        if new is not UNSET:
            field_dict["new"] = new

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = ProtocolChangeKind(d.pop("kind"))

        about = ProtocolChangeAbout(d.pop("about"))

        path = d.pop("path")

        label = d.pop("label")

        sentence = d.pop("sentence")

        def _parse_old(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        old = _parse_old(d.pop("old", UNSET))

        def _parse_new(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        new = _parse_new(d.pop("new", UNSET))

        protocol_change = cls(
            kind=kind,
            about=about,
            path=path,
            label=label,
            sentence=sentence,
            old=old,
            new=new,
        )

        return protocol_change
