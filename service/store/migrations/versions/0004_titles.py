"""The title under which the queue shows a report: its own, else that of its digest.

Revision: 0004, after 0003. What is filed of each record is written anew when the store is opened.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reviews", sa.Column("title", sa.Text(), nullable=True))
    op.execute(sa.delete(sa.table("reviews")))


def downgrade() -> None:
    op.drop_column("reviews", "title")
