"""Work for later: making pictures small."""

from django_tasks import task

from cms import services


@task()
def make_renditions(image_ids: list[int]) -> None:
    """All sizes of pictures that a page shows."""
    services.make_renditions(image_ids=image_ids)
