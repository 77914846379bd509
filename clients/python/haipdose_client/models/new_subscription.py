from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.new_subscription_topics_item import NewSubscriptionTopicsItem

T = TypeVar("T", bound="NewSubscription")


@_attrs_define
class NewSubscription:
    """Where to send which events. ``mllp://host:port`` gets SIU messages of ``plan.changed``, if the site allows it.

    Attributes:
        url (str):
        topics (list[NewSubscriptionTopicsItem]):
    """

    url: str
    topics: list[NewSubscriptionTopicsItem]

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        topics = []
        for topics_item_data in self.topics:
            topics_item = topics_item_data.value
            topics.append(topics_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "url": url,
                "topics": topics,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        url = d.pop("url")

        topics = []
        _topics = d.pop("topics")
        for topics_item_data in _topics:
            topics_item = NewSubscriptionTopicsItem(topics_item_data)

            topics.append(topics_item)

        new_subscription = cls(
            url=url,
            topics=topics,
        )

        return new_subscription
