"""llama.cpp through its Python bindings: continuous batching with weights and cache in float32.

Usage: llama_cpp_sample.py JOB.json

The weights are converted once, into the directory gguf beside that of this file. The rows of a prompt come in together and
share its pass through the model; they leave as they end.
"""

import ctypes
import hashlib
import json
import os
import pathlib
import sys
import time

import gguf
import llama_cpp
import numpy
import rival
import sampling

ABOUT = f"llama-cpp-python {llama_cpp.__version__}, weights and cache float32"
TOKENS_A_PASS = 512
FLOAT32 = 0


def converted(directory):
    """The model as a GGUF file with neither tokenizer nor quantisation."""
    source = pathlib.Path(directory).resolve()
    stamp = f"{source} {(source / 'config.json').stat().st_mtime_ns}"
    name = hashlib.sha256(stamp.encode()).hexdigest()[:16] + ".gguf"
    target = pathlib.Path(__file__).resolve().parent.parent / "gguf" / name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(".partial")
        write(source, partial)
        os.replace(partial, target)
    return str(target)


def write(source, target):
    config = json.loads((source / "config.json").read_text())
    if config["architectures"] != ["LlamaForCausalLM"]:
        raise SystemExit(f"this converts LlamaForCausalLM alone, not {config['architectures']}")
    weights = {}
    for file in sorted(source.glob("*.safetensors")):
        weights.update(tensors(file))
    heads = config["num_attention_heads"]
    key_heads = config.get("num_key_value_heads", heads)
    width = config.get("head_dim") or config["hidden_size"] // heads
    rope = config.get("rope_parameters") or config
    writer = gguf.GGUFWriter(target, "llama")
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_head_count(heads)
    writer.add_head_count_kv(key_heads)
    writer.add_rope_dimension_count(width)
    writer.add_rope_freq_base(rope["rope_theta"])
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_vocab_size(config["vocab_size"])
    writer.add_file_type(FLOAT32)
    writer.add_tokenizer_model("no_vocab")
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.LLAMA, config["num_hidden_layers"])
    for name, weight in weights.items():
        if name.endswith("q_proj.weight"):
            weight = interleaved(weight, heads)
        elif name.endswith("k_proj.weight"):
            weight = interleaved(weight, key_heads)
        writer.add_tensor(names.get_name(name, (".weight",)), weight)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def tensors(file):
    """The tensors of a safetensors file. numpy has no bfloat16: its bits are the upper half of a float32's."""
    bits = numpy.memmap(file, numpy.uint8, "r")
    start = 8 + int.from_bytes(bytes(bits[:8]), "little")
    for name, entry in json.loads(bytes(bits[8:start])).items():
        if name != "__metadata__":
            first, end = entry["data_offsets"]
            part = bits[start + first : start + end]
            yield name, values(part, entry["dtype"], name).reshape(entry["shape"])


def values(part, dtype, name):
    if dtype == "BF16":
        return (part.view(numpy.uint16).astype(numpy.uint32) << 16).view(numpy.float32)
    plain = {"F32": numpy.float32, "F16": numpy.float16}
    if dtype not in plain:
        raise SystemExit(f"this converts float32, float16 and bfloat16, but {name} is {dtype}")
    return part.view(plain[dtype]).astype(numpy.float32)


