// Verifies codes as fast as it can and tells each acceptance, until it is killed.
import { writeSync } from 'node:fs';
import { openStore } from '../../src/stores/open-store.js';
import { isSuccess } from '../../src/verification/index.js';
import { startUs } from '../contract/store-samples.js';
import { codeOf, verifierOn } from '../contract/verifying.js';

const [address, callers, goal] = process.argv.slice(2) as [string, string, string];
const store = await openStore(address);
const verifier = verifierOn(store);
let total = 0;

await Promise.all(
  Array.from({ length: Number(callers) }, async (_, caller) => {
    const id = `fob-${caller}`;
    const row = await store.get(id);
    for (let counter = row!.state.lastConsumed + 1; total < Number(goal); counter++) {
      const verdict = await verifier.verify({
        credentialId: id,
        code: codeOf(id, counter),
        atUs: startUs,
        requestId: `r-${counter}`,
      });
      if (!isSuccess(verdict.outcome)) throw new Error(`${id} at ${counter}: ${verdict.outcome}`);
      total++;
      // At once and past every buffer: what was told before the kill is what a user was let in for.
      writeSync(1, `${caller} ${counter}\n`);
    }
  }),
);
await store.close();
