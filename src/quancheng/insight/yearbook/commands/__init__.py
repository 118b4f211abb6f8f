"""The writes of the module: one transaction, one line of the audit each."""
