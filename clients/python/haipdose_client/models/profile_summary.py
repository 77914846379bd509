from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.floxuridine_status import FloxuridineStatus
from ..models.pump_kind import PumpKind

T = TypeVar("T", bound="ProfileSummary")


@_attrs_define
class ProfileSummary:
    """One line of the list of profiles.

    Attributes:
        id (str):
        title (str):
        aliases (list[str]):
        kind (PumpKind): ``implantable``: in the patient. ``bench``: on a table, for measuring; never for a patient.
        programmable (bool):
        floxuridine_status (FloxuridineStatus): Whether floxuridine may go into this pump. ``unknown`` means that no
            source was found, not that it may.
        fictitious (bool):
        digest (str):
    """

    id: str
    title: str
    aliases: list[str]
    kind: PumpKind
    programmable: bool
    floxuridine_status: FloxuridineStatus
    fictitious: bool
    digest: str

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        title = self.title

        aliases = self.aliases

        kind = self.kind.value

        programmable = self.programmable

        floxuridine_status = self.floxuridine_status.value

        fictitious = self.fictitious

        digest = self.digest

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "title": title,
                "aliases": aliases,
                "kind": kind,
                "programmable": programmable,
                "floxuridine_status": floxuridine_status,
                "fictitious": fictitious,
                "digest": digest,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        title = d.pop("title")

        aliases = cast(list[str], d.pop("aliases"))

        kind = PumpKind(d.pop("kind"))

        programmable = d.pop("programmable")

        floxuridine_status = FloxuridineStatus(d.pop("floxuridine_status"))

        fictitious = d.pop("fictitious")

        digest = d.pop("digest")

        profile_summary = cls(
            id=id,
            title=title,
            aliases=aliases,
            kind=kind,
            programmable=programmable,
            floxuridine_status=floxuridine_status,
            fictitious=fictitious,
            digest=digest,
        )

        return profile_summary
