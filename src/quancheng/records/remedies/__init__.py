"""Remedies (复议、诉讼、投诉举报) against disclosure on request, and measures of supervision."""
