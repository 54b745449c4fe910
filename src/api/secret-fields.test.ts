// What leaves the server of an answer that holds a secret.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { defineOperation } from '../host/operation.js';
import { makesSecret, withoutSecrets } from './secret-fields.js';

const secrets = suite('secret fields');

const shown = defineOperation({
  name: 'fob.shown',
  command: 'shown',
  summary: '',
  parameters: {},
  positionals: [],
  effect: 'change',
  timing: 'waits',
  answer: (t) => t.Object({ serial: t.String(), codes: t.Array(t.String()), pin: t.Optional(t.String()) }),
  secretFields: ['codes', 'pin', 'value.uri'],
  run: () => ({ serial: '1', codes: ['1'] }),
  text: () => '',
});

secrets('a field is withheld at any depth, a path from the root', () => {
  const answer = {
    serial: '1',
    codes: ['a'],
    list: [{ pin: 'b', uri: 'c' }],
    value: { uri: 'd', name: 'e' },
  };
  assert.deepEqual(withoutSecrets(shown, answer), {
    serial: '1',
    list: [{ uri: 'c' }],
    value: { name: 'e' },
    withheld: ['codes', 'pin', 'value.uri'],
  });
});

secrets('an answer without one is as it was', () => {
  assert.deepEqual(withoutSecrets(shown, { serial: '1', pin: null }), { serial: '1' });
  assert.equal(withoutSecrets(shown, null), null);
});

secrets('a change that always answers a secret is known', () => {
  assert.equal(makesSecret(shown), true);
  assert.equal(makesSecret({ ...shown, secretFields: ['pin'] }), false);
  assert.equal(makesSecret({ ...shown, effect: 'read' }), false);
});

secrets.run();
