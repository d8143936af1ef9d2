"""Forms of the service room."""
