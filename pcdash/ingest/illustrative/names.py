"""Names of practices and streets, put together from words so that none belongs to anybody.

No name is a person's, and none is a practice's in England (a test compares them with the published
ODS file).
"""

# Plants that are nobody's given name.
PLANTS = (
    "Alder", "Bracken", "Bulrush", "Burdock", "Buttercup", "Cedar", "Clover", "Comfrey", "Cowslip",
    "Dogwood", "Elder", "Foxglove", "Gorse", "Harebell", "Hawthorn", "Hornbeam", "Kingcup", "Larch",
    "Lichen", "Mallow", "Marram", "Meadowsweet", "Milkwort", "Osier", "Pimpernel", "Ragwort",
    "Samphire", "Sedge", "Sorrel", "Speedwell", "Spindle", "Spruce", "Sycamore", "Teasel",
    "Thistle", "Vetch", "Walnut", "Whitebeam", "Willowherb", "Yarrow",
)  # fmt: skip
WAYS = ("Lane", "Causeway", "Stile", "Wharf", "Mill", "Ferry", "Quay")
KINDS_OF_PRACTICE = (
    "Surgery", "Medical Centre", "Surgery", "Health Centre", "Medical Practice",
)  # fmt: skip


def street(number: int) -> str:
    """A street by number; the first 280 differ."""
    plant = PLANTS[number % len(PLANTS)]
    return f"{plant} {WAYS[(number // len(PLANTS) + number) % len(WAYS)]}"


def practice_name(number: int) -> str:
    """The name of a practice by number, after its street."""
    kind = KINDS_OF_PRACTICE[(3 * number + number // len(PLANTS)) % len(KINDS_OF_PRACTICE)]
    return f"{street(number)} {kind}"
