"""How the documentation is built: `make docs`, offline, warnings as errors."""

project = "saidby"
author = "The saidby authors"
project_copyright = "The saidby authors, Apache-2.0"
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "saidby"
html_show_sphinx = False
