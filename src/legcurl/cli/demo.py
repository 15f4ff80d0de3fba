"""``legcurl demo``: the main job on the example sets, offline."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

RULE = "─" * 72


def demo(
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])] = Path("legcurl-demo"),
    overwrite: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Analyse three example sets and show where the reports lie.

    They are simulated, so that what should be found in them is known.

    Parameters
    ----------
    output
        Folder for the reports, one folder a set; made if it is missing.
    overwrite
        Write even where there are files that Legcurl did not write.
    """
    from legcurl.analysis import analyze
    from legcurl.io import read_recording
    from legcurl.report.folder import PAGE, check_folder, write_folder
    from legcurl.report.terminal import print_summary
    from legcurl.simulate import examples

    for example in examples():
        check_folder(output / example.name, overwrite=overwrite)
    for example in examples():
        recording = replace(read_recording(example.path), variation=example.variation)
        analysis = analyze(recording, example.plan)
        settings = {"variation": example.variation}
        write_folder(analysis, output / example.name, settings=settings, overwrite=overwrite)
        print(RULE, textwrap.fill(f"Simulated: {example.shows}.", len(RULE)), "", sep="\n")
        print_summary(analysis)
    print(RULE, "Three sets, all simulated. Open the reports in a browser:", sep="\n")
    for example in examples():
        print(f"  {output / example.name / PAGE}")
    print("Then take your own recording: legcurl analyze FILE -o FOLDER")
    return 0
