"""The six leg curls in one picture: ``python tools/render_picture.py`` writes ``docs/render.png``.

Each half-way up in a simulated set with a load for about ten repetitions, muscles coloured by their activation.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw, ImageFont

from legcurl.report.render.files import write_stills
from legcurl.report.render.moments import moving_picture, usual_load_kg
from legcurl.simulate.physics.lift import simulate_lift
from legcurl.simulate.physics.plan import plan_lift
from legcurl.vocabulary import VARIATIONS

TARGET = Path(__file__).parents[1] / "docs/render.png"
WIDTH, HEIGHT, COLUMNS = 480, 300, 3
COLOURS = 256
"""So few that the file is small."""
LETTERS, INK = 18, (60, 62, 66)


def main() -> None:
    """Draw, label and put together."""
    rows = -(-len(VARIATIONS) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * WIDTH, rows * HEIGHT))
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(LETTERS)
    with TemporaryDirectory() as folder:
        for k, variation in enumerate(VARIATIONS):
            lift = simulate_lift(plan_lift(variation, load_kg=usual_load_kg(variation, None), reps=1))
            _, middle, _ = write_stills(moving_picture(lift, 5.0), Path(folder), variation, WIDTH, HEIGHT)
            at = (k % COLUMNS * WIDTH, k // COLUMNS * HEIGHT)
            with Image.open(middle) as drawn:
                sheet.paste(drawn, at)
            pen.text((at[0] + 14, at[1] + 10), variation, fill=INK, font=font)
    colours = sheet.quantize(COLOURS)
    sheet.quantize(palette=colours, dither=Image.Dither.FLOYDSTEINBERG).save(TARGET, optimize=True)


if __name__ == "__main__":
    main()
