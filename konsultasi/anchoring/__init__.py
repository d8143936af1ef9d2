"""Which passage became which, what became of every quote, and how two versions compare. No Django, no database."""
