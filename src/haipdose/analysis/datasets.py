"""Analysis data sets in the shape of CDISC's ADaM: subjects, times, responses, laboratory, events, exposure.

The shape follows the standard's names (USUBJID, PARAMCD, AVAL, ADT, CNSR); nobody has validated it against CDISC's
conformance rules. ``SRCID`` names the facts that a row came from. In ADTTE ``CNSR`` is 0 for the event, 1 for
censoring, and from 2 on for what competes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from haipdose.analysis.dose_intensity import dosing
from haipdose.analysis.trial_data import Subject, Trial, answers
from haipdose.course.facts import FillGiven, Laboratory, SystemicGiven
from haipdose.protocol.schema import Protocol
from haipdose.trial.facts import AdverseEvent
from haipdose.trial.participant import Baseline

Value = str | float | date | None
Kind = Literal["text", "number", "date"]
STUDY: Final = "NCT06857773"


@dataclass(frozen=True, slots=True)
class Variable:
    """One column: a name of at most 8 characters, a label of at most 40, and where it comes from."""

    name: str
    label: str
    kind: Kind
    origin: str


@dataclass(frozen=True, slots=True)
class DataSet:
    """One data set; each row has a value for every variable, in their order."""

    name: str
    label: str
    variables: tuple[Variable, ...]
    rows: tuple[tuple[Value, ...], ...]


def _text(name: str, label: str, origin: str) -> Variable:
    return Variable(name, label, "text", origin)


def _number(name: str, label: str, origin: str) -> Variable:
    return Variable(name, label, "number", origin)


def _date(name: str, label: str, origin: str) -> Variable:
    return Variable(name, label, "date", origin)


_WHO: Final = (
    _text("STUDYID", "Study Identifier", "constant"),
    _text("USUBJID", "Unique Subject Identifier", "participant"),
    _text("TRT01P", "Planned Treatment for Period 01", "arm"),
)
_SOURCE: Final = _text("SRCID", "Identifiers of Source Facts", "traced_to")
_PARAMETER: Final = (
    _text("PARAMCD", "Parameter Code", "endpoint"),
    _text("PARAM", "Parameter", "endpoint"),
)


def data_sets(trial: Trial, protocol_named: Callable[[str], Protocol]) -> tuple[DataSet, ...]:
    """Every data set of the trial, rows in order of participant and time."""
    return (_adsl(trial), _adtte(trial), _adrs(trial), _adlb(trial), _adae(trial), _adex(trial, protocol_named))


def _who(each: Subject) -> tuple[Value, ...]:
    return STUDY, each.id, each.arm.value


def _sources(ids: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(ids))


def _whole(value: int | None) -> float | None:
    return None if value is None else float(value)


def _adsl(trial: Trial) -> DataSet:
    variables = (
        *_WHO,
        _text("SITEID", "Study Site Identifier", "site"),
        _number("AGE", "Age", "baseline.age_years"),
        _text("SEX", "Sex", "baseline.sex"),
        _number("ECOGBL", "Baseline ECOG Performance Status", "baseline.ecog"),
        _text("RASBL", "Baseline RAS Status", "baseline.ras"),
        _text("BRAFBL", "Baseline BRAF Status", "baseline.braf"),
        _number("NMETBL", "Baseline Number of Liver Metastases", "baseline.number_of_liver_metastases"),
        _text("STRATUM", "Stratum of Randomisation", "strata"),
        _date("RFICDT", "Date of Registration", "registered_on"),
        _date("RANDDT", "Date of Randomization", "randomised_on"),
        _date("DTHDT", "Date of Death", "death"),
        _text("ITTFL", "Intent-To-Treat Population Flag", "randomised"),
        _text("DTHFL", "Subject Death Flag", "death"),
        _SOURCE,
    )
    return DataSet("ADSL", "Subject-Level Analysis Data", variables, tuple(_subject(each) for each in trial.subjects))


def _subject(each: Subject) -> tuple[Value, ...]:
    found = each.participant.baseline or Baseline()
    died = each.outcomes.os.event == 1
    strata = "/".join(f"{name}={level}" for name, level in sorted(each.participant.strata.items()))
    return (
        *_who(each),
        each.participant.site,
        _whole(found.age_years),
        {"female": "F", "male": "M"}.get(found.sex or "", "U"),
        _whole(found.ecog),
        found.ras or "",
        found.braf or "",
        _whole(found.number_of_liver_metastases),
        strata,
        each.participant.registered_on,
        each.outcomes.randomised_on,
        each.outcomes.os.on if died else None,
        "Y",
        "Y" if died else "N",
        _sources(each.outcomes.os.traced_to if died else ()),
    )


def _adtte(trial: Trial) -> DataSet:
    variables = (
        *_WHO,
        *_PARAMETER,
        _number("AVAL", "Analysis Value", "days"),
        _text("AVALU", "Analysis Value Unit", "constant"),
        _date("STARTDT", "Time to Event Origin Date for Subject", "origin"),
        _date("ADT", "Analysis Date", "on"),
        _number("CNSR", "Censor", "event"),
        _text("EVNTDESC", "Event or Censoring Description", "reason"),
        _SOURCE,
    )
    codes = {"os": "OS", "pfs": "PFS", "hepatic_pfs": "HPFS"}
    rows: list[tuple[Value, ...]] = []
    for each in trial.subjects:
        for time in (each.outcomes.os, each.outcomes.pfs, each.outcomes.hepatic_pfs):
            title = trial.rules.definitions[time.endpoint].title
            censor = {0: 1.0, 1: 0.0}.get(time.event, float(time.event))
            rows.append(
                (*_who(each), codes[time.endpoint], title, float(time.days), "DAYS", time.origin, time.on, censor,
                 time.reason, _sources(time.traced_to))
            )  # fmt: skip
    return DataSet("ADTTE", "Time-to-Event Analysis Data", variables, tuple(rows))


def _adrs(trial: Trial) -> DataSet:
    variables = (
        *_WHO,
        *_PARAMETER,
        _text("AVALC", "Analysis Value (C)", "response"),
        _number("AVAL", "Analysis Value", "sum of diameters, mm"),
        _number("PCHG", "Percent Change from Baseline", "change_from_baseline_percent"),
        _date("ADT", "Analysis Date", "on"),
        _SOURCE,
    )
    rows: list[tuple[Value, ...]] = []
    for each in trial.subjects:
        for point in each.outcomes.tumour.points:
            total, change = point.sum_mm, point.change_from_baseline_percent
            rows.append(
                (*_who(each), "OVRLRESP", "Overall Response at Time Point", point.overall.value,
                 None if total is None else float(total), None if change is None else float(change), point.on,
                 _sources(point.facts))
            )  # fmt: skip
        best = each.outcomes.best_response
        rows.append(
            (*_who(each), "BESTRESP", "Best Overall Response", "" if best.response is None else best.response.value,
             None, None, best.on, _sources(best.traced_to))
        )  # fmt: skip
        for answer in answers(each).values():
            code, title = _CODES[answer.endpoint]
            text = {True: "Y", False: "N", None: ""}[answer.value]
            rows.append((*_who(each), code, title, text, None, None, answer.on, _sources(answer.traced_to)))
    return DataSet("ADRS", "Response Analysis Data", variables, tuple(rows))


_CODES: Final = {
    "objective_response": ("ORR", "Objective Response"),
    "disease_control": ("DCR", "Disease Control"),
    "conversion": ("CONVERS", "Conversion to Resection"),
    "complete_local_treatment": ("COMPLOC", "Complete Local Treatment"),
    "pathological_response": ("PATHRESP", "Pathological Response"),
    "complications_30": ("COMPL30", "Surgical Complication Within 30 Days"),
    "complications_90": ("COMPL90", "Surgical Complication Within 90 Days"),
    "adverse_events": ("RELAE3", "Related Adverse Event of Grade That Counts"),
}


def _adlb(trial: Trial) -> DataSet:
    variables = (
        *_WHO,
        _text("PARAMCD", "Parameter Code", "test"),
        _text("PARAM", "Parameter", "test and unit"),
        _number("AVAL", "Analysis Value", "value"),
        _text("AVALU", "Analysis Value Unit", "unit"),
        _number("ANRHI", "Analysis Normal Range Upper Limit", "upper_limit"),
        _number("ANRLO", "Analysis Normal Range Lower Limit", "lower_limit"),
        _date("ADT", "Analysis Date", "at"),
        _SOURCE,
    )
    rows: list[tuple[Value, ...]] = []
    for each in trial.subjects:
        for key, fact in each.course_facts:
            if not isinstance(fact, Laboratory):
                continue
            for one in fact.results:
                high, low = one.upper_limit, one.lower_limit
                rows.append(
                    (*_who(each), _laboratory_code(one.test), f"{one.test} ({one.unit})", float(one.value),
                     one.unit, None if high is None else float(high), None if low is None else float(low),
                     fact.at.date(), key)
                )  # fmt: skip
    return DataSet("ADLB", "Laboratory Analysis Data", variables, tuple(rows))


_LABORATORY: Final = {
    "albumin": "ALB", "alp": "ALP", "alt": "ALT", "ast": "AST", "bilirubin-direct": "BILDIR", "bilirubin-total": "BILI",
    "cea": "CEA", "creatinine": "CREAT", "ggt": "GGT", "haemoglobin": "HGB", "inr": "INR", "leucocytes": "WBC",
    "lymphocytes": "LYM", "neutrophils": "NEUT", "platelets": "PLAT",
    "prothrombin-time": "PT",
}  # fmt: skip
"""The laboratory catalogue's tests by the codes of CDISC's controlled terminology (recalled)."""


def _laboratory_code(test: str) -> str:
    """A code of at most 8 characters; a test that the catalogue doesn't know has the first 8 of its name."""
    return _LABORATORY.get(test, test.upper().replace("-", "")[:8])


