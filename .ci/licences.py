"""Refuses a dependency under a licence that an MIT program cannot ship with."""
import json
import re
import subprocess
import sys

FINE = {"MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib", "Unlicense", "CC0-1.0", "0BSD", "MPL-2.0", "Unicode-3.0",
        "Unicode-DFS-2016", "BSL-1.0", "CDLA-Permissive-2.0", "MIT-0", "Apache-2.0 WITH LLVM-exception", "OpenSSL"}


def fits(expression: str) -> bool:
    """Whether one side of every "or" can be taken."""
    plain = expression.replace("/", " OR ").replace("(", " ").replace(")", " ")
    return any(all(part.strip() in FINE for part in re.split(r"\bAND\b", side)) for side in re.split(r"\bOR\b", plain))


metadata = json.loads(subprocess.check_output(["cargo", "metadata", "--format-version", "1", "--locked"]))
wrong = [f"{p['name']} {p['version']}: {p['license']}" for p in metadata["packages"] if not fits(p["license"] or "none")]
print("\n".join(wrong) if wrong else f"{len(metadata['packages'])} packages, every licence fits")
sys.exit(1 if wrong else 0)
