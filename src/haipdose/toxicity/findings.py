"""What gathers while the next floxuridine dose is decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from haipdose.derivation import Notice, Step
from haipdose.evidence import Sourced
from haipdose.toxicity.requests import Action, Outcome, TestFinding


class Allowed(NamedTuple):
    """A percent that a table allows. ``restart``: by the rule for a held dose, which is always of the last dose."""

    percent: Decimal
    restart: bool


@dataclass
class Decision:
    """What is decided so far; findings, steps, warnings and what is missing gather in it."""

    findings: list[TestFinding] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    allowed: list[Allowed] = field(default_factory=list)
    action: Action = "undetermined"
    dose_percent: Decimal | None = None

    def find(
        self,
        test: str,
        outcome: Outcome,
        band: str,
        path: str,
        rule: Sourced[Any],
        *,
        ratio: Decimal | None = None,
        percent: Decimal | None = None,
    ) -> None:
        """Note what one test or event says, by the rule at ``path``."""
        self.findings.append(
            TestFinding(
                test=test,
                outcome=outcome,
                ratio=ratio,
                band=band,
                percent=percent,
                rule=path,
                source=rule.source,
                evidence=rule.evidence,
            )
        )

    def says(self, outcome: Outcome) -> bool:
        """Whether any test or event has this outcome."""
        return any(finding.outcome == outcome for finding in self.findings)

    def warn(
        self, level: str, code: str, message: str, action: str, *, rule: str | None = None, source: str = ""
    ) -> None:
        """Add a notice."""
        self.warnings.append(
            Notice.model_validate(
                {"level": level, "code": code, "message": message, "action": action, "rule": rule, "source": source}
            )
        )
