"""Writes tiny random models of each architecture with what transformers computes from them.

    python make_architecture_fixtures.py ../resources/upft/model/architectures

Needs what requirements.txt names. Everything is seeded: running it again gives the same files.
"""
import json
import pathlib
import sys

import torch
import transformers
from safetensors.torch import save_file

import architectures

OUT = pathlib.Path(sys.argv[1])
NEW_TOKENS = 32
SMALLEST_GAP = 5e-4
LENGTHS = [7, 3, 30, 19, 20, 21, 24, 25]  # on both sides of windows and of the lengths at which positions change


def random_model(name, seed):
    torch.manual_seed(seed)
    made = architectures.config(transformers, name)
    model = getattr(transformers, made.architectures[0])(made).eval()
    with torch.no_grad():
        for key, parameter in model.named_parameters():
            if key.endswith("bias"):
                parameter.uniform_(-0.6, 0.6)
            elif parameter.dim() == 1:
                parameter.uniform_(0.5, 1.5)
            else:
                parameter.normal_(0, 0.25)
            parameter.copy_(parameter.half())  # as it is stored
    return model


def forget(model):
    """Dynamic positions keep what longer sequences left behind; here every sequence is the first one."""
    model.model.rotary_emb = type(model.model.rotary_emb)(config=model.config)


def greedy(model, ids):
    forget(model)
    out = model.generate(torch.tensor([ids]), attention_mask=torch.ones(1, len(ids), dtype=torch.long), max_new_tokens=NEW_TOKENS,
                         min_new_tokens=NEW_TOKENS, do_sample=False, eos_token_id=None, pad_token_id=96,
                         return_dict_in_generate=True, output_logits=True)
    new = out.sequences[0, len(ids):]
    logits = torch.cat(out.logits)
    best = logits.topk(2).values
    logs = logits.log_softmax(-1).gather(1, new.unsqueeze(1)).squeeze(1)
    return dict(prompt=ids, greedy=new.tolist(), log_probs=rounded(logs)), float((best[:, 0] - best[:, 1]).min())


def full(model, ids):
    forget(model)
    with torch.no_grad():
        return model(torch.tensor([ids])).logits[0]


def loss_of(model, rows):
    loss = 0.0
    for ids, weights in rows:
        forget(model)
        logs = model(torch.tensor([ids[:-1]])).logits[0].log_softmax(-1)
        picked = logs.gather(1, torch.tensor(ids[1:]).unsqueeze(1)).squeeze(1)
        loss = loss - (picked * torch.tensor(weights[1:])).sum()
    return loss


def groups(model, decay):
    """Weight decay is for matrices: norms and biases are left as they are."""
    matrices = [p for p in model.parameters() if p.dim() > 1]
    others = [p for p in model.parameters() if p.dim() <= 1]
    return [dict(params=matrices, weight_decay=decay), dict(params=others, weight_decay=0.0)]


def training(model, ids):
    rows = [(ids(34), [0.0] * 6 + [0.1] * 28), (ids(12), [0.0] * 11 + [1.5])]
    optimizer = torch.optim.AdamW(groups(model, 0.1), lr=5e-3, betas=(0.9, 0.95), eps=1e-8)
    losses, norms, gradients = [], [], {}
    for step in range(3):
        optimizer.zero_grad()
        loss = loss_of(model, rows)
        loss.backward()
        if step == 0:
            gradients = {key: gradient(p.grad) for key, p in model.named_parameters()}
        norms.append(float(torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)))
        losses.append(float(loss))
        optimizer.step()
    run = dict(lr=5e-3, beta1=0.9, beta2=0.95, decay=0.1, largest=1.0, losses=losses, norms=norms)
    return dict(rows=[dict(ids=i, weights=w) for i, w in rows], runs=[run], gradients=gradients)


def gradient(g):
    """The norm, and numbers at even distances through the tensor."""
    flat = g.flatten()
    stride = max(1, flat.numel() // 24)
    return dict(norm=float(flat.norm()), stride=stride, values=rounded(flat[::stride]))


def rounded(values):
    return [float(f"{float(x):.6g}") for x in values]


def write(name):
    for seed in range(1, 100):
        model = random_model(name, seed)
        generator = torch.Generator().manual_seed(seed)
        ids = lambda count: torch.randint(0, 95, (count,), generator=generator).tolist()
        continuations, gaps = zip(*[greedy(model, ids(length)) for length in LENGTHS])
        if min(gaps) >= SMALLEST_GAP:
            break
    directory = OUT / name
    directory.mkdir(parents=True, exist_ok=True)
    tied = model.config.tie_word_embeddings
    weights = {k: v.half().contiguous() for k, v in model.state_dict().items() if not (k == "lm_head.weight" and tied)}
    save_file(weights, directory / "model.safetensors", metadata={"format": "pt"})
    model.config.dtype = torch.float16
    model.config.to_json_file(directory / "config.json")
    sequences = [ids(44), ids(9)]
    expected = dict(continuations=continuations, smallest_gap=min(gaps),
                    logits=[dict(ids=s, logits=[rounded(row) for row in full(model, s)]) for s in sequences],
                    training=training(model, ids))
    (directory / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")
    bytes_ = sum(f.stat().st_size for f in directory.iterdir())
    print(f"{name}: seed {seed}, smallest gap {min(gaps):.1e}, {bytes_ // 1000} kB")


for each in architectures.MODELS:
    write(each)
