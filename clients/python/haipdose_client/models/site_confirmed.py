from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.evidence import Evidence

T = TypeVar("T", bound="SiteConfirmed")


@_attrs_define
class SiteConfirmed:
    """A value that an answer rests on and that the site has confirmed: by whom and when.

    Attributes:
        path (str):
        value (str):
        evidence (Evidence): How sure a value is.

            ``published``: seen in the cited source. ``recalled``: known, the source was not opened. ``uncertain``:
            plausible,
            to be checked. ``derived``: calculated from stated inputs. ``local``: set or to be set by the site.
        source (str):
        by (str):
        at (datetime.datetime):
    """

    path: str
    value: str
    evidence: Evidence
    source: str
    by: str
    at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        path = self.path

        value = self.value

        evidence = self.evidence.value

        source = self.source

        by = self.by

        at = self.at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "path": path,
                "value": value,
                "evidence": evidence,
                "source": source,
                "by": by,
                "at": at,
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

        by = d.pop("by")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        site_confirmed = cls(
            path=path,
            value=value,
            evidence=evidence,
            source=source,
            by=by,
            at=at,
        )

        return site_confirmed
