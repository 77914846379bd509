"""The tables.

Facts, revisions, order steps, decisions, approvals and the audit trail are only ever appended to: triggers in the
database refuse to change or delete their rows (see the migrations).
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from haipdose.records.columns import JsonText, Moment

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id: Final = String(40)
Code: Final = String(80)

# An autoincrement in both stores: SQLite wants INTEGER, PostgreSQL gets 64 bits.
Sequence: Final = BigInteger().with_variant(Integer, "sqlite")


def _clinic() -> Column[str]:
    return Column("clinic_id", Id, ForeignKey("clinics.id"), nullable=False)


clinics = Table(
    "clinics",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("settings", JsonText, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

patients = Table(
    "patients",
    metadata,
    Column("id", Id, primary_key=True),
    _clinic(),
    Column("identifier_system", String(200), nullable=False),
    Column("identifier", String(80), nullable=False),
    Column("document", JsonText, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("clinic_id", "identifier_system", "identifier"),
)

pumps = Table(
    "pumps",
    metadata,
    Column("id", Id, primary_key=True),
    _clinic(),
    Column("profile", Code, nullable=False),
    Column("serial_number", String(40), nullable=False),
    Column("document", JsonText, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("clinic_id", "profile", "serial_number"),
)

stock_products = Table(
    "stock_products",
    metadata,
    Column("id", Id, primary_key=True),
    _clinic(),
    Column("code", Code, nullable=False),
    Column("document", JsonText, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("clinic_id", "code"),
)

stock_movements = Table(
    "stock_movements",
    metadata,
    Column("product_id", Id, ForeignKey("stock_products.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    _clinic(),
    Column("lot_number", Code, nullable=False),
    Column("change", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Id, nullable=False),
    Column("document", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Index(None, "clinic_id", "product_id", "lot_number"),
)

clinic_setups = Table(
    "clinic_setups",
    metadata,
    Column("id", Id, primary_key=True),
    _clinic(),
    Column("code", Code, nullable=False),
    Column("document", JsonText, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("clinic_id", "code"),
)

clinic_schedules = Table(
    "clinic_schedules",
    metadata,
    Column("id", Id, primary_key=True),
    _clinic(),
    Column("state", String(20), nullable=False),
    Column("document", JsonText, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index(None, "clinic_id", "created_at"),
)

schedule_runs = Table(
    "schedule_runs",
    metadata,
    Column("id", Id, primary_key=True),
    _clinic(),
    Column("by", Id, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("beat_at", Moment, nullable=False),
    Column("state", String(20), nullable=False),
    Column("stop_asked", Boolean, nullable=False),
    Column("progress", JsonText, nullable=False),
    Column("schedule_id", Id),
    Index(None, "clinic_id", "started_at"),
)

courses = Table(
    "courses",
    metadata,
    Column("id", Id, primary_key=True),
    _clinic(),
    Column("patient_id", Id, ForeignKey("patients.id"), nullable=False),
    Column("pump_id", Id, ForeignKey("pumps.id")),
    Column("protocol", Code, nullable=False),
    Column("header", JsonText, nullable=False),
    Column("version", Integer, nullable=False),
    Column("facts", Integer, nullable=False),
    Column("closed_at", Moment),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index(None, "clinic_id", "patient_id"),
)

facts = Table(
    "facts",
    metadata,
    Column("course_id", Id, ForeignKey("courses.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("fact_id", Code, nullable=False),
    Column("type", Code, nullable=False),
    Column("at", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("by", Id, nullable=False),
    Column("document", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    UniqueConstraint("course_id", "fact_id"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("object_id", Id, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("by", Id, nullable=False),
    Column("document", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)

fill_orders = Table(
    "fill_orders",
    metadata,
    Column("id", Id, primary_key=True),
    _clinic(),
    Column("course_id", Id, ForeignKey("courses.id"), nullable=False),
    Column("visit_id", Code),
    Column("state", String(30), nullable=False),
    Column("due", Date),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index(None, "clinic_id", "state"),
    Index(None, "course_id"),
)

fill_order_steps = Table(
    "fill_order_steps",
    metadata,
    Column("order_id", Id, ForeignKey("fill_orders.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("step", String(30), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Id, nullable=False),
    Column("document", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Id, primary_key=True),
    _clinic(),
    Column("course_id", Id, ForeignKey("courses.id"), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Id, nullable=False),
    Column("document", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Index(None, "course_id", "at"),
)

approvals = Table(
    "approvals",
    metadata,
    Column("clinic_id", Id, ForeignKey("clinics.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("protocol", Code, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Id, nullable=False),
    Column("document", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)

device_sessions = Table(
    "device_sessions",
    metadata,
    Column("id", Id, primary_key=True),
    _clinic(),
    Column("course_id", Id, ForeignKey("courses.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Id, nullable=False),
    Column("document", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Index(None, "course_id", "at"),
)

board = Table(
    "board",
    metadata,
    Column("course_id", Id, ForeignKey("courses.id"), primary_key=True),
    Column("clinic_id", Id, ForeignKey("clinics.id"), nullable=False),
    Column("patient_id", Id, nullable=False),
    Column("course_version", Integer, nullable=False),
    Column("computed_for", Date, nullable=False),
    Column("next_visit_id", Code),
    Column("next_visit_date", Date),
    Column("refill_visit_id", Code),
    Column("refill_date", Date),
    Column("refill_earliest", Date),
    Column("refill_latest", Date),
    Column("run_dry_nominal", Moment),
    Column("run_dry_fast", Moment),
    Column("dry_risk_per_million", Integer),
    Column("dry_risk_highest_per_million", Integer),
    Column("dry_risk_version", Integer),
    Column("waits_for_laboratory", Boolean, nullable=False),
    Column("next_action", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("critical_alerts", Integer, nullable=False),
    Column("problem", Text),
    Index(None, "clinic_id", "refill_date", "course_id"),
    Index(None, "clinic_id", "run_dry_fast"),
)

published_plans = Table(
    "published_plans",
    metadata,
    Column("course_id", Id, ForeignKey("courses.id"), primary_key=True),
    Column("course_version", Integer, nullable=False),
    Column("as_of", Moment, nullable=False),
    Column("plan", Text, nullable=False),
    Column("calendar", Text),
)

people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True),
    Column("login", String(80), nullable=False, unique=True),
    Column("display_name", String(200), nullable=False),
    Column("password_hash", String(200)),
    Column("totp_secret", String(200)),
    Column("totp_last_step", BigInteger),
    Column("failed_logins", Integer, nullable=False),
    Column("locked_until", Moment),
    Column("must_change_password", Boolean, nullable=False),
    Column("language", String(8)),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

memberships = Table(
    "memberships",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("clinic_id", Id, ForeignKey("clinics.id"), primary_key=True),
    Column("role", String(20), primary_key=True),
)

systems = Table(
    "systems",
    metadata,
    Column("id", Id, primary_key=True),
    _clinic(),
    Column("name", String(200), nullable=False),
    Column("scopes", JsonText, nullable=False),
    Column("keys", JsonText, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

signing_keys = Table(
    "signing_keys",
    metadata,
    Column("kid", Id, primary_key=True),
    Column("private_key", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("retired_at", Moment),
)

used_tokens = Table(
    "used_tokens",
    metadata,
    Column("issuer", Code, primary_key=True),
    Column("token_id", String(120), primary_key=True),
    Column("expires_at", Moment, nullable=False, index=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id_digest", String(64), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("csrf_digest", String(64), nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("id", Id, primary_key=True),
    _clinic(),
    Column("course_id", Id, ForeignKey("courses.id")),
    Column("secret_digest", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("created_by", Id, nullable=False),
    Column("revoked_at", Moment),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Id, primary_key=True),
    _clinic(),
    Column("url", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("topics", JsonText, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("starts_after", Sequence, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("sequence", Sequence, primary_key=True, autoincrement=True),
    Column("event_id", Id, nullable=False, unique=True),
    Column("clinic_id", Id, ForeignKey("clinics.id"), nullable=False),
    Column("course_id", Id),
    Column("topic", String(60), nullable=False),
    Column("at", Moment, nullable=False),
    Column("payload", JsonText, nullable=False),
    Index(None, "clinic_id", "sequence"),
    sqlite_autoincrement=True,
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("subscription_id", Id, ForeignKey("subscriptions.id"), primary_key=True),
    Column("sequence", Sequence, ForeignKey("outbox.sequence"), primary_key=True, autoincrement=False),
    Column("course_id", Id),
    Column("attempts", Integer, nullable=False),
    Column("next_attempt_at", Moment),
    Column("delivered_at", Moment),
    Column("given_up_at", Moment),
    Column("last_error", String(300)),
    Index(None, "next_attempt_at"),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("caller", Id, primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("request_digest", String(64), nullable=False),
    Column("status", Integer),
    Column("headers", JsonText),
    Column("body", Text),
    Column("at", Moment, nullable=False, index=True),
)

leases = Table(
    "leases",
    metadata,
    Column("name", Code, primary_key=True),
    Column("holder", Code, nullable=False),
    Column("until", Moment, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("chain", Id, primary_key=True),
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor_kind", String(20), nullable=False),
    Column("actor_id", Id, nullable=False),
    Column("address", String(80), nullable=False),
    Column("request_id", String(80), nullable=False),
    Column("action", String(60), nullable=False),
    Column("object_kind", String(30), nullable=False),
    Column("object_id", Code, nullable=False),
    Column("course_id", Id),
    Column("why", String(2000)),
    Column("payload", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Index(None, "chain", "course_id", "sequence"),
)

audit_heads = Table(
    "audit_heads",
    metadata,
    Column("chain", Id, primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
)

APPEND_ONLY: Final = (
    facts, revisions, fill_order_steps, decisions, approvals, device_sessions, stock_movements, audit,
)  # fmt: skip
"""Tables whose rows are never changed or deleted; each row but the audit's own is witnessed there by its digest."""
