"""The form of a candidate: its parts and words, and what was typed as a request of the API.

Nothing is chosen beforehand but "not known"; what is left so is not in the request at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from haipdose_api.web.forms import Form

Choices = tuple[tuple[str, str], ...]

ANSWERS: Final[Choices] = (("yes", "Yes"), ("no", "No"), ("", "Not known"))
YES_OR_NO: Final[Choices] = (("yes", "Yes"), ("no", "No"))
SEXES: Final[Choices] = (("female", "Female"), ("male", "Male"))
JUDGES: Final[Choices] = (
    ("national-liver-panel", "National Liver Panel"),
    ("multidisciplinary-team", "Multidisciplinary team"),
    ("treating-physician", "Treating physician"),
    ("investigator", "Investigator"),
    ("surgeon", "Surgeon"),
    ("medical-oncologist", "Medical oncologist"),
    ("radiologist", "Radiologist"),
    ("pathologist", "Pathologist"),
    ("research-nurse", "Research nurse"),
)
MARKERS: Final = {"ras": "RAS", "braf-v600e": "BRAF V600E", "mmr": "Mismatch repair (MMR)", "dpd": "DPD"}
RESULTS: Final = {
    "wild-type": "Wild type",
    "mutant": "Mutant",
    "deficient": "Deficient",
    "proficient": "Proficient",
    "normal": "Normal",
    "partial": "Partial deficiency",
    "complete": "Complete deficiency",
    "not-determined": "Not determined yet",
}
REPLACEMENTS: Final[Choices] = (("lmwh", "LMWH"), ("doac", "DOAC"), ("none", "Nothing"))
APPEARANCES: Final[Choices] = (
    ("metastasis", "Metastasis"),
    ("clearly-suspicious", "Clearly suspicious of a metastasis"),
    ("not-clearly-suspicious", "Not clearly suspicious"),
    ("not-metastasis", "Another diagnosis, no metastasis"),
)
ROUTES: Final[Choices] = (("systemic", "Systemic"), ("local", "Local"), ("inhaled", "Inhaled"))
TUMOURS: Final[Choices] = (
    ("non-melanoma-skin", "Skin cancer other than melanoma"),
    ("in-situ", "Carcinoma in situ"),
    ("other", "Another malignancy"),
)
TESTS: Final = {
    "haemoglobin": "mmol/L",
    "neutrophils": "10*9/L",
    "platelets": "10*9/L",
    "bilirubin-total": "umol/L",
    "ast": "U/L",
    "alt": "U/L",
    "alp": "U/L",
    "creatinine": "umol/L",
    "inr": "1",
    "prothrombin-time": "s",
}
"""The tests of the criteria with the unit that the Netherlands report in: offered, never assumed."""
NO_UPPER_LIMIT: Final = frozenset({"haemoglobin", "neutrophils", "platelets"})
"""Tests whose criterion has a limit of its own, so that the laboratory's upper limit is not asked for."""


class Column(NamedTuple):
    """One column of what is described: the field, its heading, and how it is entered."""

    name: str
    label: str
    kind: str
    choices: Choices = ()
    unit: str = ""


class Described(NamedTuple):
    """A list of things that a statement says there are: its rows on the page and its columns."""

    field: str
    title: str
    rows: int
    columns: tuple[Column, ...]


LESIONS: Final = Described(
    "lesions",
    "Lesions outside the liver",
    4,
    (
        Column("appearance", "What it looks like", "choice", APPEARANCES),
        Column("largest_mm", "Longest diameter", "number", unit="mm"),
    ),
)
STEROIDS: Final = Described(
    "steroids",
    "Corticosteroids in use",
    3,
    (
        Column("drug", "Drug", "text"),
        Column("route", "Route", "choice", ROUTES),
        Column("chronic", "Chronic treatment", "flag", YES_OR_NO),
        Column("mg_per_day", "Amount a day", "number", unit="mg"),
    ),
)
MALIGNANCIES: Final = Described(
    "malignancies",
    "Other malignancies",
    3,
    (
        Column("kind", "Kind of malignancy", "choice", TUMOURS),
        Column("curative_intent", "Treated with curative intent", "flag", YES_OR_NO),
        Column("free_of_disease_since", "No active disease since", "day"),
        Column("current_evidence_of_disease", "Evidence of disease now", "flag", YES_OR_NO),
        Column("adequately_treated", "Adequately treated or controlled", "flag", YES_OR_NO),
        Column("low_risk_by_treating_physician", "Low risk of recurrence: treating physician", "flag", YES_OR_NO),
        Column("low_risk_by_multidisciplinary_team", "Low risk of recurrence: team", "flag", YES_OR_NO),
    ),
)
DESCRIBED: Final = {
    "extrahepatic-lesions": LESIONS,
    "corticosteroids": STEROIDS,
    "prior-malignancy": MALIGNANCIES,
}
"""What is described below the statement that says there is any."""

