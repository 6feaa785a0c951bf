"""How Alembic runs our migrations: on the connection that `dashboard.storage.migrate` opened and locked."""

from alembic import context

from dashboard.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
