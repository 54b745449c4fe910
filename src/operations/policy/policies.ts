import { closest } from '../../contract/did-you-mean.js';
import { OperationError } from '../../contract/operation-error.js';
import { names, number, optional, text } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';
import { policiesOf } from '../../host/verifier/verifier-host.js';
import { quotedWord } from '../../serials/index.js';
import {
  daysInside,
  type Policy,
  type PolicyFigures,
  policyCost,
  policyFigures,
} from '../../verification/index.js';

export const listPolicies = defineOperation({
  name: 'policy.list',
  command: 'policy list',
  summary: 'the policies that a credential can be judged by',
  help: 'Your own: a JSON file in the folder policies/ of the bench.',
  examples: ['foblab policy list'],
  parameters: {},
  positionals: [],
  effect: 'read',
  timing: 'immediate',
  run({ directory }) {
    return { policies: policiesOf(directory).map(({ name, description }) => ({ name, description })) };
  },
  plain: (result) => result.policies.map((policy) => policy.name).join('\n'),
  text: (result) =>
    result.policies.map(({ name, description }) => `${name.padEnd(18)} ${description}`).join('\n'),
});

export const showPolicy = defineOperation({
  name: 'policy.show',
  command: 'policy show',
  summary:
    'a policy, or several side by side: window, odds of a guess, years that a drifting fob stays inside',
  help: 'Years inside are without a login, at 2.5, 5 and 23 ppm. Each policy says where its values are from, and what of the system that it is named after it cannot express.',
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
  run({ directory }, { policy: wanted, with: others, digits = 6, period = 30, ppm = 20 }) {
    const policies = policiesOf(directory);
    const chosen = [wanted, ...others].map((name) => policyNamed(policies, name));
    const policy = chosen[0]!;
    const days = daysInside(policy, ppm, { stepSeconds: period });
    return {
      policy,
      digits,
      stepSeconds: period,
      cost: policyCost(policy, { digits, stepSeconds: period }),
      ppm,
      /** null: for ever. */
      daysInside: Number.isFinite(days) ? Math.round(days * 10) / 10 : null,
      comparison: [...new Set(chosen)].map((one) => policyFigures(one, { digits, stepSeconds: period })),
    };
  },
  plain: (result) => String(result.cost.time.odds),
  text(result) {
    const { cost, policy, comparison } = result;
    const table = comparisonLines(comparison);
    if (comparison.length > 1) return table.join('\n');
    const { sources = [], limits = [], ...values } = policy;
    return [
      `${policy.name}: ${policy.description}`,
      '',
      `a guess (${result.digits} digits)   time-based ${cost.time.acceptedValues} values, ${odds(cost.time.odds)}; event-based ${cost.event.acceptedValues} values, ${odds(cost.event.odds)}`,
      `until locked          ${odds(cost.oddsUntilLocked)}`,
      `a fob at ${result.ppm} ppm       stays inside ${result.daysInside === null ? 'for ever' : `${result.daysInside} days without a login`} (${result.stepSeconds} s step)`,
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

function policyNamed(policies: readonly Policy[], wanted: string): Policy {
  const policy = policies.find(({ name }) => name === wanted);
  if (policy !== undefined) return policy;
  const near = closest(
    wanted,
    policies.map(({ name }) => name),
  );
  throw new OperationError(
    'not-found',
    `there is no policy ${quotedWord(wanted)}${near ? `; did you mean ${near}?` : ''} (foblab policy list)`,
  );
}

function comparisonLines(comparison: readonly PolicyFigures[]): string[] {
  const ppm = comparison[0]!.yearsInside.map((one) => `${one.ppm} ppm`.padStart(8));
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
