"""The office's services to citizens: the electronic queue (antrean), and the survey of how content people are (SKM)."""
