"""Loads models that were saved here with transformers, of whichever generation, and compares their logits.

    python check_saved_models.py SAVED ../resources/upft/model/architectures

SAVED has a directory for each fixture, by its name. Ends with a message and status 1 if one differs or does not load.
"""
import json
import pathlib
import sys

import torch
import transformers

saved, fixtures = map(pathlib.Path, sys.argv[1:])
wrong = []
for directory in sorted(saved.iterdir()):
    model = transformers.AutoModelForCausalLM.from_pretrained(directory).float().eval()
    for case in json.loads((fixtures / directory.name / "expected.json").read_text())["logits"]:
        with torch.no_grad():
            logits = model(torch.tensor([case["ids"]])).logits[0]
        apart = float((logits - torch.tensor(case["logits"])).abs().max())
        if not apart < 1e-4:
            wrong.append(f"{directory.name}: logits differ by {apart}")
print(f"transformers {transformers.__version__}: {wrong or 'all agree'}")
sys.exit(1 if wrong else 0)