def interleaved(weight, heads):
    """llama.cpp turns neighbouring numbers of a head, transformers its halves."""
    by_half = weight.reshape(heads, 2, weight.shape[0] // heads // 2, weight.shape[1])
    return numpy.ascontiguousarray(by_half.swapaxes(1, 2)).reshape(weight.shape)


class Model:
    def __init__(self, file, rows, longest, threads):
        llama_cpp.llama_backend_init()
        self.model = llama_cpp.llama_model_load_from_file(file.encode(), llama_cpp.llama_model_default_params())
        params = llama_cpp.llama_context_default_params()
        params.n_ctx = rows * (-(-longest // 256) * 256)
        params.n_batch = params.n_ubatch = TOKENS_A_PASS
        params.n_seq_max = rows
        params.n_threads = params.n_threads_batch = threads
        params.type_k = params.type_v = FLOAT32
        self.context = llama_cpp.llama_init_from_model(self.model, params)
        if not self.model or not self.context:
            raise SystemExit("llama.cpp could not load the converted model")
        self.memory = llama_cpp.llama_get_memory(self.context)
        self.batch = llama_cpp.llama_batch_init(TOKENS_A_PASS, 0, 1)
        self.rows = rows

    def decode(self, entries):
        """One pass. Entries are (token, position, sequence, whether its logits are wanted)."""
        batch = self.batch
        batch.n_tokens = len(entries)
        for i, (token, position, sequence, wanted) in enumerate(entries):
            batch.token[i] = token
            batch.pos[i] = position
            batch.n_seq_id[i] = 1
            batch.seq_id[i][0] = sequence
            batch.logits[i] = wanted
        if llama_cpp.llama_decode(self.context, batch) != 0:
            raise SystemExit(f"llama_decode failed on {len(entries)} tokens")

    def prefill(self, prompt, sequences, sampler):
        """Puts a prompt into sequences; gives the first new token of each."""
        for first in range(0, len(prompt), TOKENS_A_PASS):
            some = prompt[first : first + TOKENS_A_PASS]
            last = first + len(some) == len(prompt)
            self.decode([(t, first + i, sequences[0], last and i == len(some) - 1) for i, t in enumerate(some)])
        for other in sequences[1:]:
            llama_cpp.llama_memory_seq_cp(self.memory, sequences[0], other, -1, -1)
        return [llama_cpp.llama_sampler_sample(sampler, self.context, -1) for _ in sequences]

    def step(self, rows, sampler):
        """The next token of every row."""
        self.decode([(row.ids[-1], len(row.prompt) + len(row.ids) - 1, row.sequence, True) for row in rows])
        for i, row in enumerate(rows):
            row.ids.append(llama_cpp.llama_sampler_sample(sampler, self.context, i))


class Row:
    def __init__(self, index, prompt, sequence, first):
        self.index, self.prompt, self.sequence, self.ids = index, prompt, sequence, [first]


def sampler_of(job):
    chain = llama_cpp.llama_sampler_chain_init(llama_cpp.llama_sampler_chain_default_params())
    if job["temperature"] == 0:
        parts = [llama_cpp.llama_sampler_init_greedy()]
    else:
        parts = [
            llama_cpp.llama_sampler_init_temp(job["temperature"]),
            llama_cpp.llama_sampler_init_top_p(job["topP"], 1),
            llama_cpp.llama_sampler_init_dist(job["seed"]),
        ]
    for part in parts:
        llama_cpp.llama_sampler_chain_add(chain, part)
    return chain


def generate(model, job, rows, new_tokens):
    llama_cpp.llama_memory_clear(model.memory, True)
    sampler = sampler_of(job)
    free = list(range(model.rows))
    waiting = groups(rows, model.rows)
    active, lengths = [], [0] * len(rows)
    prefill, steps = 0.0, 0
    while waiting or active:
        while waiting and len(waiting[0]) <= len(free):
            start = time.perf_counter()
            group = waiting.pop(0)
            sequences = [free.pop() for _ in group]
            prompt = rows[group[0]]
            firsts = model.prefill(prompt, sequences, sampler)
            active += [Row(i, prompt, s, first) for i, s, first in zip(group, sequences, firsts)]
            prefill += time.perf_counter() - start
        going = []
        for row in active:
            if row.ids[-1] in job["endTokens"] or len(row.ids) == new_tokens:
                lengths[row.index] = len(row.ids)
                llama_cpp.llama_memory_seq_rm(model.memory, row.sequence, -1, -1)
                free.append(row.sequence)
            else:
                going.append(row)
        active = going
        if active:
            model.step(active, sampler)
            steps += 1
    llama_cpp.llama_sampler_free(sampler)
    return lengths, {"prefillSeconds": prefill, "tokensFromPrefill": 1, "steps": steps}


def groups(rows, most):
    """Indexes of rows with one prompt, as many as fit together, longest first."""
    found = []
    for i in sorted(range(len(rows)), key=lambda i: -len(rows[i])):
        if found and len(found[-1]) < most and rows[found[-1][0]] == rows[i]:
            found[-1].append(i)
        else:
            found.append([i])
    return found


def quiet(level, text, data):
    """llama.cpp tells much while it loads; errors alone are of interest."""
    if level == 4:
        sys.stderr.write(text.decode(errors="replace"))


def main():
    job = rival.read_job()
    silence = llama_cpp.llama_log_callback(quiet)
    llama_cpp.llama_log_set(silence, ctypes.c_void_p(0))
    file = converted(job["model"])
    longest = max(map(len, job["prompts"])) + job["newTokens"]

    def load(job):
        rows = min(job["batch"], len(sampling.rows_of(job)))
        model = Model(file, rows, longest, job["threads"])
        return lambda job, rows, new_tokens: generate(model, job, rows, new_tokens)

    sampling.measure(job, load, ABOUT)


main()
