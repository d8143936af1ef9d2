"""Promises of the whole house: who may go where, what bad input does, what a bad day leaves."""
