"""Records: one module for each kind of record that a row of the plan asks for."""
