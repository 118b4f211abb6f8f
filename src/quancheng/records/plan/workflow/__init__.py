"""The declared cases of the plan: what each goes through, by whom, by when."""
