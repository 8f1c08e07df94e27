"""Trains the small language model of Gloss. See README.md beside this folder."""
