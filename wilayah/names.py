"""What the levels of government are called here: Kelurahan, Gampong, Kapanewon, Distrik ..."""

from wilayah.kept import place

DEFAULTS = {1: "Provinsi", 2: "Kabupaten/Kota", 3: "Kecamatan", 4: "Kelurahan/Desa"}
KINDS = {"1": "Kelurahan", "2": "Desa", "3": "Desa adat"}  # first digit of a village's own number


def level_name_of(code: str, level: int) -> str:
    """What the level of the region with this code is called; the longest matching prefix wins."""
    kind = code.rpartition(".")[2][:1] if level == 4 else ""
    rows = place().names
    prefix = code
    while True:
        for wanted in dict.fromkeys((kind, "")):
            if name := rows.get((prefix, level, wanted)):
                return name
        if not prefix:
            return KINDS.get(kind, DEFAULTS[level])
        prefix = prefix.rpartition(".")[0]


def rt_rw(rt: int | None, rw: int | None) -> str:
    """ "RT 003/RW 012" as addresses print it; what is missing is left out."""
    parts = [f"{name} {number:03d}" for name, number in (("RT", rt), ("RW", rw)) if number]
    return "/".join(parts)
