"""The parts of the walk from the editor's form to the verified letter."""
