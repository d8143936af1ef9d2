"""Questions of the service room."""
