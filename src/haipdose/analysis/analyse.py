"""The whole analysis: from participants to report and figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from haipdose.analysis.ledger import Figures, Ledger
from haipdose.analysis.report import Cell, Report, Section, Table
from haipdose.analysis.section_flow import baseline, flow
from haipdose.analysis.section_quality import costs, quality_of_life
from haipdose.analysis.section_response import patients, responses
from haipdose.analysis.section_survival import competing, survival
from haipdose.analysis.section_treatment import adverse_events, doses
from haipdose.analysis.tallies import Tally
from haipdose.analysis.trial_data import Progress, Subject, Trial
from haipdose.protocol.schema import Protocol
from haipdose.trial.endpoint_rules import needing_site
from haipdose.trial.survival_times import TimeToEvent
from haipdose.version import __version__

TITLE: Final = "PUMP-IT: analysis of a data set"


def analyse(
    trial: Trial, protocol_named: Callable[[str], Protocol], progress: Progress = lambda *_: None
) -> tuple[Report, Figures]:
    """Every section of the report, and every number in it with its facts.

    Args:
        trial: participants with their outcomes.
        protocol_named: the protocol of an id, for planned doses.
        progress: told after each section.
    """
    ledger = Ledger()
    tally = Tally(ledger, trial)
    makers: list[tuple[str, Callable[[], Section]]] = [
        ("flow", lambda: flow(tally)),
        ("baseline", lambda: baseline(tally)),
        ("overall survival", lambda: survival(tally, "os", "Overall survival", _overall)),
        ("progression-free survival", lambda: survival(tally, "pfs", "Progression-free survival", _progression)),
        ("hepatic progression", lambda: competing(tally)),
        ("response", lambda: responses(tally)),
        ("treatment given", lambda: doses(tally, protocol_named)),
        ("adverse events", lambda: adverse_events(tally)),
        ("quality of life", lambda: quality_of_life(tally)),
        ("costs", lambda: costs(tally)),
        ("participants", lambda: patients(tally)),
        ("limits", lambda: _limits(tally)),
    ]
    sections = []
    for number, (name, make) in enumerate(makers, start=1):
        sections.append(make())
        progress(name, number, len(makers))
    subtitle = (
        f"NCT06857773. Facts until {trial.cut_off.isoformat()}. haipdose {__version__}, rules {trial.rules.id}. "
        "Decision support, not a medical device; no statistician has checked it."
    )
    footer = f"{TITLE}. Facts until {trial.cut_off.isoformat()}. haipdose {__version__}. Not a medical device."
    report = Report(TITLE, subtitle, footer, tuple(sections))
    return report, ledger.document(trial.cut_off.isoformat(), __version__, trial.rules.id)


def _overall(subject: Subject) -> TimeToEvent:
    return subject.outcomes.os


def _progression(subject: Subject) -> TimeToEvent:
    return subject.outcomes.pfs


def _limits(tally: Tally) -> Section:
    """What a reader must know before believing a number."""
    trial = tally.trial
    values = needing_site(trial.rules)
    notices: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    for each in trial.subjects:
        for notice in each.outcomes.notices:
            notices.setdefault((notice.code, notice.action), {}).setdefault(each.id, ("@facts",))
    rows: list[tuple[Cell, ...]] = [
        (code, tally.count(f"notice.{code}", code, who), ", ".join(who), action)
        for (code, action), who in sorted(notices.items())
    ]
    confirm = Table(
        "Values that the trial has to set or confirm",
        ("value",),
        tuple((name,) for name in values),
        "They come from no opened source; docs/endpoints.md says what each does.",
    )
    doubts = Table("Facts to check", ("what", "participants", "who", "to do"), tuple(rows))
    words = (
        "Everybody is analysed in the arm they were randomised to. No p value or interval is corrected for the "
        "number of endpoints. The trial's statistical analysis plan is not public: this report follows none."
    )
    return Section("Limits", (words, confirm, *((doubts,) if rows else ())))
