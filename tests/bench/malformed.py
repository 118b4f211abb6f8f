"""A thousand broken uploads: how each one ended, how long the slowest took.

Run by `python -m tests.bench.malformed [count]`; it needs no database. The exit code is 1 when one of them
ended otherwise than with a sentence or a clean reading.
"""

import logging
import sys

import django

COUNT = 1000
SHOWN = 20


def main() -> int:
    django.setup()
    logging.disable(logging.CRITICAL)  # readers of PDF tell of each oddity
    from tests.malformed.files import WAYS, broken_files
    from tests.malformed.reading import outcome_of

    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    found = [outcome_of(one) for one in broken_files(count)]
    odd = [one for one in found if not one.is_in_order]
    for one in odd[:SHOWN]:
        sys.stdout.write(f"  {one.file.how}, {one.file.name[:30]!r}: {one.fault or one.sentences}\n")
    refused, slowest = sum(bool(one.sentences) for one in found), max(found, key=lambda one: one.seconds)
    seconds = sorted(one.seconds for one in found)
    read = count - refused - sum(bool(one.fault) for one in found)
    sys.stdout.write(
        f"{count} broken files in {len(set(WAYS))} ways: {refused} ended with a sentence, {read} "
        f"were read, {len(odd)} otherwise; median {seconds[count // 2] * 1000:.0f} ms, "
        f"p99 {seconds[count * 99 // 100]:.2f} s, slowest {slowest.seconds:.2f} s ({slowest.file.how})\n"
    )
    return 1 if odd else 0


if __name__ == "__main__":
    sys.exit(main())
