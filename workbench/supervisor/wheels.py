"""Where the wheels that carry server programs lie; found without importing them, since both act on import."""

from importlib.util import find_spec
from pathlib import Path


def find_package(name: str) -> Path:
    """The folder of an installed package, links resolved. Raises ModuleNotFoundError."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"The package {name} is not installed; run `make setup`.")
    return Path(spec.origin).resolve().parent