def _adae(trial: Trial) -> DataSet:
    variables = (
        *_WHO,
        _text("AETERM", "Reported Term for the Adverse Event", "term"),
        _number("ATOXGRN", "Analysis Toxicity Grade (N)", "grade"),
        _date("ASTDT", "Analysis Start Date", "on"),
        _date("AENDT", "Analysis End Date", "until"),
        _text("AESER", "Serious Event", "serious"),
        _text("AREL", "Analysis Causality", "related"),
        _text("ANL01FL", "Counts for the Endpoint", "adverse_events"),
        _SOURCE,
    )
    rows: list[tuple[Value, ...]] = []
    for each in trial.subjects:
        counted = {one.fact for one in each.outcomes.adverse_events.events if one.related}
        for fact in each.facts:
            if isinstance(fact, AdverseEvent):
                related = {True: "RELATED", False: "NOT RELATED", None: ""}[fact.related]
                rows.append(
                    (*_who(each), fact.term, float(fact.grade), fact.on, fact.until, "Y" if fact.serious else "N",
                     related, "Y" if fact.id in counted else "", fact.id)
                )  # fmt: skip
    return DataSet("ADAE", "Adverse Event Analysis Data", variables, tuple(rows))


def _adex(trial: Trial, protocol_named: Callable[[str], Protocol]) -> DataSet:
    variables = (
        *_WHO,
        _text("PARAMCD", "Parameter Code", "kind of row"),
        _text("EXTRT", "Name of Treatment", "drug"),
        _number("AVAL", "Analysis Value", "mg, percent or cycles, by PARAMCD"),
        _text("AVALU", "Analysis Value Unit", "unit"),
        _number("DOSEPCT", "Percent of Full Dose", "dose_percent or percent_of_full"),
        _date("ASTDT", "Analysis Start Date", "at"),
        _SOURCE,
    )
    rows: list[tuple[Value, ...]] = []
    for each in trial.subjects:
        rows += _gifts(each)
        for one in dosing(each, protocol_named):
            if one.intensity is not None:
                rows.append(
                    (*_who(each), "RDI", one.drug, float(one.intensity) * 100, "%", None, None, _sources(one.facts))
                )
    return DataSet("ADEX", "Exposure Analysis Data", variables, tuple(rows))


