"""From what a laboratory sent to what is appended to a course: new reports, and corrections of earlier ones.

A corrected result does not stand beside the wrong one: it takes its place, and a result that is taken back goes. The
earlier fact stays on record under the correction, as every fact does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from haipdose.course.fact import FactBase
from haipdose.course.facts import Correction
from haipdose.course.patient_facts import Laboratory, LaboratoryValue
from haipdose.interop.hl7v2.results import ReceivedReport, ReceivedResults

_REASON = "the laboratory sent a corrected result or took one back"


def facts_to_record(
    received: ReceivedResults, in_force: Sequence[tuple[str, FactBase]]
) -> tuple[Laboratory | Correction, ...]:
    """The facts to append to the course of the patient of ``received``.

    Args:
        received: the results of one patient.
        in_force: the facts of that patient's course that count now, each with its id, as
            :func:`haipdose.course.corrections.facts_in_force` gives them.

    Returns:
        New reports and corrections; nothing when everything is recorded already.
    """
    known = {key: fact for key, fact in in_force if isinstance(fact, Laboratory)}
    # The values of a fact by test: a withdrawn one is taken out, a changed one put in its place, in one correction.
    now = {key: {value.test: value for value in fact.results} for key, fact in known.items()}
    new: list[Laboratory] = []
    for report in received.reports:
        mine = [key for key in known if key.startswith(report.specimen)]
        new += _unknown(report, {test for key in mine for test in now[key]})
        for value in report.fact.results:
            for key in mine:
                if value.test in now[key]:
                    now[key][value.test] = value
    for back in received.withdrawn:
        for key in known:
            if key.startswith(back.specimen):
                now[key].pop(back.test, None)
    changed = (
        _correction(received, key, fact, tuple(now[key].values()))
        for key, fact in known.items()
        if tuple(now[key].values()) != fact.results
    )
    return (*new, *changed)


def _unknown(report: ReceivedReport, tests: set[str]) -> Iterable[Laboratory]:
    """The report without the tests that are recorded of this specimen already."""
    fresh = tuple(value for value in report.fact.results if value.test not in tests)
    if fresh == report.fact.results:
        yield report.fact
    elif fresh:
        name = _short("\n".join(value.model_dump_json() for value in fresh))
        yield report.fact.model_copy(update={"id": f"{report.specimen}-{name}", "results": fresh})


def _correction(
    received: ReceivedResults, key: str, fact: Laboratory, values: tuple[LaboratoryValue, ...]
) -> Correction:
    content = "\n".join(value.model_dump_json() for value in values)
    return Correction(
        type="correction",
        id=f"cor-{_short('|'.join((received.sending_facility, received.control_id, key, content)))}",
        at=received.received_at,
        corrects=key,
        replacement=fact.model_copy(update={"results": values}) if values else None,
        void=not values,
        reason=_REASON,
    )


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]
