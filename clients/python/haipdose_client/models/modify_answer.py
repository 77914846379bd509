from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.modify_answer_action import ModifyAnswerAction

if TYPE_CHECKING:
    from ..models.notice import Notice
    from ..models.protocol_stamp import ProtocolStamp
    from ..models.release import Release
    from ..models.step import Step
    from ..models.test_finding import TestFinding


T = TypeVar("T", bound="ModifyAnswer")


@_attrs_define
class ModifyAnswer:
    """The decision. ``dose_percent`` is of the full protocol dose, None unless something is given.

    Attributes:
        action (ModifyAnswerAction):
        dose_percent (None | str):
        by_test (list[TestFinding]):
        missing (list[str]):
        warnings (list[Notice]):
        derivation (list[Step]):
        protocol (ProtocolStamp): Which protocol content an answer was made with, and what the site thinks of it.
        release (Release): Whether an answer may be used for a patient once it has been checked; if not, why.
    """

    action: ModifyAnswerAction
    dose_percent: None | str
    by_test: list[TestFinding]
    missing: list[str]
    warnings: list[Notice]
    derivation: list[Step]
    protocol: ProtocolStamp
    release: Release

    def to_dict(self) -> dict[str, Any]:
        action = self.action.value

        dose_percent: None | str
        dose_percent = self.dose_percent

        by_test = []
        for by_test_item_data in self.by_test:
            by_test_item = by_test_item_data.to_dict()
            by_test.append(by_test_item)

        missing = self.missing

        warnings = []
        for warnings_item_data in self.warnings:
            warnings_item = warnings_item_data.to_dict()
            warnings.append(warnings_item)

        derivation = []
        for derivation_item_data in self.derivation:
            derivation_item = derivation_item_data.to_dict()
            derivation.append(derivation_item)

        protocol = self.protocol.to_dict()

        release = self.release.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "action": action,
                "dose_percent": dose_percent,
                "by_test": by_test,
                "missing": missing,
                "warnings": warnings,
                "derivation": derivation,
                "protocol": protocol,
                "release": release,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.notice import Notice  # noqa: PLC0415
        from ..models.protocol_stamp import ProtocolStamp  # noqa: PLC0415
        from ..models.release import Release  # noqa: PLC0415
        from ..models.step import Step  # noqa: PLC0415
        from ..models.test_finding import TestFinding  # noqa: PLC0415

        d = dict(src_dict)
        action = ModifyAnswerAction(d.pop("action"))

        def _parse_dose_percent(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        dose_percent = _parse_dose_percent(d.pop("dose_percent"))

        by_test = []
        _by_test = d.pop("by_test")
        for by_test_item_data in _by_test:
            by_test_item = TestFinding.from_dict(by_test_item_data)

            by_test.append(by_test_item)

        missing = cast(list[str], d.pop("missing"))

        warnings = []
        _warnings = d.pop("warnings")
        for warnings_item_data in _warnings:
            warnings_item = Notice.from_dict(warnings_item_data)

            warnings.append(warnings_item)

        derivation = []
        _derivation = d.pop("derivation")
        for derivation_item_data in _derivation:
            derivation_item = Step.from_dict(derivation_item_data)

            derivation.append(derivation_item)

        protocol = ProtocolStamp.from_dict(d.pop("protocol"))

        release = Release.from_dict(d.pop("release"))

        modify_answer = cls(
            action=action,
            dose_percent=dose_percent,
            by_test=by_test,
            missing=missing,
            warnings=warnings,
            derivation=derivation,
            protocol=protocol,
            release=release,
        )

        return modify_answer
