"""The first schema"""

import sqlalchemy as sa
from alembic import op

import haipdose.records.columns

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store one step on."""
    op.create_table(
        "audit",
        sa.Column("chain", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("actor_kind", sa.String(length=20), nullable=False),
        sa.Column("actor_id", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=80), nullable=False),
        sa.Column("request_id", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("object_kind", sa.String(length=30), nullable=False),
        sa.Column("object_id", sa.String(length=80), nullable=False),
        sa.Column("course_id", sa.String(length=40), nullable=True),
        sa.Column("why", sa.String(length=2000), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("chain", "sequence", name=op.f("pk_audit")),
    )
    op.create_index(
        op.f("ix_audit_chain_course_id_sequence"), "audit", ["chain", "course_id", "sequence"], unique=False
    )
    op.create_table(
        "audit_heads",
        sa.Column("chain", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_audit_heads")),
    )
    op.create_table(
        "clinics",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("settings", haipdose.records.columns.JsonText(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("updated_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinics")),
    )
    op.create_table(
        "idempotency",
        sa.Column("caller", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("request_digest", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", haipdose.records.columns.JsonText(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.PrimaryKeyConstraint("caller", "key", name=op.f("pk_idempotency")),
    )
    op.create_index(op.f("ix_idempotency_at"), "idempotency", ["at"], unique=False)
    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("until", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("login", sa.String(length=80), nullable=False),
        sa.Column("display_name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("totp_secret", sa.String(length=200), nullable=True),
        sa.Column("totp_last_step", sa.BigInteger(), nullable=True),
        sa.Column("failed_logins", sa.Integer(), nullable=False),
        sa.Column("locked_until", haipdose.records.columns.Moment(length=27), nullable=True),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("updated_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("login", name=op.f("uq_people_login")),
    )
    op.create_table(
        "revisions",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("object_id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("kind", "object_id", "version", name=op.f("pk_revisions")),
    )
    op.create_table(
        "signing_keys",
        sa.Column("kid", sa.String(length=40), nullable=False),
        sa.Column("private_key", sa.Text(), nullable=False),
        sa.Column("created_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("retired_at", haipdose.records.columns.Moment(length=27), nullable=True),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_signing_keys")),
    )
    op.create_table(
        "used_tokens",
        sa.Column("issuer", sa.String(length=80), nullable=False),
        sa.Column("token_id", sa.String(length=120), nullable=False),
        sa.Column("expires_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "token_id", name=op.f("pk_used_tokens")),
    )
    op.create_index(op.f("ix_used_tokens_expires_at"), "used_tokens", ["expires_at"], unique=False)
    op.create_table(
        "approvals",
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("protocol", sa.String(length=80), nullable=False),
        sa.Column("at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_approvals_clinic_id")),
        sa.PrimaryKeyConstraint("clinic_id", "sequence", name=op.f("pk_approvals")),
    )
    op.create_table(
        "memberships",
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_memberships_clinic_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_memberships_person_id")),
        sa.PrimaryKeyConstraint("person_id", "clinic_id", "role", name=op.f("pk_memberships")),
    )
    op.create_table(
        "outbox",
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("event_id", sa.String(length=40), nullable=False),
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("course_id", sa.String(length=40), nullable=True),
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("payload", haipdose.records.columns.JsonText(), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_outbox_clinic_id")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_outbox")),
        sa.UniqueConstraint("event_id", name=op.f("uq_outbox_event_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_outbox_clinic_id_sequence"), "outbox", ["clinic_id", "sequence"], unique=False)
    op.create_table(
        "patients",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("identifier_system", sa.String(length=200), nullable=False),
        sa.Column("identifier", sa.String(length=80), nullable=False),
        sa.Column("document", haipdose.records.columns.JsonText(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("updated_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_patients_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patients")),
        sa.UniqueConstraint(
            "clinic_id",
            "identifier_system",
            "identifier",
            name=op.f("uq_patients_clinic_id_identifier_system_identifier"),
        ),
    )
    op.create_table(
        "pumps",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("profile", sa.String(length=80), nullable=False),
        sa.Column("serial_number", sa.String(length=40), nullable=False),
        sa.Column("document", haipdose.records.columns.JsonText(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("updated_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_pumps_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pumps")),
        sa.UniqueConstraint(
            "clinic_id", "profile", "serial_number", name=op.f("uq_pumps_clinic_id_profile_serial_number")
        ),
    )
    op.create_table(
        "sessions",
        sa.Column("id_digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("created_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("last_seen_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("expires_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("csrf_digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sessions_person_id")),
        sa.PrimaryKeyConstraint("id_digest", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_person_id"), "sessions", ["person_id"], unique=False)
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("topics", haipdose.records.columns.JsonText(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("starts_after", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("updated_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_subscriptions_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
    )
    op.create_table(
        "systems",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("scopes", haipdose.records.columns.JsonText(), nullable=False),
        sa.Column("keys", haipdose.records.columns.JsonText(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("updated_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_systems_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_systems")),
    )
    op.create_table(
        "courses",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("patient_id", sa.String(length=40), nullable=False),
        sa.Column("pump_id", sa.String(length=40), nullable=True),
        sa.Column("protocol", sa.String(length=80), nullable=False),
        sa.Column("header", haipdose.records.columns.JsonText(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Integer(), nullable=False),
        sa.Column("closed_at", haipdose.records.columns.Moment(length=27), nullable=True),
        sa.Column("created_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("updated_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_courses_clinic_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_courses_patient_id")),
        sa.ForeignKeyConstraint(["pump_id"], ["pumps.id"], name=op.f("fk_courses_pump_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
    )
    op.create_index(op.f("ix_courses_clinic_id_patient_id"), "courses", ["clinic_id", "patient_id"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("subscription_id", sa.String(length=40), nullable=False),
        sa.Column(
            "sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("course_id", sa.String(length=40), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", haipdose.records.columns.Moment(length=27), nullable=True),
        sa.Column("delivered_at", haipdose.records.columns.Moment(length=27), nullable=True),
        sa.Column("given_up_at", haipdose.records.columns.Moment(length=27), nullable=True),
        sa.Column("last_error", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["sequence"], ["outbox.sequence"], name=op.f("fk_deliveries_sequence")),
        sa.ForeignKeyConstraint(["subscription_id"], ["subscriptions.id"], name=op.f("fk_deliveries_subscription_id")),
        sa.PrimaryKeyConstraint("subscription_id", "sequence", name=op.f("pk_deliveries")),
    )
    op.create_index(op.f("ix_deliveries_next_attempt_at"), "deliveries", ["next_attempt_at"], unique=False)
    op.create_table(
        "board",
        sa.Column("course_id", sa.String(length=40), nullable=False),
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("patient_id", sa.String(length=40), nullable=False),
        sa.Column("course_version", sa.Integer(), nullable=False),
        sa.Column("computed_for", sa.Date(), nullable=False),
        sa.Column("next_visit_id", sa.String(length=80), nullable=True),
        sa.Column("next_visit_date", sa.Date(), nullable=True),
        sa.Column("refill_visit_id", sa.String(length=80), nullable=True),
        sa.Column("refill_date", sa.Date(), nullable=True),
        sa.Column("refill_earliest", sa.Date(), nullable=True),
        sa.Column("refill_latest", sa.Date(), nullable=True),
        sa.Column("run_dry_nominal", haipdose.records.columns.Moment(length=27), nullable=True),
        sa.Column("run_dry_fast", haipdose.records.columns.Moment(length=27), nullable=True),
        sa.Column("waits_for_laboratory", sa.Boolean(), nullable=False),
        sa.Column("next_action", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("critical_alerts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_board_clinic_id")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_board_course_id")),
        sa.PrimaryKeyConstraint("course_id", name=op.f("pk_board")),
    )
    op.create_index(
        op.f("ix_board_clinic_id_refill_date_course_id"),
        "board",
        ["clinic_id", "refill_date", "course_id"],
        unique=False,
    )
    op.create_index(op.f("ix_board_clinic_id_run_dry_fast"), "board", ["clinic_id", "run_dry_fast"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("course_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_decisions_clinic_id")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_decisions_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_course_id_at"), "decisions", ["course_id", "at"], unique=False)
    op.create_table(
        "device_sessions",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("course_id", sa.String(length=40), nullable=False),
        sa.Column("at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_device_sessions_clinic_id")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_device_sessions_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_sessions")),
    )
    op.create_index(op.f("ix_device_sessions_course_id_at"), "device_sessions", ["course_id", "at"], unique=False)
    op.create_table(
        "facts",
        sa.Column("course_id", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fact_id", sa.String(length=80), nullable=False),
        sa.Column("type", sa.String(length=80), nullable=False),
        sa.Column("at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("recorded_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_facts_course_id")),
        sa.PrimaryKeyConstraint("course_id", "sequence", name=op.f("pk_facts")),
        sa.UniqueConstraint("course_id", "fact_id", name=op.f("uq_facts_course_id_fact_id")),
    )
    op.create_table(
        "feeds",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("course_id", sa.String(length=40), nullable=True),
        sa.Column("secret_digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("revoked_at", haipdose.records.columns.Moment(length=27), nullable=True),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_feeds_clinic_id")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_feeds_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_feeds_secret_digest")),
    )
    op.create_table(
        "fill_orders",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("course_id", sa.String(length=40), nullable=False),
        sa.Column("visit_id", sa.String(length=80), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("updated_at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_fill_orders_clinic_id")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_fill_orders_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fill_orders")),
    )
    op.create_index(op.f("ix_fill_orders_clinic_id_state"), "fill_orders", ["clinic_id", "state"], unique=False)
    op.create_index(op.f("ix_fill_orders_course_id"), "fill_orders", ["course_id"], unique=False)
    op.create_table(
        "published_plans",
        sa.Column("course_id", sa.String(length=40), nullable=False),
        sa.Column("course_version", sa.Integer(), nullable=False),
        sa.Column("as_of", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_published_plans_course_id")),
        sa.PrimaryKeyConstraint("course_id", name=op.f("pk_published_plans")),
    )
    op.create_table(
        "fill_order_steps",
        sa.Column("order_id", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step", sa.String(length=30), nullable=False),
        sa.Column("at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["fill_orders.id"], name=op.f("fk_fill_order_steps_order_id")),
        sa.PrimaryKeyConstraint("order_id", "sequence", name=op.f("pk_fill_order_steps")),
    )
    for table in APPEND_ONLY:
        _append_only(table)


APPEND_ONLY = (
    "facts",
    "revisions",
    "fill_order_steps",
    "decisions",
    "approvals",
    "device_sessions",
    "audit",
)


def _append_only(table: str) -> None:
    """Let the database itself refuse to change or delete what was recorded."""
    words = f"{table} is only appended to"
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
    )
