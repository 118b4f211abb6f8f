"""What is looked at before a reply goes out: for each reason why replies were overturned, a check."""

from quancheng.records.disclosure.rules.checks.definition import Check, Checked, Facts, ItemFacts, Severity
from quancheng.records.disclosure.rules.checks.every import CHECKS, checked

__all__ = ["CHECKS", "Check", "Checked", "Facts", "ItemFacts", "Severity", "checked"]
