"""Writes what the tests of upft.model compare with, by the implementations that the world uses.

    python make_fixtures.py ../resources/upft/model

Needs torch, transformers, tokenizers, safetensors and numpy; the versions that the committed files were made with are in
tests/python/requirements.txt. Everything is seeded: running it again gives the same files.
"""
import json
import pathlib
import sys

import numpy as np
import torch
from safetensors.torch import save_file
from tokenizers import AddedToken, Tokenizer, decoders, models
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

OUT = pathlib.Path(sys.argv[1])
PRINTABLE = [chr(c) for c in range(32, 127)]
SPECIAL = ["<end>", "<pad>"]
VOCABULARY = len(PRINTABLE) + len(SPECIAL)

MODELS = {
    # grouped-query attention, tied embeddings
    "tiny-tied": dict(hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4,
                      num_key_value_heads=2, tie_word_embeddings=True, rope_theta=10000.0, rms_norm_eps=1e-5),
    # every head with keys of its own, untied, heads wider than hidden_size / heads, another base of the angles
    "tiny-untied": dict(hidden_size=24, intermediate_size=40, num_hidden_layers=3, num_attention_heads=3,
                        num_key_value_heads=3, head_dim=12, tie_word_embeddings=False, rope_theta=500000.0,
                        rms_norm_eps=1e-6),
}

TEMPLATES = {
    "smollm2": "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n' }}{% endif %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}",
    "llama3": "{% set loop_messages = messages %}{% for message in loop_messages %}{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'+ message['content'] | trim + '<|eot_id|>' %}{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}",
    "llama2": "{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}{% endif %}{% if message['role'] == 'user' %}{{ bos_token + '[INST] ' + message['content'].strip() + ' [/INST]' }}{% elif message['role'] == 'assistant' %}{{ ' '  + message['content'].strip() + ' ' + eos_token }}{% endif %}{% endfor %}",
    "zephyr": "{% for message in messages %}\n{% if message['role'] == 'user' %}\n{{ '<|user|>\n' + message['content'] + eos_token }}\n{% elif message['role'] == 'assistant' %}\n{{ '<|assistant|>\n'  + message['content'] + eos_token }}\n{% endif %}\n{% if loop.last and add_generation_prompt %}\n{{ '<|assistant|>' }}\n{% endif %}\n{% endfor %}",
    "indented": "{%- for message in messages %}\n    {{- '<' + message.role + '>' }}\n    {%- if message.content %}\n        {{- message.content }}\n    {%- endif %}\n{% endfor %}\n{%- if add_generation_prompt -%}\n  <assistant>\n{%- endif -%}\n",
}
QUESTIONS = ["What is 2 + 2?", "  A {{question}} with {% braces %}, \"quotes\", 'single' ones\nand two lines \\ <b>&amp;  ", "¿Cuánto? 数 🙂"]


def tokenizer():
    vocabulary = {t: i for i, t in enumerate(PRINTABLE + SPECIAL)}
    made = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    made.add_special_tokens([AddedToken(t, special=True) for t in SPECIAL])
    made.decoder = decoders.Fuse()
    return made


def config(fields):
    return LlamaConfig(vocab_size=VOCABULARY, max_position_embeddings=64, initializer_range=0.2, eos_token_id=95,
                       pad_token_id=96, bos_token_id=None, attention_bias=False, **fields)


def config_json(fields):
    """As transformers 4 wrote it: rope_theta at the top, torch_dtype."""
    shape = dict(fields)
    return dict(architectures=["LlamaForCausalLM"], model_type="llama", vocab_size=VOCABULARY,
                max_position_embeddings=64, hidden_act="silu", attention_bias=False, mlp_bias=False, rope_scaling=None,
                eos_token_id=95, torch_dtype="float32", **shape)


def dump(path, value):
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n")


def rounded(tensor):
    return [[round(float(x), 7) for x in row] for row in tensor]


def write_model(name, fields):
    torch.manual_seed(7)
    model = LlamaForCausalLM(config(fields)).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() == 1:  # norms other than one, so that a norm left out shows
                parameter.uniform_(0.5, 1.5)
    directory = OUT / name
    directory.mkdir(parents=True, exist_ok=True)
    weights = {k: v.contiguous() for k, v in model.state_dict().items() if not (k == "lm_head.weight" and model.config.tie_word_embeddings)}
    save_file(weights, directory / "model.safetensors", metadata={"format": "pt"})
    dump(directory / "config.json", config_json(fields))
    tokenizer().save(str(directory / "tokenizer.json"), pretty=False)
    dump(directory / "generation_config.json", {"eos_token_id": [95, 96], "temperature": 0.6, "top_k": 20, "top_p": 0.9})
    expected(name, model)
    return model


