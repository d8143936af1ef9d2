"""Telling people: topics, follows, notifications and their delivery."""
