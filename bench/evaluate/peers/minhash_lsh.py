# datasketch MinHashLSH: 128 permutations of the words, estimated Jaccard of what shares a band.
import json
import os
import re
import resource
import sys
import time

try:
    from datasketch import MinHash, MinHashLSH

    SOURCE = "package"
except ImportError:
    from datasketch_port import MinHash, MinHashLSH

    SOURCE = "port"

THRESHOLD = float(os.environ.get("THRESHOLD", "0.5"))
WORD = re.compile(r"[^\W_]+")


def link(job):
    index = MinHashLSH(threshold=THRESHOLD, num_perm=128)
    hashes = []
    for at, text in enumerate(job["texts"]):
        minhash = MinHash(num_perm=128)
        minhash.update_batch([w.encode() for w in set(WORD.findall(text.lower()))])
        index.insert(at, minhash)
        hashes.append(minhash)
    pairs = []
    for at, minhash in enumerate(hashes):
        for other in index.query(minhash):
            if other <= at:
                continue
            score = minhash.jaccard(hashes[other])
            if at < job["probes"]:
                pairs.append([at, other, score])
    return pairs


def main():
    results = []
    with open(sys.argv[1], encoding="utf-8") as file:
        jobs = json.load(file)
    # Choosing the bands is done once and not counted.
    MinHashLSH(threshold=THRESHOLD, num_perm=128)
    for job in jobs:
        started = time.process_time()
        pairs = link(job)
        seconds = time.process_time() - started
        results.append(
            {"name": job["name"], "seconds": seconds, "pairs": pairs, "messages": len(job["texts"])}
        )
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump({"results": results, "megabytes": megabytes, "source": SOURCE}, file)


main()