def _gifts(each: Subject) -> Iterator[tuple[Value, ...]]:
    for key, fact in each.course_facts:
        day = fact.at.date()
        if isinstance(fact, FillGiven) and fact.floxuridine_mg is not None and fact.dose_percent is not None:
            amount, share = float(fact.floxuridine_mg), float(fact.dose_percent)
            yield (*_who(each), "DOSE", "floxuridine", amount, "mg", share, day, key)
        if isinstance(fact, SystemicGiven):
            stated = {drug.drug: float(drug.dose_mg) for drug in fact.drugs}
            for name in sorted({*stated, *fact.percent_of_full}):
                part = fact.percent_of_full.get(name)
                percent = None if part is None else float(part)
                yield (*_who(each), "DOSE", name, stated.get(name), "mg", percent, day, key)


def faults_of(found: Sequence[DataSet]) -> tuple[str, ...]:
    """What a transport file could not hold: names over 8 characters, labels over 40, texts over 200 bytes."""
    faults: list[str] = []
    for each in found:
        for place, variable in enumerate(each.variables):
            if len(variable.name) > 8 or len(variable.label) > 40:
                faults.append(f"{each.name}.{variable.name}: name or label too long")
            if variable.kind == "text":
                long = sum(len(str(row[place]).encode()) > 200 for row in each.rows)
                if long:
                    faults.append(f"{each.name}.{variable.name}: {long} values over 200 bytes are cut in XPT")
    return tuple(faults)
