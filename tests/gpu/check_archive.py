"""Checks the decoder's script on a GPU, on machines with PyTorch and no JDK.

    ./upft gpu-check --archive decoder.pt              # on a machine with a JDK: writes the script that all models run
    python check_archive.py decoder.pt                 # on a machine with a GPU: CUDA against the processor
    python check_archive.py decoder.pt --device cpu    # the processor against itself, to try this program out

Loads the archive with torch.jit.load, gives it random weights of a tiny model, and compares logits, cached decoding and
training steps on the device, in float32 and bfloat16, with float32 on the processor. It does so for a decoder as Llama's
first and for one with every switch on: biases, both kinds of norms, a sliding window, positions that switch. Then it looks
up every operator of the script, and prints those that have no kernel: for CUDA wherever PyTorch is built for it, GPU or not.

Exit codes: 0 all agrees, 1 something differs or is missing, 77 there is no such device.
"""
import argparse
import pathlib
import sys
import warnings

import torch

FLOAT32, BFLOAT16 = 6, 15  # c10::ScalarType, as the script names them
PROMPT = [5, 17, 40, 3, 88, 20, 51]
STEPS = 12

# Largest difference of logits, as a share of the largest logit; of log-probabilities; of gradients, as a share of their
# length; of losses, as a share of them. bfloat16 has 8 bits, and a few layers lose some of them: three to five times what it
# is off by on a processor.
LIMITS = {FLOAT32: (1e-5, 1e-4, 1e-4, 1e-3), BFLOAT16: (0.03, 0.03, 0.03, 0.01)}

EVERYTHING = dict(
    tensors_a_layer=12, qkv_bias=6, output_bias=7, gate_up_bias=8, down_bias=9, query_norm=10, key_norm=11,
    norms_each_head=False, norms_after=True, window=3, windowed=[1], turned=4, frequencies=[1.0, 0.3, 0.7, 0.1],
    attention_factor=1.2, trained_length=6, growth=0.0)
FORMS = {"plain": {}, "everything": EVERYTHING}


