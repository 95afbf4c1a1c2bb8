// What link tokens cost: one number and one message of ten phrases, in CPU on the asking side and on
// each evaluator, and how many elements a CPU-second evaluates with noble and with libsodium.
//
//   node bench/link-tokens.mjs
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { bundle, root } from "./processes.mjs";

const cache = join(root, "node_modules/.cache/honeyguide");
mkdirSync(cache, { recursive: true });
const built = mkdtempSync(join(cache, "bench-"));
const say = (line) => process.stdout.write(`${line}\n`);
const random = (length) => crypto.getRandomValues(new Uint8Array(length));

/** CPU milliseconds of this process while `work` runs. */
async function cpu(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

try {
  writeFileSync(
    join(built, "library.ts"),
    [
      `export { makeEvaluator } from "@honeyguide/protocol/evaluate";`,
      `export { makeLinkTokens } from "@honeyguide/protocol/link-tokens";`,
      `export { EvaluateRequestSchema } from "@honeyguide/protocol/wire";`,
      `export { ristretto255_oprf } from "@noble/curves/ed25519.js";`,
      `export { parse } from "valibot";`,
    ].join("\n"),
  );
  const file = await bundle(built, join(built, "library.ts"), "library");
  const { makeEvaluator, makeLinkTokens, EvaluateRequestSchema, ristretto255_oprf, parse } =
    await import(pathToFileURL(file).href);
  const purpose = "honeyguide/link/v1";
  const seeds = { keyholder: random(32), intake: random(32) };
  const evaluators = {
    keyholder: await makeEvaluator(seeds.keyholder, purpose),
    intake: await makeEvaluator(seeds.intake, purpose),
  };
  const phrases = Array.from({ length: 10 }, (_, at) => `phrase number ${at}`);
  const publicKeys = {
    keyholder: evaluators.keyholder.publicKey,
    intake: evaluators.intake.publicKey,
  };

  async function run(features) {
    let server = 0;
    const all = await cpu(async () => {
      const result = await makeLinkTokens({
        features,
        publicKeys,
        random,
        ask: async (party, request) => {
          let reply;
          server += await cpu(() => {
            const { elements } = parse(EvaluateRequestSchema, request);
            reply = evaluators[party].evaluate(elements, random).value;
          });
          return reply;
        },
      });
      if (!result.ok) throw new Error(result.reason);
    });
    return { client: all - server, server };
  }

  const cases = {
    "one number and ten phrases": {
      identifiers: [{ kind: "number", number: "+447700900123" }],
      messages: [phrases],
    },
    "ten phrases alone": { identifiers: [], messages: [phrases] },
  };
  for (const [name, features] of Object.entries(cases)) {
    await run(features);
    const runs = [];
    for (let at = 0; at < 9; at += 1) runs.push(await run(features));
    const client = median(runs.map((each) => each.client)).toFixed(0);
    const server = median(runs.map((each) => each.server)).toFixed(1);
    say(`${name}: ${client} ms CPU asking, ${server} ms CPU on both evaluators together`);
  }

  const { voprf } = ristretto255_oprf;
  const pair = voprf.deriveKeyPair(seeds.intake, new TextEncoder().encode(purpose));
  const blinded = Array.from({ length: 64 }, (_, at) => voprf.blind(Uint8Array.of(at)).blinded);
  const rate = async (times, work) => {
    work();
    const ms = await cpu(() => {
      for (let at = 0; at < times; at += 1) work();
    });
    return ((times * blinded.length * 1000) / ms).toFixed(0);
  };
  const ours = await rate(40, () => evaluators.intake.evaluate(blinded, random));
  const theirs = await rate(4, () => {
    voprf.blindEvaluateBatch(pair.secretKey, pair.publicKey, blinded);
  });
  say(`evaluations per CPU-second, proved, batches of 64: libsodium ${ours}, noble ${theirs}`);
} finally {
  rmSync(built, { recursive: true, force: true });
}
