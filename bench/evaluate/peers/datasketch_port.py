# MinHash and MinHashLSH with the parameters, hashes and permutations of datasketch (Eric Zhu, MIT):
# SHA-1 to 32 bits, permutations modulo 2**61 - 1 from RandomState(1), bands and rows that minimise
# the weighted errors. Used where the package itself cannot be installed; needs numpy only.
import hashlib
import struct

import numpy as np

PRIME = np.uint64((1 << 61) - 1)
MAX_HASH = np.uint64((1 << 32) - 1)


def _permutations(num_perm, seed=1):
    gen = np.random.RandomState(seed)
    pairs = [
        (gen.randint(1, PRIME, dtype=np.uint64), gen.randint(0, PRIME, dtype=np.uint64))
        for _ in range(num_perm)
    ]
    return np.array(pairs, dtype=np.uint64).T


class MinHash:
    _shared = {}

    def __init__(self, num_perm=128, seed=1):
        if (num_perm, seed) not in MinHash._shared:
            MinHash._shared[num_perm, seed] = _permutations(num_perm, seed)
        self.permutations = MinHash._shared[num_perm, seed]
        self.hashvalues = np.ones(num_perm, dtype=np.uint64) * MAX_HASH

    def update_batch(self, values):
        hashes = [struct.unpack("<I", hashlib.sha1(v).digest()[:4])[0] for v in values]
        if not hashes:
            return
        a, b = self.permutations
        column = np.array(hashes, dtype=np.uint64)[:, None]
        permuted = np.bitwise_and((column * a + b) % PRIME, MAX_HASH)
        self.hashvalues = np.minimum(self.hashvalues, permuted.min(axis=0))

    def jaccard(self, other):
        return float(np.count_nonzero(self.hashvalues == other.hashvalues)) / len(self.hashvalues)


def _integral(function, start, end, steps=200):
    at = start + (np.arange(steps) + 0.5) * (end - start) / steps
    return float(np.sum(function(at)) * (end - start) / steps)


def optimal_bands(threshold, num_perm):
    best = (float("inf"), 0, 0)
    for b in range(1, num_perm + 1):
        for r in range(1, num_perm // b + 1):
            wrong = _integral(lambda s: 1 - (1 - s**r) ** b, 0.0, threshold)
            missed = _integral(lambda s: (1 - s**r) ** b, threshold, 1.0)
            error = wrong * 0.5 + missed * 0.5
            if error < best[0]:
                best = (error, b, r)
    return best[1], best[2]


class MinHashLSH:
    def __init__(self, threshold=0.5, num_perm=128):
        self.b, self.r = optimal_bands(threshold, num_perm)
        self.tables = [{} for _ in range(self.b)]

    def _bands(self, minhash):
        values = minhash.hashvalues.byteswap()
        return [values[i * self.r : (i + 1) * self.r].tobytes() for i in range(self.b)]

    def insert(self, key, minhash):
        for table, band in zip(self.tables, self._bands(minhash)):
            table.setdefault(band, set()).add(key)

    def query(self, minhash):
        found = set()
        for table, band in zip(self.tables, self._bands(minhash)):
            found |= table.get(band, set())
        return list(found)
