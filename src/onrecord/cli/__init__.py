"""The command line: `onrecord read`, `add`, `page`, `find`, `stories`, `story`, `compare`, `problems`,
`verify`, `export`, `config`.
"""

from onrecord.cli.app import app, main

__all__ = ["app", "main"]