GROUPS: Final = (
    ("candidate", "Candidate and consent", ("consent-according-to-gcp", "pregnant-or-lactating")),
    (
        "judgements",
        "Judgements",
        (
            "unresectable",
            "life-expectancy",
            "primary-resectable",
            "eligible-for-surgery",
            "eligible-for-doublet",
            "interfering-condition",
            "emergency-surgery",
            "multivisceral-resection",
            "preoperative-radiotherapy",
            "serious-systemic-disorder",
            "psychiatric-disability",
            "compliance-hampered",
        ),
    ),
    ("laboratory", "Laboratory", ("coumarin",)),
    (
        "imaging",
        "Imaging and arteries",
        (
            "synchronous",
            "extrahepatic-lesions",
            "catheter-feasible",
            "coeliac-stenosis",
            "replaced-right-hepatic-artery",
            "replaced-left-hepatic-artery",
            "accessory-or-aberrant-arteries",
        ),
    ),
    (
        "history",
        "Tumour and history",
        (
            "colorectal-adenocarcinoma",
            "primary-in-situ",
            "no-previous-systemic-therapy",
            "prior-hepatic-treatment",
            "prior-malignancy",
            "corticosteroids",
            "allograft-with-immunosuppression",
            "non-healing-wound",
            "serious-infection",
            "liver-disease",
        ),
    ),
)
LABELS: Final = {
    "registration_on": "Day of registration",
    "birth_date": "Date of birth",
    "sex": "Sex",
    "ecog": "ECOG performance status",
    "consent_signed_on": "Consent signed on",
    "ct_on": "Day of the CT scan",
    "gastroduodenal_branches": "Branches of the gastroduodenal artery to the liver",
    "coumarin_replaced_by": "What replaces the coumarin",
}


class Request(NamedTuple):
    """What was typed, as the API wants it, and which field of the page each place of it came from."""

    body: dict[str, Any]
    fields: Mapping[str, str]


def texts() -> Iterator[str]:
    """Every word of this form that is not in its template."""
    for choices in (ANSWERS, SEXES, JUDGES, REPLACEMENTS, APPEARANCES, ROUTES, TUMOURS):
        yield from (label for _, label in choices)
    yield from (*MARKERS.values(), *RESULTS.values(), *LABELS.values())
    yield from (title for _, title, _ in GROUPS)
    for described in DESCRIBED.values():
        yield described.title
        yield from (column.label for column in described.columns)


def request_of(form: Form, protocol: str, statements: Mapping[str, Any], markers: Mapping[str, Any]) -> Request:
    """The form as a request. Fields that cannot be used are noted in ``form``."""
    fields: dict[str, str] = {}
    body: dict[str, Any] = {"protocol": protocol, "registration_on": _day(form, "registration_on", required=True)}
    body |= {
        "birth_date": _day(form, "birth_date"),
        "sex": form.choice("sex", [value for value, _ in SEXES], required=False),
        "ecog": form.choice("ecog", [str(grade) for grade in range(6)], required=False),
        "consent_signed_on": _day(form, "consent_signed_on"),
        "ct_on": _day(form, "ct_on"),
        "gastroduodenal_branches": form.number("gastroduodenal_branches", required=False),
        "coumarin_replaced_by": form.choice("coumarin_replaced_by", [one for one, _ in REPLACEMENTS], required=False),
        "statements": dict(_statements(form, statements)),
        "markers": dict(_markers(form, markers)),
        "laboratory": list(_laboratory(form, fields)),
    }  # fmt: skip
    for described in DESCRIBED.values():
        body[described.field] = list(_rows(form, described, fields))
    return Request({name: value for name, value in body.items() if value is not None}, fields)


