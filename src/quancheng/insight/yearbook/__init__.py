"""Annual reports on open government (政府信息公开工作年度报告)."""
