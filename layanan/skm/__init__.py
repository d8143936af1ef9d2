"""The satisfaction index of PermenPANRB 14/2017 (SKM): questions, formulas, sample sizes, files. Pure Python."""