def expected(name, model):
    prompts = [[40, 3, 17, 88, 20, 51, 60], [5, 5, 9], [70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81]]
    greedy = []
    for ids in prompts:
        out = model.generate(torch.tensor([ids]), attention_mask=torch.ones(1, len(ids), dtype=torch.long), max_new_tokens=24,
                             min_new_tokens=24, do_sample=False, eos_token_id=None, pad_token_id=96)
        greedy.append(out[0, len(ids):].tolist())
    with torch.no_grad():
        logits = model(torch.tensor([prompts[0]])).logits[0]
    dump(OUT / f"{name}-expected.json", {"prompts": prompts, "greedy": greedy, "logits": rounded(logits), "training": training(model)})


def groups(model, decay):
    """Weight decay is for matrices: norms and biases are left as they are."""
    matrices = [p for p in model.parameters() if p.dim() > 1]
    others = [p for p in model.parameters() if p.dim() <= 1]
    return [dict(params=matrices, weight_decay=decay), dict(params=others, weight_decay=0.0)]


def training(model):
    """Losses and gradient norms of AdamW steps, for two settings; rows of unequal length, some tokens weighted."""
    rows = [([40, 3, 17, 88, 20, 51, 60], [0, 0, 0, 1, 1, 0.5, 1]), ([5, 5, 9, 10], [0, 0, 2, 0]),
            ([70, 71, 72, 73, 74], [0, 0.25, 0.25, 0.25, 0.25])]
    start = {k: v.clone() for k, v in model.state_dict().items()}
    runs = []
    for lr, betas, decay, largest in [(1e-2, (0.9, 0.95), 0.0, 1.0), (3e-3, (0.9, 0.999), 0.1, 1e9)]:
        model.load_state_dict(start)
        optimizer = torch.optim.AdamW(groups(model, decay), lr=lr, betas=betas, eps=1e-8)
        losses, norms = [], []
        for _ in range(6):
            optimizer.zero_grad()
            loss = 0.0
            for ids, weights in rows:
                logs = model(torch.tensor([ids])).logits[0, :-1].log_softmax(-1)
                picked = logs.gather(1, torch.tensor(ids[1:]).unsqueeze(1)).squeeze(1)
                loss = loss - (picked * torch.tensor(weights[1:])).sum()
            loss.backward()
            norms.append(float(torch.nn.utils.clip_grad_norm_(model.parameters(), largest)))
            losses.append(float(loss))
            optimizer.step()
        runs.append(dict(lr=lr, beta1=betas[0], beta2=betas[1], decay=decay, largest=largest, losses=losses, norms=norms))
    model.load_state_dict(start)
    return {"rows": [dict(ids=i, weights=w) for i, w in rows], "runs": runs}


def write_shards(model):
    """The tied model again as transformers itself saves it: config.json of today, several shards."""
    model.config.dtype = torch.float32
    model.save_pretrained(OUT / "tiny-sharded", max_shard_size="20KB")
    tokenizer().save(str(OUT / "tiny-sharded" / "tokenizer.json"), pretty=False)


def write_dtypes():
    special = [0.0, -0.0, 1.0, -1.0, 1.5, 65504.0, -65504.0, 6.103515625e-05, 5.960464477539063e-08, -1.1920928955078125e-07,
               float("inf"), float("-inf"), 3.3895313892515355e38, 1.1754943508222875e-38, 0.333251953125, 123.4375]
    torch.manual_seed(3)
    values = torch.cat([torch.tensor(special), torch.randn(112) * 10]).reshape(8, 16)
    for name, dtype in [("f32", torch.float32), ("f16", torch.float16), ("bf16", torch.bfloat16)]:
        stored = values.to(dtype)
        save_file({"matrix": stored, "vector": stored[0].clone()}, OUT / f"{name}.safetensors")
        wide = stored.to(torch.float32).numpy().astype("<f4")
        (OUT / f"{name}.expected").write_bytes(wide.tobytes())
    wild = torch.cat([torch.randn(4000) * 2.0 ** torch.randint(-30, 20, (4000,)).float(), torch.tensor(special)])
    np.concatenate([wild.numpy().view("<u4"),
                    wild.to(torch.float16).view(torch.int16).numpy().astype("<u2").astype("<u4"),
                    wild.to(torch.bfloat16).view(torch.int16).numpy().view("<u2").astype("<u4")]).tofile(OUT / "rounding.bin")


def write_templates():
    made = PreTrainedTokenizerFast(tokenizer_object=tokenizer(), bos_token="<s>", eos_token="<end>")
    cases = []
    for name, template in TEMPLATES.items():
        outputs = [made.apply_chat_template([{"role": "user", "content": q}], chat_template=template, tokenize=False,
                                            add_generation_prompt=True) for q in QUESTIONS]
        cases.append(dict(name=name, template=template, outputs=outputs))
    dump(OUT / "chat-templates.json", {"bos_token": "<s>", "eos_token": "<end>", "questions": QUESTIONS, "cases": cases})


OUT.mkdir(parents=True, exist_ok=True)
tied = write_model("tiny-tied", MODELS["tiny-tied"])
write_model("tiny-untied", MODELS["tiny-untied"])
write_shards(tied)
write_dtypes()
write_templates()
