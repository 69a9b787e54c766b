"""Writes the logits of the tiny models in float64, by transformers.

    python make_float64_fixture.py ../resources/upft/model

Takes the models that make_fixtures.py wrote. transformers computes norms in float32 whatever the model's type; here torch's
own norm takes their place, so that all is float64 but the rotary angles, which both have in float32. Packages as there.
"""
import json
import pathlib
import sys

import torch
from transformers import LlamaForCausalLM

OUT = pathlib.Path(sys.argv[1])


def precise(name):
    model = LlamaForCausalLM.from_pretrained(OUT / name, dtype=torch.float64, attn_implementation="sdpa").eval()
    for module in model.modules():
        for child, norm in list(module.named_children()):
            if type(norm).__name__ == "LlamaRMSNorm":
                exact = torch.nn.RMSNorm(norm.weight.shape, eps=norm.variance_epsilon, dtype=torch.float64)
                exact.weight = norm.weight
                setattr(module, child, exact)
    ids = json.loads((OUT / f"{name}-expected.json").read_text())["prompts"][0]
    with torch.no_grad():
        return {"ids": ids, "logits": model(torch.tensor([ids])).logits[0].tolist()}


(OUT / "float64-logits.json").write_text(json.dumps({name: precise(name) for name in ("tiny-tied", "tiny-untied")}) + "\n")
