"""What people type about themselves and others; a form understands, a verb acts."""
