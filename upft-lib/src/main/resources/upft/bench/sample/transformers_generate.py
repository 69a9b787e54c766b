"""transformers' generate: static batches of rows sorted by length, in float32.

Usage: transformers_generate.py JOB.json

A job with "pilot" true tries batch sizes, the "candidates": one batch of each, with "pilotTokens" new tokens at most. The
answer is the useful new tokens a second of each: {"rates": {"1": 20.3, ...}}.
"""

import time

import rival
import sampling
import torch
import transformers
from transformers import AutoModelForCausalLM, GenerationConfig, LogitsProcessor, LogitsProcessorList

transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()
ABOUT = f"transformers {transformers.__version__}, torch {torch.__version__}"


class Clock(LogitsProcessor):
    """Sees the logits of every pass: the first of a batch tells when its prompts were done."""

    def __init__(self):
        self.passes = 0

    def __call__(self, ids, scores):
        if self.passes == 0:
            self.first = time.perf_counter()
        self.passes += 1
        return scores


def load(job):
    model = AutoModelForCausalLM.from_pretrained(job["model"], dtype=torch.float32)
    model.eval()
    return lambda job, rows, new_tokens: generate(model, job, rows, new_tokens)


def generate(model, job, rows, new_tokens):
    torch.manual_seed(job["seed"])
    config = configuration(job, new_tokens)
    model.generation_config = config
    lengths = [0] * len(rows)
    prefill, steps = 0.0, 0
    for batch in sampling.batches(rows, job["batch"]):
        clock = Clock()
        start = time.perf_counter()
        sampled = one_batch(model, config, [rows[i] for i in batch], clock)
        prefill += clock.first - start
        steps += clock.passes - 1
        for i, ids in zip(batch, sampled):
            lengths[i] = sampling.useful_length(ids, set(job["endTokens"]))
    return lengths, {"prefillSeconds": prefill, "tokensFromPrefill": 1, "steps": steps}


def one_batch(model, config, rows, clock):
    width = max(map(len, rows))
    ids = torch.tensor([[config.pad_token_id] * (width - len(row)) + row for row in rows])
    mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in rows])
    with torch.inference_mode():
        out = model.generate(
            input_ids=ids, attention_mask=mask, generation_config=config, logits_processor=LogitsProcessorList([clock])
        )
    return out[:, width:].tolist()


def configuration(job, new_tokens):
    choice = {"do_sample": False}
    if job["temperature"] > 0:
        choice = {"do_sample": True, "temperature": job["temperature"], "top_p": job["topP"], "top_k": 0}
    ends = job["endTokens"]
    return GenerationConfig(
        max_new_tokens=new_tokens, eos_token_id=ends or None, pad_token_id=ends[0] if ends else 0, **choice
    )


def pilot(job):
    rows = sorted(sampling.rows_of(job), key=len, reverse=True)
    generate = load(job)
    new_tokens = min(job["newTokens"], job["pilotTokens"])
    generate(job, rows[: job["warmUpRows"]], min(job["warmUpTokens"], new_tokens))
    rates = {}
    for size in job["candidates"]:
        first = (len(rows) - size) // 2  # prompts of middling length
        start = time.perf_counter()
        lengths, _ = generate({**job, "batch": size}, rows[first : first + size], new_tokens)
        rates[size] = sum(lengths) / (time.perf_counter() - start)
    rival.answer({"rates": rates})


def main():
    job = rival.read_job()
    torch.set_num_threads(job["threads"])
    if job.get("pilot"):
        pilot(job)
    else:
        sampling.measure(job, load, ABOUT)


main()
