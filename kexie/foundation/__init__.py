"""What everything stands on: tables, scope, records. No pages and no tasks live here."""
