"""transformers' continuous batching (generate_batch), in float32. Usage: transformers_continuous.py JOB.json"""

import rival
import sampling
import torch
import transformers
from transformers import AutoModelForCausalLM, ContinuousBatchingConfig, GenerationConfig

transformers.logging.disable_progress_bar()
PAGE = 32
ABOUT = f"transformers {transformers.__version__}, torch {torch.__version__}"


def load(job):
    model = AutoModelForCausalLM.from_pretrained(job["model"], dtype=torch.float32)
    model.eval()
    return lambda job, rows, new_tokens: generate(model, job, rows, new_tokens)


def generate(model, job, rows, new_tokens):
    choice = {"do_sample": False}
    if job["temperature"] > 0:
        choice = {"do_sample": True, "temperature": job["temperature"], "top_p": job["topP"], "top_k": 0}
    ends = job["endTokens"]
    config = GenerationConfig(max_new_tokens=new_tokens, eos_token_id=ends or -1, pad_token_id=ends[0] if ends else 0, **choice)
    with torch.inference_mode():
        results = model.generate_batch(
            rows, generation_config=config, continuous_batching_config=batching(job, rows, new_tokens), warmup=False
        )
    sampled = [result.generated_tokens for result in results.values()]
    if len(sampled) < len(rows) or any(result.error for result in results.values()):
        raise SystemExit(f"{len(sampled)} of {len(rows)} rows were generated; the lines above say why")
    return [sampling.useful_length(ids, set(ends)) for ids in sampled], {}


def batching(job, rows, new_tokens):
    """As many pages as the rows of a batch can need; by itself it would take most of the memory there is."""
    pages = -(-(max(map(len, rows)) + new_tokens) // PAGE) + 1
    return ContinuousBatchingConfig(
        page_size=PAGE,
        num_blocks=pages * job["batch"],
        max_batch_tokens=1024,
        max_requests_per_batch=job["batch"],
        seed=job["seed"],
    )


def main():
    job = rival.read_job()
    torch.set_num_threads(job["threads"])
    sampling.measure(job, load, ABOUT)


main()
