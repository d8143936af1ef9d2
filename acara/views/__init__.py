"""Pages of events: for everybody, for who registers, for the desk, for attendance."""
