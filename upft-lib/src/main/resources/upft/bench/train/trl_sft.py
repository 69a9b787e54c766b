"""TRL's SFTTrainer in float32 on the processor. Usage: trl_sft.py JOB.json

The job, as the class TrainJob writes it: model (a Hugging Face directory), examples (promptIds and responseIds; the loss is
on the response alone), batches (the examples of each step by their indexes), batch, steps, threads, seed, learningRate
(the same in every step), optimizer (AdamW's beta1, beta2, epsilon, weightDecay, and maxGradientNorm for clipping),
padToken, checkpointing, adapter (a PEFT directory with what the adapter begins with; empty: all parameters are trained).

The answer, as the class TrainResult reads it: losses of each step, seconds of each step after the first, which is there to
warm up, about, and figures by name.

By default the trainer computes in bfloat16 and checkpoints activations. Both are turned off, the second unless the job asks
for it, and the first step is watched to see that they are: it fails if a layer reads another type than float32, or does
not run as often a step as it has to.
"""

import os
import tempfile
import time

import peft
import rival
import torch
import transformers
import trl
from datasets import Dataset
from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast, PrinterCallback, TrainerCallback
from trl import SFTConfig, SFTTrainer

transformers.logging.set_verbosity_error()


class Clock(TrainerCallback):
    """Sees each step end, and its loss."""

    def __init__(self):
        self.ends, self.losses = [], []
        self.faults_before = self.faults_after = 0

    def on_step_end(self, args, state, control, **others):
        self.ends.append(time.perf_counter())
        self.faults_after = rival.faults()
        if len(self.ends) == 1:
            self.faults_before = self.faults_after

    def on_log(self, args, state, control, logs=None, **others):
        if "loss" in logs:
            self.losses.append(logs["loss"])

    def seconds(self):
        return [end - start for start, end in zip(self.ends, self.ends[1:])]


class Watch(TrainerCallback):
    """Proves in the first step that layers compute in float32, and how often each of them runs."""

    def __init__(self, model, checkpointing):
        self.runs_wanted = 2 if checkpointing else 1  # what is not kept is computed again
        # A part of each layer: what is computed again is a layer's inside, without its own hooks.
        parts = [layer.mlp for layer in decoder_of(model).layers]
        self.runs = [0] * len(parts)
        self.types = {str(weight.dtype) for weight in model.parameters()}
        self.hooks = [part.register_forward_pre_hook(self.see(i)) for i, part in enumerate(parts)]

    def see(self, index):
        def hook(part, inputs):
            self.runs[index] += 1
            self.types.add(str(inputs[0].dtype))
            if torch.is_autocast_enabled("cpu"):
                self.types.add(f"autocast to {torch.get_autocast_dtype('cpu')}")

        return hook

    def on_step_end(self, args, state, control, **others):
        if not self.hooks:
            return
        for hook in self.hooks:
            hook.remove()
        self.hooks = []
        if self.types != {"torch.float32"}:
            raise SystemExit(f"computes in {', '.join(sorted(self.types))}, not in float32 alone")
        if set(self.runs) != {self.runs_wanted}:
            raise SystemExit(f"layers ran {sorted(set(self.runs))} times a step, not {self.runs_wanted}")


def tokenizer_of(job):
    """Only what fills rows up is asked of it."""
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=os.path.join(job["model"], "tokenizer.json"))
    tokenizer.pad_token = tokenizer.eos_token = tokenizer.convert_ids_to_tokens(job["padToken"])
    return tokenizer


def dataset_of(job):
    """The examples in the order of the steps."""
    examples = [job["examples"][i] for batch in job["batches"] for i in batch]
    return Dataset.from_dict(
        {
            "input_ids": [e["promptIds"] + e["responseIds"] for e in examples],
            "labels": [[-100] * len(e["promptIds"]) + e["responseIds"] for e in examples],
        }
    )


def load(job):
    model = AutoModelForCausalLM.from_pretrained(job["model"], dtype=torch.float32)
    return peft.PeftModel.from_pretrained(model, job["adapter"], is_trainable=True) if job["adapter"] else model


def decoder_of(model):
    return (model.get_base_model() if isinstance(model, peft.PeftModel) else model).get_decoder()


def config_of(job, directory):
    optimizer = job["optimizer"]
    return SFTConfig(
        output_dir=directory,
        use_cpu=True,
        bf16=False,
        fp16=False,
        activation_checkpointing=job["checkpointing"],
        per_device_train_batch_size=job["batch"],
        gradient_accumulation_steps=1,
        max_steps=job["steps"],
        train_sampling_strategy="sequential",
        max_length=None,
        packing=False,
        dataset_kwargs={"skip_prepare_dataset": True},
        learning_rate=job["learningRate"],
        lr_scheduler_type="constant",
        warmup_steps=0,
        adam_beta1=optimizer["beta1"],
        adam_beta2=optimizer["beta2"],
        adam_epsilon=optimizer["epsilon"],
        weight_decay=optimizer["weightDecay"],
        max_grad_norm=optimizer["maxGradientNorm"],
        seed=job["seed"],
        logging_strategy="steps",
        logging_steps=1,
        report_to="none",
        save_strategy="no",
        disable_tqdm=True,
    )


def about(job, config):
    versions = f"trl {trl.__version__}, transformers {transformers.__version__}, torch {torch.__version__}"
    if job["adapter"]:
        versions += f", peft {peft.__version__}"
    checkpointing = "activations checkpointed" if config.activation_checkpointing else "no checkpointing"
    optimizer = getattr(config.optim, "value", config.optim)
    return f"{versions}, float32, {checkpointing}, loss_type {config.loss_type}, {optimizer}"


def main():
    job = rival.read_job()
    torch.set_num_threads(job["threads"])
    empty = rival.resident()
    model = load(job)
    clock = Clock()
    with tempfile.TemporaryDirectory() as directory:
        config = config_of(job, directory)
        trainer = SFTTrainer(
            model=model,
            args=config,
            train_dataset=dataset_of(job),
            processing_class=tokenizer_of(job),
            callbacks=[Watch(model, job["checkpointing"]), clock],
        )
        trainer.remove_callback(PrinterCallback)
        trainer.train()
    figures = {"minorFaults": clock.faults_after - clock.faults_before}
    if rival.on_linux():
        figures["residentEmpty"] = empty
        figures["residentPeak"] = rival.peak()
    rival.answer({"losses": clock.losses, "seconds": clock.seconds(), "about": about(job, config), "figures": figures})


main()
