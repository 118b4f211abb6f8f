"""审计记录: what has happened in the own government, for the audit administrator alone."""
