"""Writes the learning rates of transformers' schedules, step by step, for LearningRatesTest.

    python make_schedules.py ../resources/upft/training/schedules.json
"""

import json
import sys

import torch
from transformers import get_scheduler

PEAK = 1e-4
STEPS = 20
NAMES = {"CONSTANT": "constant_with_warmup", "COSINE": "cosine", "LINEAR": "linear"}


def rates(name, warm_up):
    """The rate that each of the optimiser's steps is taken with."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=PEAK)
    schedule = get_scheduler(name, optimizer, num_warmup_steps=warm_up, num_training_steps=STEPS)
    taken = []
    for _ in range(STEPS):
        taken.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    return taken


entries = [
    {"schedule": ours, "warm_up": warm_up, "rates": rates(theirs, warm_up)}
    for ours, theirs in NAMES.items()
    for warm_up in (0, 3)
]
with open(sys.argv[1], "w") as file:
    json.dump(entries, file, indent=1)
    file.write("\n")
