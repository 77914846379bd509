from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.evidence import Evidence

T = TypeVar("T", bound="Reason")


@_attrs_define
class Reason:
    """Why something is decided, with the rule that says so.

    Attributes:
        text (str):
        rule (str):
        source (str):
        evidence (Evidence): How sure a value is.

            ``published``: seen in the cited source. ``recalled``: known, the source was not opened. ``uncertain``:
            plausible,
            to be checked. ``derived``: calculated from stated inputs. ``local``: set or to be set by the site.
    """

    text: str
    rule: str
    source: str
    evidence: Evidence

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        rule = self.rule

        source = self.source

        evidence = self.evidence.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "text": text,
                "rule": rule,
                "source": source,
                "evidence": evidence,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text")

        rule = d.pop("rule")

        source = d.pop("source")

        evidence = Evidence(d.pop("evidence"))

        reason = cls(
            text=text,
            rule=rule,
            source=source,
            evidence=evidence,
        )

        return reason
