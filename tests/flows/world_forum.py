"""Forums of the fixture world: one going on, one agreed on, one that nobody may see yet."""

from typing import Any

from musrenbang import services as musrenbang
from musrenbang.models import ForumItem
from musrenbang.services.agreeing import decide_item
from musrenbang.services.agreement import freeze
from musrenbang.services.forums import close_forum, create_forum, open_forum, take_in
from tests.conftest import DISTRICT
from tests.forum.conftest import plan
from tests.musrenbang.conftest import bring_to, fields
from wilayah.models import Region


def forums(w: Any) -> None:
    """Ani's verified proposal is discussed; another forum has its berita acara."""
    region = Region.objects.get(pk=DISTRICT)

    def make(title: str) -> Any:
        made = create_forum(by=w.joko, cycle=w.cycle, region=region, plan=plan(title=title))
        take_in(by=w.joko, forum=made)
        return made

    def verified(title: str) -> None:
        values = fields(title=title)
        values["region"] = Region.objects.get(pk=values.pop("region_id"))
        draft = musrenbang.save_draft(by=w.ani, cycle=w.cycle, places=[(2, 4)], **values)
        bring_to(draft, "diverifikasi_kecamatan", {"ani": w.ani, "citra": w.citra, "joko": w.joko, "dewi": w.dewi})

    verified("Taman baca Kertosari")
    agreed = open_forum(by=w.joko, forum=make("Musrenbang yang disepakati"))
    for item in ForumItem.objects.filter(forum=agreed).select_related("forum"):
        decide_item(by=w.joko, item=item, decision="cadangan")
    signers = [{"office": "Camat", "name": "Slamet"}]
    freeze(by=w.joko, forum=close_forum(by=w.joko, forum=agreed), number="005/1/2027", signers=signers)
    w.agreed_forum = agreed
    verified("Pos ronda Kertosari")
    w.forum = open_forum(by=w.joko, forum=make("Musrenbang yang berlangsung"))
    # The word of world.SECRET, which nobody may see.
    w.forum_plan = make("Musrenbang disiapkan rahasiaxyz")
