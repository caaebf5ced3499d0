"""Work after the answer: queued tasks, and what a clock asks for. One command on either database, and no broker."""
