"""Pages of unit coordinators: tasks, nominations, slates."""
