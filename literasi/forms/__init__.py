"""What people and facilitators write about sessions."""
