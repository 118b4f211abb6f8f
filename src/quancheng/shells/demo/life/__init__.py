"""A year of the model city: its plan comes in, is laid upon the units, and they work on it.

Everything goes through the commands that people use, with the days on which it is told to have happened.
"""

from quancheng.shells.demo.life.akin import load_akin
from quancheng.shells.demo.life.answered import load_answered
from quancheng.shells.demo.life.asking import load_requests
from quancheng.shells.demo.life.charging import load_charged
from quancheng.shells.demo.life.collections import load_collections, load_summed_up
from quancheng.shells.demo.life.gatherings import load_gatherings
from quancheng.shells.demo.life.inspection import load_inspection
from quancheng.shells.demo.life.letters import load_letters
from quancheng.shells.demo.life.levels import load_district
from quancheng.shells.demo.life.load import Lived, load_life
from quancheng.shells.demo.life.norms import load_norms
from quancheng.shells.demo.life.notices import load_notices, take_notices_down
from quancheng.shells.demo.life.oversight import load_oversight
from quancheng.shells.demo.life.own_records import load_own_records
from quancheng.shells.demo.life.promises import load_promises
from quancheng.shells.demo.life.proven import prove
from quancheng.shells.demo.life.remedies import load_remedies
from quancheng.shells.demo.life.scores import load_scores
from quancheng.shells.demo.life.seals import load_seals
from quancheng.shells.demo.life.supervising import load_supervision
from quancheng.shells.demo.life.whole import live
from quancheng.shells.demo.life.yearbook import load_yearbook

__all__ = [
    "Lived",
    "live",
    "load_akin",
    "load_answered",
    "load_charged",
    "load_collections",
    "load_district",
    "load_gatherings",
    "load_inspection",
    "load_letters",
    "load_life",
    "load_norms",
    "load_notices",
    "load_oversight",
    "load_own_records",
    "load_promises",
    "load_remedies",
    "load_requests",
    "load_scores",
    "load_seals",
    "load_summed_up",
    "load_supervision",
    "load_yearbook",
    "prove",
    "take_notices_down",
]
