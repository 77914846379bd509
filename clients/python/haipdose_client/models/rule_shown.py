from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.evidence import Evidence

T = TypeVar("T", bound="RuleShown")


@_attrs_define
class RuleShown:
    """One rule: what it is called, its value, and how sure it is.

    Attributes:
        path (str):
        label (str):
        value (str):
        unit (str):
        source (str):
        evidence (Evidence): How sure a value is.

            ``published``: seen in the cited source. ``recalled``: known, the source was not opened. ``uncertain``:
            plausible,
            to be checked. ``derived``: calculated from stated inputs. ``local``: set or to be set by the site.
        locator (None | str):
        note (None | str):
        assumption (None | str):
    """

    path: str
    label: str
    value: str
    unit: str
    source: str
    evidence: Evidence
    locator: None | str
    note: None | str
    assumption: None | str

    def to_dict(self) -> dict[str, Any]:
        path = self.path

        label = self.label

        value = self.value

        unit = self.unit

        source = self.source

        evidence = self.evidence.value

        locator: None | str
        locator = self.locator

        note: None | str
        note = self.note

        assumption: None | str
        assumption = self.assumption

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "path": path,
                "label": label,
                "value": value,
                "unit": unit,
                "source": source,
                "evidence": evidence,
                "locator": locator,
                "note": note,
                "assumption": assumption,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        path = d.pop("path")

        label = d.pop("label")

        value = d.pop("value")

        unit = d.pop("unit")

        source = d.pop("source")

        evidence = Evidence(d.pop("evidence"))

        def _parse_locator(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        locator = _parse_locator(d.pop("locator"))

        def _parse_note(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        note = _parse_note(d.pop("note"))

        def _parse_assumption(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        assumption = _parse_assumption(d.pop("assumption"))

        rule_shown = cls(
            path=path,
            label=label,
            value=value,
            unit=unit,
            source=source,
            evidence=evidence,
            locator=locator,
            note=note,
            assumption=assumption,
        )

        return rule_shown
