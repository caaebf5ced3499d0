"""The decision desk: from the sheets to a signed list, and from a signed list to what the public sees."""
