"""工作要点与任务台账：the plan of a year, its rows, tasks and duties."""
