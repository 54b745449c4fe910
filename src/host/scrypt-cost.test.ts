import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { createScryptHash } from '../epcs/index.js';
import { scryptCost } from './scrypt-cost.js';

const costs = suite('cost of scrypt');
const before = process.env.FOBLAB_SCRYPT_COST;
costs.after.each(() => {
  if (before === undefined) delete process.env.FOBLAB_SCRYPT_COST;
  else process.env.FOBLAB_SCRYPT_COST = before;
});

costs('is what FOBLAB_SCRYPT_COST gives', () => {
  delete process.env.FOBLAB_SCRYPT_COST;
  assert.equal(scryptCost(), undefined);
  for (const [text, cost] of Object.entries({ 2: 2, 1024: 1024, 131072: 131_072, '': undefined })) {
    process.env.FOBLAB_SCRYPT_COST = text;
    assert.equal(scryptCost(), cost);
  }
});

costs('is 2^17 where nothing gives it', async () => {
  assert.match(await createScryptHash(undefined).make('correct horse'), /^scrypt\$131072\$/);
});

costs('what is no cost is refused with what is one', () => {
  for (const text of ['0', '1', '3', '1000', '262144', '1e3', '-2', ' 1024', '0x400', 'x', '2.5']) {
    process.env.FOBLAB_SCRYPT_COST = text;
    assert.throws(
      () => scryptCost(),
      /^OperationError: FOBLAB_SCRYPT_COST is ".*": give a power of 2 from 2 to 131072/,
    );
  }
});

costs.run();
