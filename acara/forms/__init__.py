"""What people and officers write about events."""
