"""What the shells and the insights may use of the plan."""

from quancheng.records.plan.queries.lines import Glance, ListLine, open_duties_at_a_glance

__all__ = ["Glance", "ListLine", "open_duties_at_a_glance"]
