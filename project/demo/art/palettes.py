"""The colours covers are drawn in, and the little arithmetic they need."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours that go together, as #rrggbb; `ink` is legible on `ground`."""

    ground: str
    ink: str
    accents: tuple[str, ...]

    def dark(self) -> str:
        return min(self.ground, self.ink, key=luminance)

    def light(self) -> str:
        return max(self.ground, self.ink, key=luminance)

    def by_light(self) -> list[str]:
        """The accents from the darkest to the lightest."""
        return sorted(self.accents, key=luminance)

    def legible(self, on: str) -> str:
        """Ink or ground, whichever is easier to read on `on`; white or black where neither is easy."""
        best = max(self.ink, self.ground, key=lambda color: contrast(color, on))
        return best if contrast(best, on) >= 4.5 else max("#ffffff", "#111111", key=lambda color: contrast(color, on))

    def striking(self, on: str) -> str:
        """The accent that stands out most from `on`."""
        return max(self.accents, key=lambda color: contrast(color, on))


def rgb(color: str) -> tuple[int, int, int]:
    """#rrggbb as numbers."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def mixed(one: str, other: str, share: float) -> str:
    """`one` with `share` (0 to 1) of `other` stirred in."""
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(rgb(one), rgb(other), strict=True))


def luminance(color: str) -> float:
    """Relative luminance, from 0 to 1 (WCAG 2.2)."""
    red, green, blue = (part / 255 for part in rgb(color))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """How well one colour reads on another, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


PALETTES = {
    "harbour": Palette("#f3e9dc", "#1f2a44", ("#c63f52", "#edae49", "#00798c")),
    "ember": Palette("#13212a", "#f2e8cf", ("#e07a5f", "#81b29a", "#f2cc8f")),
    "dusk": Palette("#2b2540", "#f4ebe4", ("#e56b6f", "#eaac8b", "#8a79a8")),
    "olive": Palette("#f7f0d6", "#2b3618", ("#6a783a", "#dda15e", "#bc6c25")),
    "workshop": Palette("#e8e4d9", "#26231f", ("#c04e37", "#588b8b", "#f28f3b")),
    "midnight": Palette("#10243e", "#f7ede2", ("#f5cac3", "#84a59d", "#f28482")),
    "primary": Palette("#f4f1ea", "#141414", ("#e63946", "#2f6690", "#f4b942")),
    "plum": Palette("#33202f", "#f7e1d7", ("#f1a66a", "#e5594f", "#618b89")),
    "bottle": Palette("#123c3a", "#f1ecd9", ("#e9b44c", "#d2603f", "#50a2a7")),
    "terracotta": Palette("#f6d8c3", "#2b2d42", ("#a8604a", "#ef6f6c", "#52688f")),
    "mint": Palette("#d5e6dc", "#1f3a3d", ("#3f7f70", "#f08a7e", "#f0c04f")),
    "mustard": Palette("#e3a72f", "#1d1a16", ("#f7ecd4", "#b3402e", "#2f5d62")),
    "brick": Palette("#b23f2d", "#f8ead3", ("#2a1712", "#eca64c", "#2f5560")),
    "lake": Palette("#274f7d", "#f5efe0", ("#f0b53f", "#e4684c", "#8fbcc9")),
    "lilac": Palette("#e9d8e4", "#3a2344", ("#8c4f8f", "#f07f62", "#f4bf75")),
    "soot": Palette("#1d1d24", "#efe9df", ("#d8a13d", "#5c8f8a", "#b64a3a")),
    "flamingo": Palette("#ffd9d2", "#3b1330", ("#f2545b", "#19647e", "#ffc857")),
    "glacier": Palette("#e6f1f5", "#0b2545", ("#3d86b4", "#8fc1d9", "#f26a4b")),
    "lagoon": Palette("#0e6973", "#fff3dc", ("#ffb84d", "#f2665e", "#a4d8c4")),
    "saffron": Palette("#fbe3a6", "#4a1c12", ("#d8572a", "#f0a202", "#5b7b4c")),
    "neon": Palette("#14121f", "#f8f4ff", ("#ff3d81", "#37d6c3", "#ffe14d")),
    "fjord": Palette("#dfe5e3", "#16302f", ("#3e6e75", "#93b1a7", "#d98e4a")),
    "cherry": Palette("#f9efe4", "#5b0f1e", ("#c1121f", "#f4978e", "#2d6a6a")),
    "pistachio": Palette("#e7edc6", "#243119", ("#7fa14a", "#e4572e", "#f3b61f")),
    "cobalt": Palette("#1f3fb5", "#fdf4e3", ("#ffcf3f", "#ff6f59", "#9ec9ff")),
    "newsprint": Palette("#efe9dc", "#181818", ("#b9b1a0", "#6d675c", "#d7352b")),
    "orchid": Palette("#4a1942", "#fdeef4", ("#eb5e8d", "#f3a712", "#7fb7be")),
    "moss": Palette("#2f3e2c", "#f3efd9", ("#a7b95a", "#e0883e", "#d9c9a3")),
    "peach": Palette("#ffe4cc", "#2e2d4d", ("#ff7f51", "#ce4257", "#4f86a6")),
    "tin": Palette("#c9d1d3", "#1b262c", ("#f4f6f4", "#3282b8", "#e8505b")),
    "aubergine": Palette("#241a35", "#f8e9d8", ("#ff8c61", "#5c4d9a", "#c6d8af")),
    "marigold": Palette("#f6b93b", "#2b1b3d", ("#e55039", "#fff3d6", "#3c6e8f")),
    "rust": Palette("#7a2e1d", "#fbe9cf", ("#e9a23b", "#d9633f", "#6f9a8d")),
    "seafoam": Palette("#bfe0d4", "#133b45", ("#fbf4e4", "#ef6f5e", "#2b8a83")),
    "bone": Palette("#f5f0e6", "#2d2a26", ("#d9c5a0", "#c0694e", "#70816b")),
    "ultraviolet": Palette("#2d1e6b", "#f9f1ff", ("#f45d9c", "#6fd3e8", "#ffb35c")),
}
