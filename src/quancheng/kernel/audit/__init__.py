"""Audit: what happened, told in typed events, chained so that no line can be changed or lost unseen."""
