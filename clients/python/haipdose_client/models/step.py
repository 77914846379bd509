from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.evidence import Evidence
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.term import Term


T = TypeVar("T", bound="Step")


@_attrs_define
class Step:
    """One line of a derivation that a person can redo on paper.

    ``formula`` uses the names of ``terms``. ``value`` is text: exact where it fits, otherwise rounded for display with
    ``approximate`` set. ``rule`` is the dotted path of the protocol or profile value that was applied, if any.

        Attributes:
            label (str):
            formula (str | Unset):  Default: ''.
            terms (list[Term] | Unset):
            value (None | str | Unset):
            unit (str | Unset):  Default: ''.
            approximate (bool | Unset):  Default: False.
            rule (None | str | Unset):
            source (str | Unset):  Default: ''.
            evidence (Evidence | Unset): How sure a value is.

                ``published``: seen in the cited source. ``recalled``: known, the source was not opened. ``uncertain``:
                plausible,
                to be checked. ``derived``: calculated from stated inputs. ``local``: set or to be set by the site.
            note (None | str | Unset):
    """

    label: str
    formula: str | Unset = ""
    terms: list[Term] | Unset = UNSET
    value: None | str | Unset = UNSET
    unit: str | Unset = ""
    approximate: bool | Unset = False
    rule: None | str | Unset = UNSET
    source: str | Unset = ""
    evidence: Evidence | Unset = UNSET
    note: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        label = self.label

        formula = self.formula

        terms: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.terms, Unset):
            terms = []
            for terms_item_data in self.terms:
                terms_item = terms_item_data.to_dict()
                terms.append(terms_item)

        value: None | str | Unset
        if isinstance(self.value, Unset):
            value = UNSET
        else:
            value = self.value

        unit = self.unit

        approximate = self.approximate

        rule: None | str | Unset
        if isinstance(self.rule, Unset):
            rule = UNSET
        else:
            rule = self.rule

        source = self.source

        evidence: str | Unset = UNSET
        if not isinstance(self.evidence, Unset):
            evidence = self.evidence.value

        note: None | str | Unset
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "label": label,
            }
        )
        if formula is not UNSET:
            field_dict["formula"] = formula
        if terms is not UNSET:
            field_dict["terms"] = terms
        if value is not UNSET:
            field_dict["value"] = value
        if unit is not UNSET:
            field_dict["unit"] = unit
        if approximate is not UNSET:
            field_dict["approximate"] = approximate
        if rule is not UNSET:
            field_dict["rule"] = rule
        if source is not UNSET:
            field_dict["source"] = source
        if evidence is not UNSET:
            field_dict["evidence"] = evidence
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.term import Term  # noqa: PLC0415

        d = dict(src_dict)
        label = d.pop("label")

        formula = d.pop("formula", UNSET)

        _terms = d.pop("terms", UNSET)
        terms: list[Term] | Unset = UNSET
        if _terms is not UNSET:
            terms = []
            for terms_item_data in _terms:
                terms_item = Term.from_dict(terms_item_data)

                terms.append(terms_item)

        def _parse_value(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        value = _parse_value(d.pop("value", UNSET))

        unit = d.pop("unit", UNSET)

        approximate = d.pop("approximate", UNSET)

        def _parse_rule(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        rule = _parse_rule(d.pop("rule", UNSET))

        source = d.pop("source", UNSET)

        _evidence = d.pop("evidence", UNSET)
        evidence: Evidence | Unset
        if isinstance(_evidence, Unset):
            evidence = UNSET
        else:
            evidence = Evidence(_evidence)

        def _parse_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        note = _parse_note(d.pop("note", UNSET))

        step = cls(
            label=label,
            formula=formula,
            terms=terms,
            value=value,
            unit=unit,
            approximate=approximate,
            rule=rule,
            source=source,
            evidence=evidence,
            note=note,
        )

        return step
