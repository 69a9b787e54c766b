"""Writes the greedy continuations that SmolLm2Test compares with.

    python smollm2_reference.py MODEL_DIR GSM8K_TEST.jsonl ../resources/upft/model/smollm2-expected.json

The first twenty questions, in the model's chat template, 64 tokens each in float32, by transformers' generate, one question
at a time; nothing ends a continuation. With each comes the smallest gap between its two best logits: below 2e-4 rounding may
choose either, so such a place is printed. The committed file was made with torch 2.15 and transformers 5.23; another
processor may move the last digits of the log-probabilities.
"""
import json
import pathlib
import sys
import time

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

QUESTIONS = 20
NEW_TOKENS = 64
LEAST_GAP = 2e-4

model_dir, questions_file, out = sys.argv[1:]
tokenizer = AutoTokenizer.from_pretrained(model_dir)
model = AutoModelForCausalLM.from_pretrained(model_dir, dtype=torch.float32).eval()


def case(question):
    ids = tokenizer.apply_chat_template([{"role": "user", "content": question}], add_generation_prompt=True,
                                        return_tensors="pt", return_dict=True)["input_ids"]
    full = model.generate(ids, attention_mask=torch.ones_like(ids), max_new_tokens=NEW_TOKENS, min_new_tokens=NEW_TOKENS,
                          do_sample=False, eos_token_id=None, pad_token_id=2, return_dict_in_generate=True,
                          output_logits=True)
    new = full.sequences[0, ids.shape[1]:]
    logits = torch.cat(full.logits)
    best = logits.topk(2).values
    gaps = best[:, 0] - best[:, 1]
    for place in (gaps < LEAST_GAP).nonzero().flatten().tolist():
        print(f"token {place} of {question!r}: gap {float(gaps[place]):.1e}")
    logs = logits.log_softmax(-1).gather(1, new.unsqueeze(1)).squeeze(1)
    return dict(question=question, prompt=ids[0].tolist(), greedy=new.tolist(), smallest_gap=float(f"{float(gaps.min()):.3g}"),
                log_probs=[float(f"{float(x):.6g}") for x in logs])


start = time.time()
lines = open(questions_file, encoding="utf-8").read().splitlines()[:QUESTIONS]
cases = [case(json.loads(line)["question"]) for line in lines]
print(f"{QUESTIONS * NEW_TOKENS / (time.time() - start):.1f} tokens/s, smallest gap {min(c['smallest_gap'] for c in cases):.1e}")
rows = ",\n".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in cases)
pathlib.Path(out).write_text("[\n" + rows + "\n]\n", encoding="utf-8")
