"""Disclosure on request (依申请公开): from application to reply."""
