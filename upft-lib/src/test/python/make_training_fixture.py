"""Writes the loss curves that UPFT's training is compared with: by PyTorch, and with LoRA by PEFT.

    python make_training_fixture.py ../resources/upft/model

32 examples in batches of 8, 20 steps: of all weights of the fixture tiny-untied, and of an adapter on tiny-tied. The loss is the mean
over an example's response tokens, then over the examples; AdamW with the settings that are written beside the losses,
clipped at a norm of 1. Also writes the adapter as it began and as it ended. Everything is seeded.
"""
import json
import pathlib
import sys

import peft
import torch
from transformers import AutoModelForCausalLM

OUT = pathlib.Path(sys.argv[1])
EXAMPLES, BATCH, STEPS = 32, 8, 20
SETTINGS = dict(learningRate=3e-3, beta1=0.9, beta2=0.95, epsilon=1e-8, weightDecay=0.0, maxNorm=1.0)
LORA = dict(r=4, lora_alpha=8, lora_dropout=0.0, target_modules="all-linear", task_type="CAUSAL_LM")


def examples(vocabulary=95):
    generator = torch.Generator().manual_seed(7)

    def ids(low, high):
        count = int(torch.randint(low, high, [1], generator=generator))
        return torch.randint(0, vocabulary, [count], generator=generator).tolist()

    return [{"prompt": ids(3, 12), "response": ids(2, 14)} for _ in range(EXAMPLES)]


def loss_of(model, batch):
    losses = []
    for example in batch:
        ids = torch.tensor([example["prompt"] + example["response"]])
        logs = torch.log_softmax(model(ids).logits[0], -1)
        first = len(example["prompt"])
        taken = logs[first - 1:-1].gather(1, ids[0, first:, None])
        losses.append(-taken.mean())
    return torch.stack(losses).mean()


def train(model, data):
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr=SETTINGS["learningRate"], betas=(SETTINGS["beta1"], SETTINGS["beta2"]),
                                  eps=SETTINGS["epsilon"], weight_decay=SETTINGS["weightDecay"])
    curve = []
    for step in range(STEPS):
        first = step * BATCH % EXAMPLES
        optimiser.zero_grad()
        loss = loss_of(model, data[first:first + BATCH])
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(parameters, SETTINGS["maxNorm"])
        optimiser.step()
        curve.append({"loss": loss.item(), "gradientNorm": norm.item()})
    return curve


def load(name):
    return AutoModelForCausalLM.from_pretrained(OUT / name, dtype=torch.float32)


def lora(data):
    torch.manual_seed(3)
    model = peft.get_peft_model(load("tiny-tied"), peft.LoraConfig(**LORA))
    model.peft_config["default"].base_model_name_or_path = "../tiny-tied"
    model.save_pretrained(OUT / "lora-begin")
    curve = train(model, data)
    model.save_pretrained(OUT / "lora-end")
    probe = torch.tensor([data[0]["prompt"] + data[0]["response"]])
    with torch.no_grad():
        logits = model(probe).logits[0].tolist()
    for name in ("lora-begin", "lora-end"):
        (OUT / name / "README.md").unlink(missing_ok=True)
    return {"losses": curve, "logits": logits}


data = examples()
written = {
    "versions": f"torch {torch.__version__}, peft {peft.__version__}",
    "settings": SETTINGS, "batch": BATCH, "examples": data,
    "all": {"losses": train(load("tiny-untied"), data)},
    "lora": lora(data),
}
(OUT / "training-expected.json").write_text(json.dumps(written) + "\n")
