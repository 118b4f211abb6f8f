"""Files: what comes in is checked and read; what goes out is typeset."""
