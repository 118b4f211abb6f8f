"""Writing the register. Each command is one transaction and one line of the audit."""
