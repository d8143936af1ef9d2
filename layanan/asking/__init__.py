"""The form of a service as it is asked and checked; beside the layers, since verbs check again what views show."""
