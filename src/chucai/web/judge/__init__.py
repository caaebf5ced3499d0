"""Pages of assessors: queue, declaration, score sheets."""
