"""The pure parts of letters: merge fields, letter numbers, masked names. No Django models."""
