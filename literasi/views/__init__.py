"""What answers at the addresses of learning."""
