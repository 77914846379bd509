from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.evidence import Evidence

T = TypeVar("T", bound="UsedValue")


@_attrs_define
class UsedValue:
    """A value that an answer rests on and that nobody has confirmed.

    Attributes:
        path (str):
        value (str):
        evidence (Evidence): How sure a value is.

            ``published``: seen in the cited source. ``recalled``: known, the source was not opened. ``uncertain``:
            plausible,
            to be checked. ``derived``: calculated from stated inputs. ``local``: set or to be set by the site.
        source (str):
    """

    path: str
    value: str
    evidence: Evidence
    source: str

    def to_dict(self) -> dict[str, Any]:
        path = self.path

        value = self.value

        evidence = self.evidence.value

        source = self.source

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "path": path,
                "value": value,
                "evidence": evidence,
                "source": source,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        path = d.pop("path")

        value = d.pop("value")

        evidence = Evidence(d.pop("evidence"))

        source = d.pop("source")

        used_value = cls(
            path=path,
            value=value,
            evidence=evidence,
            source=source,
        )

        return used_value
