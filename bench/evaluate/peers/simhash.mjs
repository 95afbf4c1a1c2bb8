// npm simhash: 128 bits (MD5) over runs of four letters, every pair compared by Hamming distance.
// The package makes hashes only; comparing all pairs is ours, and counted.
import { createRequire } from "node:module";

import { runJobs, toRuns } from "./jobs.mjs";

const simhash = createRequire(`${process.env.PEERS}/`)("simhash")("md5");
const farthest = 40;
const words = 4;

await runJobs(({ texts, probes }) => {
  const hashes = new Uint32Array(texts.length * words);
  texts.forEach((text, at) => {
    simhash(toRuns(text)).forEach((bit, place) => {
      if (bit === 1) hashes[at * words + (place >>> 5)] |= 1 << (place & 31);
    });
  });
  const pairs = [];
  for (let a = 0; a < texts.length; a += 1) {
    for (let b = a + 1; b < texts.length; b += 1) {
      let distance = 0;
      for (let word = 0; word < words; word += 1) {
        distance += countBits(hashes[a * words + word] ^ hashes[b * words + word]);
      }
      if (distance <= farthest && a < probes) pairs.push([a, b, -distance]);
    }
  }
  return { pairs };
});

function countBits(value) {
  let bits = value - ((value >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
