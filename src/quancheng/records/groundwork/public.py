"""What the shells and the insights may use of the module."""
