from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.protocol_rules_sources import ProtocolRulesSources
    from ..models.rule_shown import RuleShown


T = TypeVar("T", bound="ProtocolRules")


@_attrs_define
class ProtocolRules:
    """A protocol rule by rule. ``sources``: the citation of each source.

    Attributes:
        protocol (str):
        version (str):
        digest (str):
        title (str):
        rules (list[RuleShown]):
        sources (ProtocolRulesSources):
    """

    protocol: str
    version: str
    digest: str
    title: str
    rules: list[RuleShown]
    sources: ProtocolRulesSources

    def to_dict(self) -> dict[str, Any]:
        protocol = self.protocol

        version = self.version

        digest = self.digest

        title = self.title

        rules = []
        for rules_item_data in self.rules:
            rules_item = rules_item_data.to_dict()
            rules.append(rules_item)

        sources = self.sources.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "protocol": protocol,
                "version": version,
                "digest": digest,
                "title": title,
                "rules": rules,
                "sources": sources,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.protocol_rules_sources import ProtocolRulesSources  # noqa: PLC0415
        from ..models.rule_shown import RuleShown  # noqa: PLC0415

        d = dict(src_dict)
        protocol = d.pop("protocol")

        version = d.pop("version")

        digest = d.pop("digest")

        title = d.pop("title")

        rules = []
        _rules = d.pop("rules")
        for rules_item_data in _rules:
            rules_item = RuleShown.from_dict(rules_item_data)

            rules.append(rules_item)

        sources = ProtocolRulesSources.from_dict(d.pop("sources"))

        protocol_rules = cls(
            protocol=protocol,
            version=version,
            digest=digest,
            title=title,
            rules=rules,
            sources=sources,
        )

        return protocol_rules
