// The hash of the golden run in Node.
import { createHash } from 'node:crypto';
import type { GoldenHash } from '../../src/standalone/golden-run.js';

export function nodeHash(): GoldenHash {
  const hash = createHash('sha256');
  return { update: (text) => void hash.update(text), digest: () => hash.digest('hex') };
}
