"""Demo: the model city. Invented people and records, marked 演示, removable with one command."""
