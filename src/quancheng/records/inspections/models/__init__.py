"""The tables of the inspection kit."""

from quancheng.records.inspections.models.gathered import Material, Package, SetAside, Task
from quancheng.records.inspections.models.sheets import Indicator, Inspection, SheetDraft

__all__ = ["Indicator", "Inspection", "Material", "Package", "SetAside", "SheetDraft", "Task"]