def _day(form: Form, name: str, *, required: bool = False) -> str | None:
    day = form.day(name, required=required)
    return None if day is None else day.isoformat()


def _statements(form: Form, statements: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in statements:
        field = f"statements.{name}"
        answer = form.choice(f"{field}.answer", ("yes", "no"), required=False)
        by = form.choice(f"{field}.by", [value for value, _ in JUDGES], required=False)
        on = _day(form, f"{field}.on")
        if answer is not None:
            given = {"answer": answer == "yes", "by": by, "on": on}
            yield name, {key: value for key, value in given.items() if value is not None}
        elif by is not None or on is not None:
            form.faults.append(
                {"code": "entry.missing", "message": "Who judged is given, but not the answer.", "field": field}
            )


def _markers(form: Form, markers: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in markers:
        result = form.choice(f"markers.{name}", markers[name], required=False)
        if result is not None:
            yield name, {"result": result}


def _laboratory(form: Form, fields: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The results. The day of one result takes the place of the day that is given for all."""
    usual = _day(form, "drawn_on")
    index = 0
    for test in TESTS:
        if not form.value(f"value.{test}").strip():
            continue
        value, unit = form.number(f"value.{test}"), form.text(f"unit.{test}")
        day = _day(form, f"drawn_on.{test}") or usual
        if day is None and form.fault_at(f"drawn_on.{test}") is None and form.fault_at("drawn_on") is None:
            form.faults.append(
                {"code": "entry.missing", "message": "The day on which the blood was drawn is missing.",
                 "field": f"drawn_on.{test}"}
            )  # fmt: skip
        row = {"test": test, "value": value, "unit": unit, "drawn_on": day,
               "upper_limit": form.number(f"upper_limit.{test}", required=False)}  # fmt: skip
        yield {key: entry for key, entry in row.items() if entry is not None}
        for part in ("unit", "drawn_on", "upper_limit"):
            fields[f"laboratory.{index}.{part}"] = f"{part}.{test}"
        fields[f"laboratory.{index}."] = fields[f"laboratory.{index}"] = f"value.{test}"
        index += 1


def _rows(form: Form, described: Described, fields: dict[str, str]) -> Iterator[dict[str, Any]]:
    index = 0
    for number in range(described.rows):
        row: dict[str, Any] = {}
        for column in described.columns:
            value = _entry(form, column, f"{described.field}.{number}.{column.name}")
            if value is not None:
                row[column.name] = value
        if not row:
            continue
        for column in described.columns:
            fields[f"{described.field}.{index}.{column.name}"] = f"{described.field}.{number}.{column.name}"
        fields[f"{described.field}.{index}"] = f"{described.field}.{number}.{described.columns[0].name}"
        index += 1
        yield row


def _entry(form: Form, column: Column, name: str) -> Any:
    if column.kind == "choice":
        return form.choice(name, [value for value, _ in column.choices], required=False)
    if column.kind == "flag":
        given = form.choice(name, ("yes", "no"), required=False)
        return None if given is None else given == "yes"
    if column.kind == "day":
        return _day(form, name)
    return form.number(name, required=False) if column.kind == "number" else form.text(name, required=False)


def field_of_missing(place: str, fields: Mapping[str, str]) -> str:
    """The field of the page at which something that is missing is entered."""
    if place.startswith("laboratory."):
        _, test, *part = place.split(".")
        return f"{'upper_limit' if part else 'value'}.{test}"
    if place in DESCRIBED_BY_FIELD:
        first = DESCRIBED_BY_FIELD[place]
        return f"{first.field}.0.{first.columns[0].name}"
    return fields.get(place, place)


DESCRIBED_BY_FIELD: Final = {described.field: described for described in DESCRIBED.values()}
