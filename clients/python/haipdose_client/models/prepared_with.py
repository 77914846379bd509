from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="PreparedWith")


@_attrs_define
class PreparedWith:
    """What a component was made with, as the registry had it then.

    ``containers`` is how many whole ones of this product hold the component's volume, whatever the order counted with.

        Attributes:
            product_id (str):
            version (int):
            code (str):
            name (str):
            strength (str):
            container (str):
            container_ml (str):
            containers (int):
            lot_number (str):
            expires_on (datetime.date):
            evidence (Literal['local'] | Unset):  Default: 'local'.
    """

    product_id: str
    version: int
    code: str
    name: str
    strength: str
    container: str
    container_ml: str
    containers: int
    lot_number: str
    expires_on: datetime.date
    evidence: Literal["local"] | Unset = "local"

    def to_dict(self) -> dict[str, Any]:
        product_id = self.product_id

        version = self.version

        code = self.code

        name = self.name

        strength = self.strength

        container = self.container

        container_ml = self.container_ml

        containers = self.containers

        lot_number = self.lot_number

        expires_on = self.expires_on.isoformat()

        evidence = self.evidence

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "product_id": product_id,
                "version": version,
                "code": code,
                "name": name,
                "strength": strength,
                "container": container,
                "container_ml": container_ml,
                "containers": containers,
                "lot_number": lot_number,
                "expires_on": expires_on,
            }
        )
        if evidence is not UNSET:
            field_dict["evidence"] = evidence

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        product_id = d.pop("product_id")

        version = d.pop("version")

        code = d.pop("code")

        name = d.pop("name")

        strength = d.pop("strength")

        container = d.pop("container")

        container_ml = d.pop("container_ml")

        containers = d.pop("containers")

        lot_number = d.pop("lot_number")

        expires_on = datetime.date.fromisoformat(d.pop("expires_on"))

        evidence = cast(Literal["local"] | Unset, d.pop("evidence", UNSET))
        if evidence != "local" and not isinstance(evidence, Unset):
            raise ValueError(f"evidence must match const 'local', got '{evidence}'")

        prepared_with = cls(
            product_id=product_id,
            version=version,
            code=code,
            name=name,
            strength=strength,
            container=container,
            container_ml=container_ml,
            containers=containers,
            lot_number=lot_number,
            expires_on=expires_on,
            evidence=evidence,
        )

        return prepared_with
