"""The queue's pure heart: fair order, the simulator, the scenario. Nothing here knows the database."""
