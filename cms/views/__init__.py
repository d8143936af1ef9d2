"""Pages outside Wagtail's tree, and the back office's own screens."""

from cms.views.pages import guide, guide_index, page, picture, robots, schedule, search

__all__ = ["guide", "guide_index", "page", "picture", "robots", "schedule", "search"]
