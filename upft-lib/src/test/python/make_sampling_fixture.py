"""Writes what DecodingTest compares sampling distributions with: what transformers' own processors, in transformers' own
order, make of the logits of a tiny model.

    python make_sampling_fixture.py ../resources/upft/model

Needs torch and transformers; the versions are in tests/python/requirements.txt. Running it again gives the same file.
"""
import json
import pathlib
import sys

import torch
from transformers import GenerationConfig, LlamaForCausalLM

OUT = pathlib.Path(sys.argv[1])
PROMPTS = [[40, 3, 17, 88, 20, 3, 51], [5, 5, 9], [70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81]]
SETTINGS = [
    {"temperature": 0.7},
    {"temperature": 1.5, "top_k": 7},
    {"temperature": 0.8, "top_p": 0.5},
    {"temperature": 1.0, "min_p": 0.2},
    {"temperature": 1.0, "repetition_penalty": 1.4},
    {"temperature": 0.6, "repetition_penalty": 0.7},
    {"temperature": 0.9, "top_k": 20, "top_p": 0.6},
    {"temperature": 2.0, "top_k": 30, "top_p": 0.9, "min_p": 0.1},
    {"temperature": 0.7, "top_k": 20, "top_p": 0.8, "min_p": 0.05, "repetition_penalty": 1.05},
    {"temperature": 1.3, "top_p": 0.7, "min_p": 0.6, "repetition_penalty": 2.5},
]


def distribution(model, ids, fields):
    neutral = {"top_k": 0, "top_p": 1.0, "min_p": None, "repetition_penalty": 1.0}
    config = GenerationConfig(do_sample=True, **{**neutral, **fields})
    prompt = torch.tensor([ids])
    processors = model._get_logits_processor(config, input_ids_seq_length=len(ids), device="cpu")
    with torch.no_grad():
        scores = processors(prompt, model(prompt).logits[:, -1])
    return {i: round(float(p), 8) for i, p in enumerate(scores.softmax(-1)[0]) if p > 0}


def greedy(model, ids, penalty):
    out = model.generate(torch.tensor([ids]), attention_mask=torch.ones(1, len(ids), dtype=torch.long), max_new_tokens=24,
                         min_new_tokens=24, do_sample=False, repetition_penalty=penalty, eos_token_id=None, pad_token_id=96)
    return out[0, len(ids):].tolist()


model = LlamaForCausalLM.from_pretrained(OUT / "tiny-tied").eval()
cases = [dict(prompt=ids, settings=fields, probabilities=distribution(model, ids, fields))
         for fields in SETTINGS for ids in PROMPTS[:2]]
penalised = [dict(penalty=penalty, tokens=[greedy(model, ids, penalty) for ids in PROMPTS]) for penalty in (1.3, 0.7)]
rows = ",\n".join(" " + json.dumps(case) for case in cases)
greedy_rows = ",\n".join(" " + json.dumps(each) for each in penalised)
prompts = json.dumps(PROMPTS)
(OUT / "tiny-tied-sampling.json").write_text(
    f'{{"prompts": {prompts},\n"distributions": [\n{rows}\n],\n"greedy": [\n{greedy_rows}\n]}}\n')
