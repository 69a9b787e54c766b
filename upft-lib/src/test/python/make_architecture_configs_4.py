"""Writes the configurations of the tiny models as transformers 4 spells them.

    python make_architecture_configs_4.py ../resources/upft/model/architectures

Needs transformers 4 (the committed files were made with 4.57.1), which cannot be installed beside the one of
make_architecture_fixtures.py.
"""
import pathlib
import sys

import transformers

import architectures

for name in architectures.MODELS:
    made = architectures.config(transformers, name)
    made.torch_dtype = "float16"
    made.to_json_file(pathlib.Path(sys.argv[1]) / name / "config-4.json")
