"""The format of the report as data: its tables, what must hold in them, its words, its days."""
