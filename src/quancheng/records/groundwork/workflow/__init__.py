"""The declared cases of the module: what each goes through, by whom, by when."""