class Decoder:
    """The script with seeded weights, on one device and in one type."""

    def __init__(self, archive, form, device, dtype):
        self.module = torch.jit.load(str(archive))
        self.device = device
        for name, value in {**form, "dtype": dtype, "wide": FLOAT32}.items():
            setattr(self.module, name, value)
        random = torch.Generator().manual_seed(1)
        for number, shape in enumerate(self.shapes()):
            rows, columns = shape[0], shape[1] if len(shape) > 1 else 0
            self.module.allocate(self.ids(rows, columns))
            norm = len(shape) == 1
            values = torch.rand(shape, generator=random) * (1.0 if norm else 0.4) - (0.0 if norm else 0.2)
            self.module.fill(self.ids(number, 0), values.to(device))

    def ids(self, *values):
        return torch.tensor(values, dtype=torch.int64, device=self.device)

    def shapes(self):
        m = self.module
        query, key, inner = m.heads * m.head_width, m.kv_heads * m.head_width, 48
        layer = [(m.hidden,), (query + 2 * key, m.hidden), (m.hidden, query), (m.hidden,), (2 * inner, m.hidden), (m.hidden, inner)]
        optional = {m.qkv_bias: (query + 2 * key,), m.output_bias: (m.hidden,), m.gate_up_bias: (2 * inner,), m.down_bias: (m.hidden,),
                    m.query_norm: (m.head_width if m.norms_each_head else query,), m.key_norm: (m.head_width if m.norms_each_head else key,)}
        layer += [optional[place] for place in range(6, m.tensors_a_layer)]
        return [(m.vocabulary, m.hidden)] + m.layers * layer + [(m.hidden,), (m.vocabulary, m.hidden)]

    def logits(self, ids):
        return self.module.logits(self.ids(*ids)).cpu()

    def cache(self, rows, noted, beginning, columns):
        """A cache with a page of its own for these rows; a list that a script changes is Python's copy, so Python adds it."""
        m = self.module
        size = (2 * m.layers, rows * m.kv_heads, columns, m.head_width)
        cache = m.open_cache(rows, noted, self.ids(*beginning))
        return cache + [torch.zeros(size, dtype=cache[2].dtype, device=self.device)]

    def greedy(self, prompt, steps):
        """Ids and log-probabilities of two rows that share the prompt, decoded with a cache."""
        m = self.module
        own = prompt[:-1]
        cache = self.cache(2, 0, [], steps)
        for at in range(2 + 2 * m.layers, 2 + 4 * m.layers):
            cache[at] = cache[at].new_zeros(1, m.kv_heads, len(own), m.head_width)
        places = self.ids(*range(len(own)))
        m.place(cache, 0, 0, self.ids(prompt[-1], prompt[-1]))
        m.prefill(cache, 0, -1, self.ids(*own), places, torch.full_like(places, len(prompt)), self.ids(), self.ids(), self.ids(),
                  places, self.ids(2))
        origins = self.ids(-len(own), -len(own))
        uniforms = torch.zeros(2, steps, device=self.device)
        ids, log_probs, _ = m.next(cache, self.ids(0, 0), origins, self.ids(0, 1), self.ids(0, 1), self.ids(len(own)), 0, steps,
                                   m.vocabulary, 1.0, 0.0, 0, 1.0, 0.0, uniforms)
        if not torch.equal(ids[0], ids[1]):
            raise SystemExit("two rows of one prompt differ")
        return ids[0].tolist(), log_probs[0].cpu()

    def sampled(self, prompt, steps):
        """Ids under top-p, min-p and a repetition penalty: other operators than greedy decoding."""
        m = self.module
        beginning, own = prompt[:3], prompt[3:-1]
        cache = self.cache(1, m.vocabulary, beginning, len(own) + steps)
        places = self.ids(*range(3, len(prompt) - 1))
        m.place(cache, 0, len(own), self.ids(prompt[-1]))
        m.note(cache, 0, 1, self.ids(*[0] * len(prompt)), self.ids(*prompt))
        m.prefill(cache, 0, len(own), self.ids(*own), places, torch.full_like(places, len(prompt)), self.ids(), self.ids(),
                  self.ids(*range(len(prompt) - 1)), self.ids(*range(len(own))), self.ids(1))
        uniforms = torch.rand(1, steps, generator=torch.Generator().manual_seed(2)).to(self.device)
        ids, _, log_probs = m.next(cache, self.ids(0), self.ids(-3), self.ids(), self.ids(0), self.ids(), len(own), steps,
                                   m.vocabulary, 1.1, 0.8, 20, 0.9, 0.01, uniforms)
        return ids[0].tolist(), log_probs[0].cpu()

    def train(self, steps):
        """Gradients of the first step, losses of all, of two rows of unequal length."""
        rows = [PROMPT, PROMPT[2:5]]
        packed = [token for row in rows for token in row]
        width = len(PROMPT)
        packing = [r * width + i for r, row in enumerate(rows) for i in range(len(row))]
        unpacking = [0] * (2 * width)
        for at, place in enumerate(packing):
            unpacking[place] = at
        places = [i for row in rows for i in range(len(row))]
        lengths = [len(row) for row in rows for _ in row]
        self.module.begin_training(self.ids(0))
        apply = self.module._c._get_method("apply")  # torch.nn.Module has an apply of its own
        losses, gradients = [], []
        for step in range(steps):
            loss = self.module.accumulate(self.ids(*packed), self.ids(*places), self.ids(*lengths), self.ids(2), self.ids(*unpacking),
                                          self.ids(*packing), self.ids(2, 4, 6, 8), self.ids(9, 3, 1, 30),
                                          torch.tensor([1.0, 1.0, 0.5, 2.0], device=self.device), self.ids(1, 0), torch.zeros(1, dtype=torch.int64))
            losses.append(float(loss))
            if step == 0:
                gradients = [self.module.read_gradient(self.ids(i, 0, shape[0])).cpu() for i, shape in enumerate(self.shapes())]
            apply(torch.tensor([1e-2, 0.9, 0.95, 1e-8, 0.0, 1.0], dtype=torch.float64, device=self.device))
        return losses, torch.cat([gradient.flatten() for gradient in gradients])


class Report:
    def __init__(self):
        self.failed = False

    def line(self, what, difference, limit):
        agrees = difference <= limit
        self.failed = self.failed or not agrees
        print(f"{what:54} {difference:9.1e}  limit {limit:7.0e}  {'agrees' if agrees else 'DIFFERS'}")


