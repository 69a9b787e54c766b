"""Writes the greedy continuations that SmolLm2Test compares with.

    python smollm2_reference.py MODEL_DIR GSM8K_TEST.jsonl ../resources/upft/model/smollm2-expected.json

The first five questions, in the model's chat template, 64 tokens each in float32, by transformers' generate; nothing ends a
continuation. Prints the tokens a second that generate made, with and without a batch.
"""
import json
import pathlib
import sys
import time

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

model_dir, questions_file, out = sys.argv[1:]
tokenizer = AutoTokenizer.from_pretrained(model_dir)
model = AutoModelForCausalLM.from_pretrained(model_dir, dtype=torch.float32).eval()
lines = open(questions_file, encoding="utf-8").read().splitlines()[:5]
cases = []
for line in lines:
    question = json.loads(line)["question"]
    ids = tokenizer.apply_chat_template([{"role": "user", "content": question}], add_generation_prompt=True, return_tensors="pt", return_dict=True)["input_ids"]
    start = time.time()
    full = model.generate(ids, attention_mask=torch.ones_like(ids), max_new_tokens=64, min_new_tokens=64, do_sample=False, eos_token_id=None, pad_token_id=2)
    print(f"{64 / (time.time() - start):.1f} tokens/s")
    cases.append(dict(question=question, prompt=ids[0].tolist(), greedy=full[0, ids.shape[1]:].tolist()))
pathlib.Path(out).write_text(json.dumps(cases, indent=1, ensure_ascii=False) + "\n")
