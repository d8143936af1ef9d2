"""Inputs of one matter are found by the stems they share, the same way every time."""

from konsultasi.anchoring.alike import alike, neighbours, pairs

INPUTS = [
    "Retribusi sampah terlalu mahal untuk pedagang kecil, mohon diturunkan.",
    "Pedagang kecil keberatan dengan tarif retribusi sampah yang mahal.",
    "Pengangkutan sampah sebaiknya dilakukan pagi hari sebelum pukul enam.",
    "Sampah mohon diangkut pada pagi hari, sebelum pukul enam.",
    "Jalan menuju TPS berlubang dan gelap.",
    "Setuju.",
    "",
]


def test_groups() -> None:
    groups = alike(INPUTS)
    assert sorted(sorted(group.members) for group in groups) == [[0, 1], [2, 3]]
    money = next(group for group in groups if 0 in group.members)
    assert {"retribusi", "dagang", "mahal"} <= set(money.shared)


def test_same_every_time() -> None:
    assert alike(INPUTS * 5) == alike(INPUTS * 5)
    assert pairs(INPUTS) == pairs(INPUTS)


def test_a_thousand_times_the_same() -> None:
    (group,) = alike(["Tolak kenaikan retribusi sampah pasar"] * 1000)
    assert sorted(group.members) == list(range(1000))


def test_neighbours() -> None:
    found = neighbours("tarif retribusi bagi pedagang terlalu mahal", INPUTS)
    assert {pair.second for pair in found} == {0, 1}
    assert all(0 < pair.score <= 1 and pair.shared for pair in found)
    assert neighbours("", INPUTS) == []
    assert neighbours("apa saja", []) == []
    assert len(neighbours("sampah pagi retribusi mahal pukul enam", INPUTS, limit=1, least=0.1)) == 1
