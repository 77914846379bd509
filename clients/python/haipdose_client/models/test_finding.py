from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.evidence import Evidence
from ..models.test_finding_outcome import TestFindingOutcome

T = TypeVar("T", bound="TestFinding")


@_attrs_define
class TestFinding:
    """What one test, or one named event, says. ``percent`` is there when the outcome is to give, and of the table.

    Attributes:
        test (str):
        outcome (TestFindingOutcome):
        ratio (None | str):
        band (str):
        percent (None | str):
        rule (str):
        source (str):
        evidence (Evidence): How sure a value is.

            ``published``: seen in the cited source. ``recalled``: known, the source was not opened. ``uncertain``:
            plausible,
            to be checked. ``derived``: calculated from stated inputs. ``local``: set or to be set by the site.
    """

    test: str
    outcome: TestFindingOutcome
    ratio: None | str
    band: str
    percent: None | str
    rule: str
    source: str
    evidence: Evidence

    def to_dict(self) -> dict[str, Any]:
        test = self.test

        outcome = self.outcome.value

        ratio: None | str
        ratio = self.ratio

        band = self.band

        percent: None | str
        percent = self.percent

        rule = self.rule

        source = self.source

        evidence = self.evidence.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "test": test,
                "outcome": outcome,
                "ratio": ratio,
                "band": band,
                "percent": percent,
                "rule": rule,
                "source": source,
                "evidence": evidence,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        test = d.pop("test")

        outcome = TestFindingOutcome(d.pop("outcome"))

        def _parse_ratio(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        ratio = _parse_ratio(d.pop("ratio"))

        band = d.pop("band")

        def _parse_percent(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        percent = _parse_percent(d.pop("percent"))

        rule = d.pop("rule")

        source = d.pop("source")

        evidence = Evidence(d.pop("evidence"))

        test_finding = cls(
            test=test,
            outcome=outcome,
            ratio=ratio,
            band=band,
            percent=percent,
            rule=rule,
            source=source,
            evidence=evidence,
        )

        return test_finding
