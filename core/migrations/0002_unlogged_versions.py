"""Content versions need no disk write at every change: on PostgreSQL their table is not logged.

After a crash of the database the table is empty, every version is another one than before, and all kept pages are dead.
"""

from django.db import migrations


def set_logging(word: str) -> object:
    def alter(apps: object, schema_editor: object) -> None:
        if schema_editor.connection.vendor == "postgresql":  # type: ignore[attr-defined]
            schema_editor.execute(f"ALTER TABLE core_contentversion SET {word}")  # type: ignore[attr-defined]

    return alter


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(set_logging("UNLOGGED"), set_logging("LOGGED"))]
