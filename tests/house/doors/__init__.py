"""The walk through all doors: who walks, what stands behind a number, how an answer is told."""
