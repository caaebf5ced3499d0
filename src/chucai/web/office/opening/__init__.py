"""Opening a round: a charter is read, checked, looked at as each reader, and sealed."""
