"""The chart tag."""

from typing import Any

import pytest
from django.template import Context, Template

from core.charts import Bars, words


def render(chart: Bars, csv_url: str = "") -> str:
    return Template("{% chart chart csv_url %}").render(Context({"chart": chart, "csv_url": csv_url}))


def test_bars_sentence_table_and_csv() -> None:
    chart = Bars(
        "Jumlah suara",
        "Ruang baca mendapat suara terbanyak.",
        [("Ruang baca", 1842, "", "Terpilih"), ("Talud <Kali>", 576, "lost"), ("Taman", 0)],
        "suara",
    )
    html = render(chart, "/pemungutan/1/hitungan.csv")
    assert [bar.share for bar in chart.bars] == ["100.0%", "31.3%", "0.0%"]
    assert html.count("<rect") == 3
    assert '<rect width="31.3%" height="100%"/>' in html
    assert '<div class="lost">' in html
    assert "Talud &lt;Kali&gt;" in html
    assert html.count("1.842\u00a0suara") == 2
    assert "Ruang baca mendapat suara terbanyak." in html
    assert "<table" in html
    assert 'href="/pemungutan/1/hitungan.csv"' in html
    assert "style=" not in html


def test_nothing_counted_draws_empty_bars() -> None:
    assert [bar.share for bar in Bars("a", "b", [("x", 0), ("y", 0)]).bars] == ["0.0%", "0.0%"]
    assert "Unduh" not in render(Bars("a", "b", []))


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(1250, "", "1.250"), (12.5, "%", "12,5\u00a0%"), (1250000, "Rp", "Rp1.250.000"), (3, "suara", "3\u00a0suara")],
)
def test_words(value: Any, unit: str, text: str) -> None:
    assert words(value, unit) == text
