"""Trains what the program ships with. Nothing here is imported by the program."""
