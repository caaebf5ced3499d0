"""x"""

WORDS: dict[str, dict[str, str]] = {}
