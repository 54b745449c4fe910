import { leaseSchema } from '../../contract/results/lease.js';
import { defineOperation } from '../../host/operation.js';
import { leaseAnswer, leasesOf } from './lend.js';

export const lent = defineOperation({
  name: 'fob.lent',
  command: 'lent',
  summary: 'the fobs that are lent, to whom and until when',
  examples: ['foblab lent'],
  parameters: {},
  positionals: [],
  effect: 'read',
  timing: 'immediate',
  answer: (t) => t.Object({ leases: t.Array(t.shared(leaseSchema)) }),
  errors: ['refused'],
  run: ({ bench, benchHost }) => ({
    leases: leasesOf(benchHost)
      .list()
      .filter(({ serial }) => bench.has(serial))
      .map((lease) => leaseAnswer(bench, lease)),
  }),
  text: ({ leases }) =>
    leases.map(({ serial, by, endsAt }) => `${serial}  ${by ?? '-'}  until ${endsAt}`).join('\n') ||
    'None is lent.',
});
