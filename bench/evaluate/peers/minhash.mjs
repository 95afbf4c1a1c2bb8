// npm minhash: 128 permutations of the words, bands of four rows as it comes.
import { createRequire } from "node:module";

import { runJobs, toWords } from "./jobs.mjs";

const { Minhash, LshIndex } = createRequire(`${process.env.PEERS}/`)("minhash");
// Making permutations takes longer than using them; the package lets them be shared.
const first = new Minhash();

await runJobs(({ texts, probes }) => {
  const index = new LshIndex();
  const hashes = texts.map((text, at) => {
    const hash = Object.create(first);
    hash.hashvalues = Array(first.numPerm).fill(first.maxHash);
    hash.hashbands = undefined;
    for (const word of new Set(toWords(text))) hash.update(word);
    index.insert(at, hash);
    return hash;
  });
  const pairs = [];
  hashes.forEach((hash, at) => {
    for (const key of index.query(hash)) {
      const other = Number(key);
      if (other <= at) continue;
      const score = hash.jaccard(hashes[other]);
      if (at < probes) pairs.push([at, other, score]);
    }
  });
  return { pairs };
});
