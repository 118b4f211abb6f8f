"""Notify: the outbox of notices: inbox, e-mail, SMS and webhook; digests, subscriptions, quiet hours."""
