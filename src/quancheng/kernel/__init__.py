"""Kernel: the engines that every module of the house stands on."""
