"""What stands where a picture will be until it has come."""

from base64 import b64encode
from collections import defaultdict
from itertools import batched

from PIL import Image
from thumbhash import rgba_to_thumb_hash

_WHITE = "#ffffff"


def dominant_color(image: Image.Image) -> str:
    """The colour (#rrggbb) there is most of, what is transparent not counted; white where nothing else is."""
    alike = defaultdict(list)
    sample = image.resize((64, 64), Image.Resampling.NEAREST).convert("RGBA")  # which mixes no colours
    for *color, alpha in batched(sample.tobytes(), 4):
        if alpha > 127:
            alike[tuple(channel // 32 for channel in color)].append(color)
    if not alike:
        return _WHITE
    most = max(alike.values(), key=len)
    return "#" + "".join(f"{round(sum(channel) / len(most)):02x}" for channel in zip(*most, strict=True))


def placeholder(image: Image.Image) -> str:
    """Its ThumbHash (https://evanw.github.io/thumbhash) in base64, of at most 24 bytes, on white where transparent."""
    small = on_white(image)
    small.thumbnail((32, 32))
    pixels = small.convert("RGBA").tobytes()
    return b64encode(bytes(rgba_to_thumb_hash(small.width, small.height, list(pixels)))).decode()


def on_white(image: Image.Image) -> Image.Image:
    """A copy without alpha."""
    if image.mode != "RGBA":
        return image.copy()
    ground = Image.new("RGB", image.size, _WHITE)
    ground.paste(image, mask=image.getchannel("A"))
    return ground
