"""The model city: Jinan's organs as facts, invented people in their posts.

`load_city` and `unload_city` move it in and out, each as one act. Later parts of the demo (plan, progress,
evidence) load after it and are taken out before it.
"""

from quancheng.shells.demo.city.accounts import ACCOUNTS, DemoAccount
from quancheng.shells.demo.city.load import DemoInProduction, is_empty, load_city, told_accounts, unload_city

__all__ = [
    "ACCOUNTS",
    "DemoAccount",
    "DemoInProduction",
    "is_empty",
    "load_city",
    "told_accounts",
    "unload_city",
]
