"""Pages of people: their account, their data, the officers' desk and counter."""
