"""The language of the pages for a person"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store one step on."""
    op.add_column("people", sa.Column("language", sa.String(length=8), nullable=True))
