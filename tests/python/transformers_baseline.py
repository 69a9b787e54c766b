"""The rival's figures for notebooks/real-model.ipynb: transformers on the same prompts and machine.

Usage: transformers_baseline.py MODEL_DIR PROBLEMS.jsonl [--prompts 16] [--tokens 128] [--prefix 32]

Prints the speed of `generate` (sampled, one batch) and of fine-tuning on prefixes (AdamW, float32), medians of three.
Needs torch and transformers, which are not among the project's own requirements.
"""

import argparse
import json
import statistics
import time

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

parser = argparse.ArgumentParser()
parser.add_argument("model")
parser.add_argument("problems")
parser.add_argument("--prompts", type=int, default=16)
parser.add_argument("--tokens", type=int, default=128)
parser.add_argument("--prefix", type=int, default=32)
args = parser.parse_args()

tokenizer = AutoTokenizer.from_pretrained(args.model, padding_side="left")
model = AutoModelForCausalLM.from_pretrained(args.model, dtype=torch.float32)
questions = [json.loads(line)["question"] for line in open(args.problems)][: args.prompts]
texts = [
    tokenizer.apply_chat_template([{"role": "user", "content": q}], tokenize=False, add_generation_prompt=True)
    for q in questions
]
batch = tokenizer(texts, return_tensors="pt", padding=True, add_special_tokens=False)


def timed(work):
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def sample():
    torch.manual_seed(0)
    with torch.inference_mode():
        out = model.generate(
            **batch, do_sample=True, temperature=0.6, top_k=0, max_new_tokens=args.tokens, pad_token_id=tokenizer.pad_token_id
        )
    new = out[:, batch["input_ids"].shape[1] :]
    ends = [(row == tokenizer.eos_token_id).nonzero() for row in new]
    return new, sum(int(e[0]) + 1 if len(e) else len(row) for e, row in zip(ends, new))


speeds = []
for _ in range(3):
    (responses, tokens), seconds = timed(sample)
    speeds.append(tokens / seconds)
print(f"generate: {statistics.median(speeds):.1f} useful tokens/s ({args.prompts} rows, {tokens} tokens)")

optimizer = torch.optim.AdamW(model.parameters(), lr=1e-6, betas=(0.9, 0.95), weight_decay=0.0)
rows = []
for text, response in zip(texts, responses):
    prompt = tokenizer(text, add_special_tokens=False)["input_ids"]
    rows.append((prompt, response[: args.prefix].tolist()))
width = max(len(p) + len(r) for p, r in rows)
ids = torch.full((len(rows), width), tokenizer.pad_token_id)
labels = torch.full((len(rows), width), -100)
mask = torch.zeros((len(rows), width), dtype=torch.long)
for i, (p, r) in enumerate(rows):
    n = len(p) + len(r)
    ids[i, :n] = torch.tensor(p + r)
    labels[i, len(p) : n] = torch.tensor(r)
    mask[i, :n] = 1


def step():
    loss = model(input_ids=ids, attention_mask=mask, labels=labels).loss
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()


seconds = []
for _ in range(3):
    loss, took = timed(step)
    seconds.append(took)
tokens = int(mask.sum())
print(f"training: {tokens / statistics.median(seconds):.1f} tokens/s ({len(rows)} rows, {tokens} tokens a step, last loss {loss:.4f})")
