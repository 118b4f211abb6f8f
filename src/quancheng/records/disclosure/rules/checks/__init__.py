"""What is looked at before a reply goes out: for each reason why replies were overturned, a check."""

from quancheng.records.disclosure.rules.checks.definition import (
    Check,
    Checked,
    Facts,
    ItemFacts,
    Severity,
    letters_named,
)
from quancheng.records.disclosure.rules.checks.every import CHECKS, checked
from quancheng.records.disclosure.rules.checks.of_content import disclosed_over_refusal

__all__ = [
    "CHECKS", "Check", "Checked", "Facts", "ItemFacts", "Severity", "checked", "disclosed_over_refusal",
    "letters_named",
]  # fmt: skip
