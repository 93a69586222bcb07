"""Measures the service as a whole: python3 benches/measure.py [SIZE…] (default 1000 10000 100000).

Makes catalogues of made-up offers, starts the release binary on each, and prints a table. Only the standard library.
Times of a key stroke are taken inside the client, over one kept connection; loads come from processes of their own.
"""
import http.client
import json
import multiprocessing
import os
import pathlib
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = ROOT / "target/release/veiviser"
KEY = "a-key-for-measuring"
HOURS = ["Mo-Fr 08:00-15:30; PH off", "Mo-Th 10:00-18:00", "Tu,Th 17:00-20:00", "24/7", "We[1] 18:00-20:00", "Mo-Fr 09:00-15:00; Dec 24 off; PH off"]
TYPED = ["får ikke sove om natta", "sint hele tida", "mannen min drikker", "kurs i mestring av angst", "jente 15 tør ikke gå på skolen"]


def rows(path, *columns):
    """The cells of a data table."""
    lines = [l.rstrip("\n").split("\t") for l in open(path, encoding="utf-8") if l.strip() and not l.startswith("#")]
    head = lines[0]
    return [[(line + [""] * len(head))[head.index(c)] for c in columns] for line in lines[1:]]


def made_up(path, size):
    """Writes a catalogue of `size` made-up offers: names, summaries and descriptions from the words that ship."""
    chance = random.Random(size)
    topics = rows(ROOT / "data/vocabulary/topics.tsv", "slug", "nb")
    municipalities = [n for n, in rows(ROOT / "data/places/municipalities.tsv", "number")]
    phrases = {}
    for slug, _ in topics:
        lines = open(ROOT / f"data/vocabulary/words/topics/{slug}.txt", encoding="utf-8").read().splitlines()
        phrases[slug] = [l.strip("~ ") for l in lines if l.strip() and l[0] not in "#["]
    kinds = ["course", "group", "conversation", "drop_in", "meeting_place", "activity", "counselling"]
    with open(path, "w", encoding="utf-8") as out:
        for number in municipalities:
            out.write(json.dumps({"organization": {"id": f"kommune-{number}", "name": {"nb": f"Kommune {number}"}, "type": "municipal", "municipality": number}}) + "\n")
        for n in range(size):
            slug, label = chance.choice(topics)
            number = municipalities[n % len(municipalities)]
            words = lambda k: ", ".join(chance.choice(phrases[chance.choice([slug, slug, chance.choice(topics)[0]])]) for _ in range(k))
            offer = {"id": f"laget-{n}", "name": {"nb": f"{label} {chance.choice(['kurs', 'gruppe', 'samtaler', 'treff'])} {n}"},
                     "summary": {"nb": f"For deg som {words(3)}."}, "description": {"nb": f"{words(30)}."}, "organization": f"kommune-{number}",
                     "kind": chance.choice(kinds), "topics": [slug], "coverage": {"scope": "local", "municipalities": [number]}, "status": "active",
                     "contacts": [{"channel": "phone", "value": "+4759900000", "opening_hours": chance.choice(HOURS)}],
                     "source": {"name": "made up", "synthetic": True}}
            out.write(json.dumps({"offer": offer}, ensure_ascii=False) + "\n")


def start(folder, catalogue):
    """Starts the service; seconds until it says that it is ready."""
    began = time.perf_counter()
    process = subprocess.Popen([BINARY, "serve", "--listen", "127.0.0.1:0", "--store", f"sqlite:{folder}/store.db", "--index", f"{folder}/index", "--catalogue", catalogue],
                               cwd=ROOT, env={**os.environ, "VEIVISER_ADMIN_KEY": KEY, "VEIVISER_LOG": "error"}, stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if "http://" in line:
            return process, line.split("http://")[1].strip(), time.perf_counter() - began
    sys.exit("the service did not start")


def stop(process):
    process.terminate()
    process.wait()


def ask(connection, text, path="/v1/offers"):
    connection.request("GET", f"{path}?" + urllib.parse.urlencode({"q": text, "municipality": "5001"}))
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, answer.status


def keys(address):
    """Milliseconds of every key stroke of the typed texts, twenty times over."""
    connection = http.client.HTTPConnection(address)
    times = []
    for text in TYPED * 20:
        for end in range(1, len(text) + 1):
            began = time.perf_counter()
            ask(connection, text[:end])
            times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.99)]


def whole(address, path):
    """Milliseconds of whole texts, two hundred times: a search, or a plan."""
    connection = http.client.HTTPConnection(address)
    times = []
    for text in TYPED * 40:
        began = time.perf_counter()
        ask(connection, text, path)
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.99)]


def client(address, seconds, done):
    connection, count, until = http.client.HTTPConnection(address), 0, time.perf_counter() + seconds
    while time.perf_counter() < until:
        ask(connection, TYPED[count % len(TYPED)])
        count += 1
    done.put(count)


def load(address, clients, seconds=3):
    """Searches a second with so many clients, each a process."""
    done = multiprocessing.Queue()
    workers = [multiprocessing.Process(target=client, args=(address, seconds, done)) for _ in range(clients)]
    for worker in workers:
        worker.start()
    total = sum(done.get() for _ in workers)
    for worker in workers:
        worker.join()
    return total / seconds


def findable(address):
    """Milliseconds from a PUT to its answer, after which it can be found; the median of twenty."""
    connection, times = http.client.HTTPConnection(address), []
    for n in range(20):
        document = {"id": f"maalt-{n}", "name": {"nb": f"Kvikkmålt {n}"}, "organization": "kommune-5001", "kind": "group", "topics": ["grief"],
                    "coverage": {"scope": "local", "municipalities": ["5001"]}, "status": "active"}
        began = time.perf_counter()
        connection.request("PUT", f"/v1/offers/maalt-{n}", json.dumps(document), {"Authorization": f"Bearer {KEY}", "If-None-Match": "*", "Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 201, answer.status
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def memory(process):
    """Resident megabytes, anonymous pages only: mapped index files are the system's to drop."""
    for line in open(f"/proc/{process.pid}/status", encoding="utf-8"):
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def measure(size):
    folder = tempfile.mkdtemp()
    try:
        catalogue = f"{folder}/catalogue.jsonl"
        made_up(catalogue, size)
        process, _, first = start(folder, catalogue)
        stop(process)
        process, _, ready = start(folder, catalogue)
        stop(process)
        shutil.rmtree(f"{folder}/index")
        process, address, build = start(folder, catalogue)
        p50, p99 = keys(address)
        search, plan = whole(address, "/v1/offers"), whole(address, "/v1/navigate")
        loads = [load(address, clients) for clients in (1, 8, 64)]
        write, used = findable(address), memory(process)
        stop(process)
        return [f"{size:,}", f"{first:.1f} s", f"{ready * 1000:.0f} ms", f"{size / build:,.0f}/s", f"{p50:.1f} ms", f"{p99:.1f} ms",
                f"{search[0]:.1f} / {search[1]:.1f} ms", f"{plan[0]:.1f} / {plan[1]:.1f} ms",
                *(f"{l:,.0f}/s" for l in loads), f"{write:.0f} ms", f"{used:.0f} MB"]
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    head = ["offers", "first start, import and index", "ready, finished index", "index build", "key stroke p50", "p99", "a search p50 / p99", "a plan p50 / p99", "1 client", "8", "64", "write to findable", "memory"]
    print("| " + " | ".join(head) + " |\n|" + " --- |" * len(head))
    for size in [int(a) for a in sys.argv[1:]] or [1_000, 10_000, 100_000]:
        print("| " + " | ".join(measure(size)) + " |", flush=True)
