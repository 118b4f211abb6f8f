"""Killed at random: what the house acknowledged is there, once and whole; nothing is half written.

Run by `python -m tests.bench.killed [sqlite|postgresql] [WRITES] [SEED]`. Real processes on the loopback
(desk, portal, worker; under PostgreSQL a cluster of its own with fsync on) are killed with SIGKILL at moments
when a write is under way, and started again. Writers send messages, evidence with files, reports and
signatures over HTTP, and what got no answer is sent again, the same form, or given up. Then all is counted.
"""
