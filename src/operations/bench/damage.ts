import { oneOf } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';

export const damage = defineOperation({
  name: 'bench.damage',
  command: 'damage',
  summary: 'what is damaged in the bench’s file, row by row',
  help: 'Every row carries a check. A damaged fob is set aside and everything else works; foblab repair keeps every row that it can read.',
  examples: ['foblab damage', 'foblab damage --json'],
  parameters: {},
  positionals: [],
  effect: 'read',
  timing: 'waits',
  access: 'administer',
  answer: (t) =>
    t.Object({
      damage: t.Array(
        t.Object({
          what: oneOf(t, ['file', 'bench', 'model', 'fob', 'event', 'answer']),
          serial: t.Optional(t.String({ description: 'of a fob' })),
          number: t.Optional(t.Integer({ description: 'of an event or a model' })),
          why: t.String(),
        }),
      ),
    }),
  run: ({ bench }) => ({ damage: [...bench.damage()] }),
  text: ({ damage }) => damage.map(damageLine).join('\n') || 'Nothing is damaged.',
});

export function damageLine({
  what,
  serial,
  number,
  why,
}: {
  what: string;
  serial?: string;
  number?: number;
  why: string;
}): string {
  return `${[what, serial, number].filter((part) => part !== undefined).join(' ')}: ${why}`;
}
