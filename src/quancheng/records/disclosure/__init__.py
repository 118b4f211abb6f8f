"""Requests for government information (依申请公开): from application to reply."""
