"""Write the example recordings that come with Legcurl: ``python examples/make_examples.py``.

They are simulated with fixed seeds, so that this always writes the same bytes. A test holds that they do.
"""

from legcurl.simulate.example_sets import DATA, example_csv, examples


def main() -> None:
    """Write every example into the package."""
    DATA.mkdir(exist_ok=True)
    for example in examples():
        example.path.write_bytes(example_csv(example.name))
        print(f"{example.path.name}: {example.shows}")


if __name__ == "__main__":
    main()
