"""Writes rotary frequencies and attention factors as transformers computes them, for settings of well-known models and
for what those do not use.

    python make_rope_frequencies.py ../resources/upft/model/rope-frequencies.json
"""
import copy
import json
import pathlib
import sys

import transformers
from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS

TINY = dict(hidden_size=64, num_attention_heads=4)  # heads 16 wide
SMALL = dict(vocab_size=97, intermediate_size=8, num_hidden_layers=1, eos_token_id=95, pad_token_id=96)
GROWING = [round(1 + 0.021 * i * i, 4) for i in range(48)]
CONFIGS = {
    "SmolLM2": ("Llama", dict(hidden_size=576, num_attention_heads=9, num_key_value_heads=3, max_position_embeddings=8192,
                              rope_theta=100000)),
    "Llama 3.2": ("Llama", dict(hidden_size=2048, num_attention_heads=32, num_key_value_heads=8, head_dim=64,
                                max_position_embeddings=131072, rope_theta=500000.0,
                                rope_scaling={"factor": 32.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0,
                                              "original_max_position_embeddings": 8192, "rope_type": "llama3"})),
    "Vicuna 16k": ("Llama", dict(hidden_size=4096, num_attention_heads=32, max_position_embeddings=4096,
                                 rope_scaling={"factor": 4.0, "type": "linear"})),
    "Qwen2.5 as its card extends it": ("Qwen2", dict(
        hidden_size=3584, num_attention_heads=28, num_key_value_heads=4, max_position_embeddings=32768, rope_theta=1000000.0,
        rope_scaling={"factor": 4.0, "original_max_position_embeddings": 32768, "type": "yarn"})),
    "YaRN without rounding, with scales of its own": ("Llama", dict(
        hidden_size=1024, num_attention_heads=8, max_position_embeddings=163840,
        rope_scaling={"rope_type": "yarn", "factor": 40.0, "original_max_position_embeddings": 4096, "beta_fast": 24,
                      "beta_slow": 2, "mscale": 0.8, "mscale_all_dim": 1.1, "truncate": False})),
    "YaRN with a factor given": ("Qwen3", dict(
        hidden_size=1024, num_attention_heads=8, num_key_value_heads=8, head_dim=128, max_position_embeddings=40960,
        rope_theta=1000000.0,
        rope_scaling={"rope_type": "yarn", "factor": 2.0, "attention_factor": 1.3, "original_max_position_embeddings": 20480})),
    "YaRN without an original length": ("Mistral", dict(
        hidden_size=1024, num_attention_heads=8, num_key_value_heads=8, head_dim=128, max_position_embeddings=2048,
        sliding_window=None, rope_scaling={"rope_type": "yarn", "factor": 8.0})),
    "Phi-3 mini 128k": ("Phi3", dict(
        hidden_size=3072, num_attention_heads=32, max_position_embeddings=131072, original_max_position_embeddings=4096,
        rope_scaling={"type": "longrope", "short_factor": [1 + i / 100 for i in range(48)], "long_factor": GROWING})),
    "Phi-4 mini": ("Phi3", dict(
        hidden_size=3072, num_attention_heads=24, num_key_value_heads=8, max_position_embeddings=131072,
        original_max_position_embeddings=4096, partial_rotary_factor=0.75,
        rope_scaling={"type": "longrope", "short_factor": [1.0] * 48, "long_factor": GROWING})),
    "LongRoPE elsewhere": ("Llama", dict(
        hidden_size=768, num_attention_heads=8, max_position_embeddings=32768,
        rope_scaling={"rope_type": "longrope", "factor": 16.0, "original_max_position_embeddings": 2048,
                      "short_factor": [1.0] * 48, "long_factor": GROWING})),
    "LongRoPE with a factor other than the lengths'": ("Llama", dict(
        **TINY, max_position_embeddings=32768,
        rope_scaling={"rope_type": "longrope", "factor": 4.0, "original_max_position_embeddings": 2048,
                      "short_factor": [1.0] * 8, "long_factor": GROWING[:8]})),
    "LongRoPE with an attention factor given": ("Llama", dict(
        **TINY, max_position_embeddings=32768,
        rope_scaling={"rope_type": "longrope", "attention_factor": 1.07, "original_max_position_embeddings": 2048,
                      "short_factor": [1.0] * 8, "long_factor": GROWING[:8]})),
    "LongRoPE of a model shorter than its original": ("Phi3", dict(
        **TINY, max_position_embeddings=2048, original_max_position_embeddings=4096,
        rope_scaling={"type": "su", "original_max_position_embeddings": 4096, "short_factor": [1.0] * 8,
                      "long_factor": GROWING[:8]})),
    "LongRoPE by the name that it had in Phi-3's first files": ("Phi3", dict(
        **TINY, max_position_embeddings=8192, rope_scaling={"type": "yarn", "short_factor": [1.0] * 8, "long_factor": GROWING[:8]})),
    "YaRN with a factor below one": ("Llama", dict(
        **TINY, max_position_embeddings=4096,
        rope_scaling={"rope_type": "yarn", "factor": 0.5, "original_max_position_embeddings": 4096})),
    "YaRN with one of the two scales": ("Llama", dict(
        **TINY, max_position_embeddings=4096,
        rope_scaling={"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 1024, "mscale": 0.7})),
    "YaRN with a factor of null and a beta of zero": ("Llama", dict(
        **TINY, max_position_embeddings=4096,
        rope_scaling={"rope_type": "yarn", "factor": None, "original_max_position_embeddings": 1024, "beta_fast": 0})),
    "YaRN of short sequences": ("Llama", dict(
        **TINY, max_position_embeddings=512,
        rope_scaling={"rope_type": "yarn", "factor": 8.0, "original_max_position_embeddings": 64})),
    "YaRN with a small base": ("Llama", dict(
        **TINY, max_position_embeddings=131072, rope_theta=3.0,
        rope_scaling={"rope_type": "yarn", "factor": 8.0, "original_max_position_embeddings": 16384, "beta_fast": 2000.0})),
    "YaRN without a ramp": ("Llama", dict(
        **TINY, max_position_embeddings=512,
        rope_scaling={"rope_type": "yarn", "factor": 8.0, "original_max_position_embeddings": 64, "beta_slow": 11.2})),
    "Llama 3's with its original length outside": ("Llama", dict(
        **TINY, max_position_embeddings=4096, original_max_position_embeddings=512, rope_theta=500.0,
        rope_scaling={"factor": 4.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0,
                      "original_max_position_embeddings": 1024, "rope_type": "llama3", "type": "linear"})),
    "A base inside and one outside": ("Llama", dict(
        **TINY, max_position_embeddings=4096, rope_theta=20000.0, rope_scaling={},
        rope_parameters={"rope_type": "default", "rope_theta": 777.0})),
    "Two objects": ("Llama", dict(
        **TINY, max_position_embeddings=4096, rope_scaling={"rope_type": "linear", "factor": 3.0},
        rope_parameters={"rope_type": "linear", "factor": 5.0, "rope_theta": 777.0})),
}


def shortest(value):
    """The shortest decimal that is this float32."""
    return float(str(value.numpy()))


def case(name):
    architecture, fields = CONFIGS[name]
    written = dict(architectures=[architecture + "ForCausalLM"], torch_dtype="float32", **{**SMALL, **fields})
    config = getattr(transformers, architecture + "Config")(**copy.deepcopy({**SMALL, **fields}))  # it fills in what lacks
    kind = config.rope_parameters["rope_type"]
    if kind == "default":
        module = __import__(f"transformers.models.{architecture.lower()}.modeling_{architecture.lower()}", fromlist=["x"])
        compute = lambda seq_len: getattr(module, architecture + "RotaryEmbedding").compute_default_rope_parameters(config)
    else:
        compute = lambda seq_len: ROPE_INIT_FUNCTIONS[kind](config, "cpu", seq_len=seq_len)
    short, factor = compute(1)
    long, _ = compute(10**6) if kind == "longrope" else ([], None)
    return dict(name=name, config=written, attention_factor=factor, frequencies=[shortest(x) for x in short],
                long_frequencies=[shortest(x) for x in long])


cases = [case(name) for name in CONFIGS]
pathlib.Path(sys.argv[1]).write_text("[\n" + ",\n".join(json.dumps(each) for each in cases) + "\n]\n")