def compare(archive, name, device, dtype, report):
    form, label = FORMS[name], f"{name}, {'float32' if dtype == FLOAT32 else 'bfloat16'}"
    logits_limit, log_limit, gradient_limit, loss_limit = LIMITS[dtype]
    trusted = Decoder(archive, form, torch.device("cpu"), FLOAT32)
    checked = Decoder(archive, form, device, dtype)
    expected, found = trusted.logits(PROMPT), checked.logits(PROMPT)
    report.line(f"{label}: logits", float((expected - found).abs().max() / expected.abs().max()), logits_limit)
    decoding(f"{label}: greedy decoding", trusted, *checked.greedy(PROMPT, STEPS), log_limit, report)
    sampling(f"{label}: sampling", trusted, checked, dtype, log_limit, report)
    losses, gradient = trusted.train(3)
    checked_losses, checked_gradient = checked.train(3)
    report.line(f"{label}: gradient", float((gradient - checked_gradient).norm() / gradient.norm()), gradient_limit)
    off = max(abs(a - b) / abs(a) for a, b in zip(losses, checked_losses))
    report.line(f"{label}: losses of 3 training steps", off, loss_limit)
    if not losses[-1] < losses[0]:
        raise SystemExit(f"{label}: training makes the loss no smaller: {losses}")


def decoding(label, trusted, ids, log_probs, limit, report):
    """What the device decoded, against the trusted full pass over the same tokens."""
    logs = trusted.logits(PROMPT + ids)[len(PROMPT) - 1:-1].log_softmax(-1)
    chosen = logs.gather(1, torch.tensor(ids).unsqueeze(1)).squeeze(1)
    report.line(label + ", log-probabilities", float((chosen - log_probs).abs().max()), limit)
    report.line(label + ", best token", float((logs.amax(1) - chosen).max()), limit)


def sampling(label, trusted, checked, dtype, limit, report):
    """The same random numbers draw the same tokens, until rounding parts them; in bfloat16 it is enough that it runs."""
    expected, expected_logs = trusted.sampled(PROMPT, STEPS)
    found, logs = checked.sampled(PROMPT, STEPS)
    if dtype == FLOAT32:
        same = next((i for i, (a, b) in enumerate(zip(expected, found)) if a != b), STEPS)
        difference = float((expected_logs - logs)[:same].abs().max()) if same else float("inf")
        report.line(f"{label}, {same} of {STEPS} tokens alike", difference, limit)
    elif not bool(torch.isfinite(logs).all()):
        raise SystemExit(f"{label}: log-probabilities {logs}")


def nodes(block):
    for node in block.nodes():
        yield node
        for inner in node.blocks():
            yield from nodes(inner)


def operators(archive):
    """The operators of all methods, with their overloads, as the compiled graphs have them."""
    module = torch.jit.load(str(archive))
    found = set()
    for name in module._c._method_names():
        for node in nodes(module._c._get_method(name).graph):
            schema = node.schema()
            if schema != "(no schema)":
                found.add(schema.split("(")[0])
    return found


def missing(names, key):
    """Those that are dispatched by device and have no kernel for this one, not even one made of others."""
    dispatched = [name for name in sorted(names) if torch._C._dispatch_has_kernel(name)]
    return dispatched, [name for name in dispatched if not torch._C._dispatch_has_computed_kernel_for_dispatch_key(name, key)]


def look_up(archive, listed, report):
    names = operators(archive)
    committed = [line.strip() for line in listed.read_text().splitlines() if line.startswith("aten::")]
    unknown = [name for name in committed if not torch._C._jit_get_schemas_for_operator(name)]
    if unknown:
        report.failed = True
        print(f"of {listed.name}, unknown to this PyTorch: {', '.join(unknown)}")
    for key in ["CPU"] + (["CUDA"] if torch.version.cuda else []):
        dispatched, without = missing(names, key)
        print(f"{len(dispatched)} operators that devices implement; missing on {key}: {', '.join(without) or 'none'}")
        report.failed = report.failed or bool(without)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=pathlib.Path, help="what ./upft gpu-check --archive wrote")
    parser.add_argument("--device", type=torch.device, default=torch.device("cuda"), help="cuda, cuda:N or cpu (default: cuda)")
    parser.add_argument("--operators", type=pathlib.Path, default=pathlib.Path(__file__).with_name("operators.txt"),
                        help="the committed list (default: %(default)s)")
    options = parser.parse_args()
    warnings.filterwarnings("ignore", "`torch.jit.load` is deprecated")
    if options.device.type == "cuda" and not torch.cuda.is_available():
        print(f"Nothing was checked: torch {torch.__version__} finds no GPU "
              f"({'is one for CUDA ' + torch.version.cuda if torch.version.cuda else 'is one for processors only'}).")
        return 77
    name = torch.cuda.get_device_name(options.device) if options.device.type == "cuda" else "processor"
    print(f"torch {torch.__version__}, {options.device}: {name}")
    report = Report()
    look_up(options.archive, options.operators, report)
    for form in FORMS:
        for dtype in (FLOAT32, BFLOAT16):
            compare(options.archive, form, options.device, dtype, report)
    print("Something DIFFERS or is missing." if report.failed else "All agrees.")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
