"""How Sphinx builds the documentation: `./run docs`, into build/docs, with warnings as failures."""

import chucai

project = "Chucai 出彩"
copyright = "the Chucai contributors, Apache-2.0"  # noqa: A001 - the name Sphinx asks for
version = release = chucai.__version__

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = f"Chucai 出彩 {version}"
html_copy_source = False
html_show_sphinx = False
