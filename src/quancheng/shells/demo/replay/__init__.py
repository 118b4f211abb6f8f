"""A year of requests played from a file, by the commands that people use."""

from quancheng.shells.demo.replay.playing import Played, play
from quancheng.shells.demo.replay.reading import requests_from
from quancheng.shells.demo.replay.shape import Told

__all__ = ["Played", "Told", "play", "requests_from"]
