"""The handbook (工作手册) at the desk: chapters, and the pages on which they are read."""
