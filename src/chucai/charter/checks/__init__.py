"""What a charter means, examined topic by topic: each module yields faults and warnings with their paths."""
