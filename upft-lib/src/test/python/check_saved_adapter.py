"""Loads an adapter that was saved here with PEFT, on the model that it names, and compares its logits.

    python check_saved_adapter.py ADAPTER training-expected.json

Ends with a message and status 1 if they differ.
"""
import json
import pathlib
import sys

import peft
import torch
import transformers

directory, expected = map(pathlib.Path, sys.argv[1:])
config = peft.PeftConfig.from_pretrained(directory)
base = transformers.AutoModelForCausalLM.from_pretrained(config.base_model_name_or_path).float()
model = peft.PeftModel.from_pretrained(base, directory).eval()
fixture = json.loads(expected.read_text())
example = fixture["examples"][0]
with torch.no_grad():
    logits = model(torch.tensor([example["prompt"] + example["response"]])).logits[0]
apart = float((logits - torch.tensor(fixture["lora"]["logits"])).abs().max())
print(f"peft {peft.__version__}: logits differ by {apart}")
sys.exit(0 if apart < 1e-4 else 1)
