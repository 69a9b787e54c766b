"""Executes a notebook on an installed kernel with Jupyter's own client and validates the result.

Usage: run_notebook.py IN.ipynb OUT.ipynb KERNEL_NAME
"""

import sys

import nbclient
import nbformat

source, target, kernel = sys.argv[1:]
notebook = nbformat.read(source, as_version=4)
nbclient.NotebookClient(notebook, kernel_name=kernel, timeout=240, allow_errors=True).execute()
nbformat.validate(notebook)
nbformat.write(notebook, target)
