"""What rooms above and the portal ask about events."""

from acara.queries.attendance import Group, Summary, attendance_summary
from acara.queries.listing import coming_doors

__all__ = ["Group", "Summary", "attendance_summary", "coming_doors"]
