"""Keeping the house: backup (备份), restore (恢复) and the drill (演练) that proves both."""
