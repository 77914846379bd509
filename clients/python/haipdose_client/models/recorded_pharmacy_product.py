from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.pharmacy_product import PharmacyProduct


T = TypeVar("T", bound="RecordedPharmacyProduct")


@_attrs_define
class RecordedPharmacyProduct:
    """
    Attributes:
        id (str):
        version (int):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        document (PharmacyProduct): A product as the pharmacy stocks it; everything in it is the site's own (``local``).

            ``strength`` is per mL as it is drawn up (after reconstitution), percent for glycerol, and null for a diluent,
            whose
            name says it. ``container_ml`` is what one container holds then, mL. ``code`` is the pharmacy's own number,
            unique
            in the clinic; ``other_codes`` are by name of the system, such as a national article number or a GTIN.
            ``low_at``: so many containers or fewer are pointed out (null: only when none is left). ``warn_days``: so many
            days before its date a lot is pointed out.
    """

    id: str
    version: int
    created_at: datetime.datetime
    updated_at: datetime.datetime
    document: PharmacyProduct

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        document = self.document.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "document": document,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pharmacy_product import PharmacyProduct  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        document = PharmacyProduct.from_dict(d.pop("document"))

        recorded_pharmacy_product = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            document=document,
        )

        return recorded_pharmacy_product
