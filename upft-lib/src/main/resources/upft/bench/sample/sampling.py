"""What the rivals' programs that sample have in common.

The job, as the class SampleJob writes it: model (a Hugging Face directory), prompts (lists of token ids), samples (rows a
prompt), newTokens, temperature (0: greedy), topP, endTokens (none: every row takes newTokens), batch (rows at a time),
threads, seed, warmUpRows, warmUpTokens; candidates and pilotTokens are for a pilot.

The answer, as the class SampleResult reads it: lengths (new tokens of each row, up to and with the end token; the rows of
a prompt stand together), about, and figures by name.
"""

import time

import rival


def rows_of(job):
    return [ids for ids in job["prompts"] for _ in range(job["samples"])]


def useful_length(ids, ends):
    """Tokens up to and with the first end token."""
    return next((i + 1 for i, token in enumerate(ids) if token in ends), len(ids))


def batches(rows, size):
    """Indexes of the rows, some at a time, longest prompts first so that there is little padding."""
    order = sorted(range(len(rows)), key=lambda i: -len(rows[i]))
    return [order[i : i + size] for i in range(0, len(order), size)]


def measure(job, load, about):
    """Loads a model, warms it up, samples the job's rows and answers with what that took.

    load(job) gives a function of (job, rows, new tokens) that gives the rows' lengths and a dictionary of figures.
    """
    empty = rival.resident()
    start = time.perf_counter()
    generate = load(job)
    generate({**job, "temperature": 0}, job["prompts"][:1], 1)
    first_token = time.perf_counter() - start
    since_start = rival.seconds_since_start()

    rows = rows_of(job)
    generate(job, rows[: job["warmUpRows"]], min(job["warmUpTokens"], job["newTokens"]))

    faults = rival.faults()
    start = time.perf_counter()
    lengths, figures = generate(job, rows, job["newTokens"])
    figures["seconds"] = time.perf_counter() - start
    figures["minorFaults"] = rival.faults() - faults
    figures["firstTokenSeconds"] = first_token
    if rival.on_linux():
        figures["startSeconds"] = since_start
        figures["residentEmpty"] = empty
        figures["residentPeak"] = rival.peak()
    rival.answer({"lengths": lengths, "about": about, "figures": figures})
