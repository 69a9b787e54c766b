"""What the rivals' programs have in common: a job comes in as a JSON file, what was measured goes out as one line of JSON.

The job, as the class SampleJob writes it: model (a Hugging Face directory), prompts (lists of token ids), samples (rows a
prompt), newTokens, temperature (0: greedy), topP, endTokens (none: every row takes newTokens), batch (rows at a time),
threads, seed, warmUpRows, warmUpTokens; candidates and pilotTokens are for a pilot.

The answer, as the class SampleResult reads it: lengths (new tokens of each row, up to and with the end token; the rows of
a prompt stand together), about, and figures by name. Whoever fails says why in the last line of its standard error.
"""

import json
import os
import resource
import sys
import time


def read_job():
    with open(sys.argv[1]) as file:
        return json.load(file)


def answer(value):
    print(json.dumps(value), flush=True)


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
    empty = resident()
    start = time.perf_counter()
    generate = load(job)
    generate({**job, "temperature": 0}, job["prompts"][:1], 1)
    first_token = time.perf_counter() - start
    since_start = seconds_since_start()

    rows = rows_of(job)
    generate(job, rows[: job["warmUpRows"]], min(job["warmUpTokens"], job["newTokens"]))

    faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    start = time.perf_counter()
    lengths, figures = generate(job, rows, job["newTokens"])
    figures["seconds"] = time.perf_counter() - start
    figures["minorFaults"] = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - faults
    figures["firstTokenSeconds"] = first_token
    if on_linux():
        figures["startSeconds"] = since_start
        figures["residentEmpty"] = empty
        figures["residentPeak"] = peak()
    answer({"lengths": lengths, "about": about, "figures": figures})


def on_linux():
    return os.path.exists("/proc/self/statm")


def resident():
    if not on_linux():
        return 0
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def peak():
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM"))


def seconds_since_start():
    if not on_linux():
        return 0
    with open("/proc/self/stat") as file:
        ticks = int(file.read().rsplit(")", 1)[1].split()[19])
    with open("/proc/uptime") as file:
        return float(file.read().split()[0]) - ticks / os.sysconf("SC_CLK_TCK")
