"""What came, was used, wasted and counted of each lot"""

import sqlalchemy as sa
from alembic import op

import haipdose.records.columns

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store one step on."""
    op.create_table(
        "stock_movements",
        sa.Column("product_id", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("lot_number", sa.String(length=80), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("at", haipdose.records.columns.Moment(length=27), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_stock_movements_clinic_id")),
        sa.ForeignKeyConstraint(["product_id"], ["stock_products.id"], name=op.f("fk_stock_movements_product_id")),
        sa.PrimaryKeyConstraint("product_id", "sequence", name=op.f("pk_stock_movements")),
    )
    op.create_index(
        op.f("ix_stock_movements_clinic_id_product_id_lot_number"),
        "stock_movements",
        ["clinic_id", "product_id", "lot_number"],
        unique=False,
    )
    _only_append("stock_movements")


def _only_append(table: str) -> None:
    """The database itself refuses to change or delete a row."""
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
