"""The registries of the store."""

from __future__ import annotations

from typing import Final

from haipdose.capacity.records import ClinicSchedule, ClinicSetup
from haipdose.orders.stock import PharmacyProduct
from haipdose.records import tables
from haipdose.records.registry import Registry
from haipdose.records.shapes import ClinicRecord, PatientRecord, PumpRecord

CLINICS: Final = Registry(
    tables.clinics, kind="clinic", prefix="cln", model=ClinicRecord, column="settings", keys={"name": "name"}
)
PATIENTS: Final = Registry(
    tables.patients,
    kind="patient",
    prefix="pat",
    model=PatientRecord,
    column="document",
    keys={"identifier_system": "identifier_system", "identifier": "identifier"},
)
PUMPS: Final = Registry(
    tables.pumps,
    kind="pump",
    prefix="pmp",
    model=PumpRecord,
    column="document",
    keys={"profile": "pump.profile", "serial_number": "pump.serial_number"},
)
PRODUCTS: Final = Registry(
    tables.stock_products,
    kind="product",
    prefix="prd",
    model=PharmacyProduct,
    column="document",
    keys={"code": "code"},
)
SETUPS: Final = Registry(
    tables.clinic_setups, kind="setup", prefix="set", model=ClinicSetup, column="document", keys={"code": "code"}
)
SCHEDULES: Final = Registry(
    tables.clinic_schedules,
    kind="schedule",
    prefix="sch",
    model=ClinicSchedule,
    column="document",
    keys={"state": "state"},
)
