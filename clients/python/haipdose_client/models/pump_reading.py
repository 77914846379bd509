from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.notice import Notice


T = TypeVar("T", bound="PumpReading")


@_attrs_define
class PumpReading:
    """A reading of the pump for people and for records; ``findings``: what to look at.

    Attributes:
        serial_number (str):
        model (str):
        drug (str):
        concentration_mg_per_ml (str):
        rate_ml_per_day (str):
        state (str):
        reservoir_ml (str):
        counted_delivered_ml (str):
        battery_percent (int):
        boot_count (int):
        program_sequence (int):
        program_digest (str):
        bolus (str):
        findings (list[Notice]):
    """

    serial_number: str
    model: str
    drug: str
    concentration_mg_per_ml: str
    rate_ml_per_day: str
    state: str
    reservoir_ml: str
    counted_delivered_ml: str
    battery_percent: int
    boot_count: int
    program_sequence: int
    program_digest: str
    bolus: str
    findings: list[Notice]

    def to_dict(self) -> dict[str, Any]:
        serial_number = self.serial_number

        model = self.model

        drug = self.drug

        concentration_mg_per_ml = self.concentration_mg_per_ml

        rate_ml_per_day = self.rate_ml_per_day

        state = self.state

        reservoir_ml = self.reservoir_ml

        counted_delivered_ml = self.counted_delivered_ml

        battery_percent = self.battery_percent

        boot_count = self.boot_count

        program_sequence = self.program_sequence

        program_digest = self.program_digest

        bolus = self.bolus

        findings = []
        for findings_item_data in self.findings:
            findings_item = findings_item_data.to_dict()
            findings.append(findings_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "serial_number": serial_number,
                "model": model,
                "drug": drug,
                "concentration_mg_per_ml": concentration_mg_per_ml,
                "rate_ml_per_day": rate_ml_per_day,
                "state": state,
                "reservoir_ml": reservoir_ml,
                "counted_delivered_ml": counted_delivered_ml,
                "battery_percent": battery_percent,
                "boot_count": boot_count,
                "program_sequence": program_sequence,
                "program_digest": program_digest,
                "bolus": bolus,
                "findings": findings,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.notice import Notice  # noqa: PLC0415

        d = dict(src_dict)
        serial_number = d.pop("serial_number")

        model = d.pop("model")

        drug = d.pop("drug")

        concentration_mg_per_ml = d.pop("concentration_mg_per_ml")

        rate_ml_per_day = d.pop("rate_ml_per_day")

        state = d.pop("state")

        reservoir_ml = d.pop("reservoir_ml")

        counted_delivered_ml = d.pop("counted_delivered_ml")

        battery_percent = d.pop("battery_percent")

        boot_count = d.pop("boot_count")

        program_sequence = d.pop("program_sequence")

        program_digest = d.pop("program_digest")

        bolus = d.pop("bolus")

        findings = []
        _findings = d.pop("findings")
        for findings_item_data in _findings:
            findings_item = Notice.from_dict(findings_item_data)

            findings.append(findings_item)

        pump_reading = cls(
            serial_number=serial_number,
            model=model,
            drug=drug,
            concentration_mg_per_ml=concentration_mg_per_ml,
            rate_ml_per_day=rate_ml_per_day,
            state=state,
            reservoir_ml=reservoir_ml,
            counted_delivered_ml=counted_delivered_ml,
            battery_percent=battery_percent,
            boot_count=boot_count,
            program_sequence=program_sequence,
            program_digest=program_digest,
            bolus=bolus,
            findings=findings,
        )

        return pump_reading
