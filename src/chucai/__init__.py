"""Chucai (出彩): an honours programme, from the first nomination to a roll that anyone can check."""

__version__ = "0.1.0"
