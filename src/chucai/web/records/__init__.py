"""The only app with tables: what the door writes and everybody reads."""
