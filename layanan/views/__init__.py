"""Pages of the service room."""
