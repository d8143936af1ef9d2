"""What is asked of sessions, results and reports."""
