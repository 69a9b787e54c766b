"""Validates notebooks against the notebook format's schema. Usage: validate_notebook.py FILE.ipynb ..."""

import sys

import nbformat

for path in sys.argv[1:]:
    nbformat.validate(nbformat.read(path, as_version=nbformat.NO_CONVERT))
    print(f"{path}: valid")
