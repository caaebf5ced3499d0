"""Pictures for the office alone, drawn as those that are published are."""
