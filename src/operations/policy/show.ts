import { names, number, optional, text } from '../../contract/parameter.js';
import {
  type PolicyFiguresAnswer,
  policyFiguresSchema,
  policySchema,
} from '../../contract/results/policy.js';
import { orNull } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';
import { daysInside, policyCost } from '../../verification/index.js';
import { namedPolicy } from './named-policy.js';
import { figuresAnswer, policyAnswer } from './policy-answer.js';

export const show = defineOperation({
  name: 'policy.show',
  command: 'policy show',
  summary:
    'show a policy, or compare several: window, odds of a guess, years that a drifting fob stays inside',
  help: 'The years inside are without a login, at 2.5, 5 and 23 ppm: for so long one code of the fob is accepted, in the window or by automatic synchronization. Each policy names the sources of its values, and what of its system it cannot express.',
  examples: [
    'foblab policy show rfc',
    'foblab policy show onespan --ppm 20',
    'foblab policy show freeipa privacyidea duo okta',
  ],
  parameters: {
    policy: text('policy', 'policy'),
    with: names('policies to compare it with', 'policy'),
    digits: optional(
      number('digits of a code; 6 where left out', { minimum: 6, maximum: 10, unit: 'digits', whole: true }),
    ),
    period: optional(
      number('time step; 30 where left out', { minimum: 1, maximum: 86_400, unit: 's', whole: true }),
    ),
    ppm: optional(
      number('rate of the fob; 20 where left out', { minimum: -100_000, maximum: 100_000, unit: 'ppm' }),
    ),
  },
  positionals: ['policy', 'with'],
  effect: 'read',
  timing: 'immediate',
  answer: (t) =>
    t.Object({
      policy: t.shared(policySchema),
      digits: t.Integer(),
      stepSeconds: t.Integer(),
      driftPpm: t.Number(),
      cost: t.Object({
        time: t.Object({
          acceptedValues: t.Integer({ description: 'values that one guess can hit, window at rest' }),
          mostAcceptedValues: t.Integer({ description: 'window at its widest' }),
          odds: t.Number(),
        }),
        event: t.Object({ acceptedValues: t.Integer(), odds: t.Number() }),
        oddsUntilLocked: t.Number(),
      }),
      daysInside: orNull(
        t,
        t.Number({ description: 'without a login, of a fob of driftPpm; null: for ever' }),
      ),
      comparison: t.Array(t.shared(policyFiguresSchema)),
    }),
  run({ directory }, { policy: wanted, with: others, digits = 6, period = 30, ppm = 20 }) {
    const chosen = [wanted, ...others].map((name) => namedPolicy(directory, name));
    const policy = chosen[0]!;
    const days = daysInside(policy, ppm, { stepSeconds: period });
    return {
      policy: policyAnswer(policy),
      digits,
      stepSeconds: period,
      driftPpm: ppm,
      cost: policyCost(policy, { digits, stepSeconds: period }),
      daysInside: Number.isFinite(days) ? Math.round(days * 10) / 10 : null,
      comparison: [...new Set(chosen)].map((one) => figuresAnswer(one, { digits, stepSeconds: period })),
    };
  },
  plain: (result) => String(result.cost.time.odds),
  text(result) {
    const { cost, policy, comparison } = result;
    const table = comparisonLines(comparison);
    if (comparison.length > 1) return table.join('\n');
    const { sources, limits, ...values } = policy;
    return [
      `${policy.name}: ${policy.description}`,
      '',
      `a guess (${result.digits} digits)   time-based ${cost.time.acceptedValues} values, ${odds(cost.time.odds)}; event-based ${cost.event.acceptedValues} values, ${odds(cost.event.odds)}`,
      `until locked          ${odds(cost.oddsUntilLocked)}`,
      `a fob at ${result.driftPpm} ppm       stays inside ${result.daysInside === null ? 'for ever' : `${result.daysInside} days without a login`} (${result.stepSeconds} s step)`,
      '',
      ...table,
      '',
      ...sources.map((line) => `source  ${line}`),
      ...limits.map((line) => `limit   ${line}`),
      '',
      JSON.stringify(values, null, 2),
    ].join('\n');
  },
});

function comparisonLines(comparison: readonly PolicyFiguresAnswer[]): string[] {
  const ppm = comparison[0]!.yearsInside.map((one) => `${one.driftPpm} ppm`.padStart(8));
  const head = `${'policy'.padEnd(18)}  ${'window'.padEnd(16)} ${'a guess'.padEnd(14)} ${'counters'.padEnd(9)} ${'until locked'.padEnd(14)} ${'drift'.padEnd(7)}`;
  return [
    `${head}${ppm.join('')}   years without a login`,
    ...comparison.map(({ name, time, event, oddsUntilLocked, followsDrift, yearsInside }) =>
      [
        name.padEnd(18),
        ` ${`±${time.windowSteps} (±${time.windowSeconds} s)`.padEnd(16)}`,
        odds(time.odds).padEnd(14),
        String(event.values).padEnd(9),
        odds(oddsUntilLocked).padEnd(14),
        (followsDrift ? 'follows' : 'fixed').padEnd(7) +
          yearsInside.map(({ years }) => (years === null ? 'ever' : years.toFixed(2)).padStart(8)).join(''),
      ].join(' '),
    ),
  ];
}

function odds(value: number): string {
  return value === 0 ? 'never' : `1 in ${Math.round(1 / value).toLocaleString('en-US')}`;
}
