"""What other floors may use of the requests."""

from quancheng.records.disclosure.rules.annual import AnnualRow, ApplicantColumn

__all__ = ["AnnualRow", "ApplicantColumn"]
