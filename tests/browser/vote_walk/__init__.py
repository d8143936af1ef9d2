"""The parts of the walk of a sealed vote."""
