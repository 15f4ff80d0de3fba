"""What Alembic runs: the migrations, on the connection that was handed over."""

from alembic import context

from legcurl.journal.migrations import VERSION_TABLE
from legcurl.journal.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
