import { daysInside, type Policy, policyCost } from '../../verification/index.js';
import { closest } from '../closest.js';
import { policiesOf } from '../credential/verifier-host.js';
import { defineOperation } from '../operation.js';
import { OperationError } from '../operation-error.js';
import { number, optional, text } from '../parameter.js';

export const listPolicies = defineOperation({
  name: 'policy.list',
  command: 'policy list',
  summary: 'the policies that a credential can be judged by',
  help: 'Your own: a JSON file in the folder policies/ of the bench.',
  examples: ['foblab policy list'],
  parameters: {},
  positionals: [],
  mode: 'read',
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
  summary: 'a policy: its values, what it costs in guessing odds, how long a drifting fob stays inside',
  examples: ['foblab policy show rfc', 'foblab policy show onespan --ppm 20'],
  parameters: {
    policy: text('policy', 'policy'),
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
  positionals: ['policy'],
  mode: 'read',
  run({ directory }, { policy: wanted, digits = 6, period = 30, ppm = 20 }) {
    const policies = policiesOf(directory);
    const policy = policies.find(({ name }) => name === wanted);
    if (policy === undefined) {
      const near = closest(
        wanted,
        policies.map(({ name }) => name),
      );
      throw new OperationError(
        'not-found',
        `there is no policy ${JSON.stringify(wanted)}${near ? `; did you mean ${near}?` : ''} (foblab policy list)`,
      );
    }
    const days = daysInside(policy, ppm, { stepSeconds: period });
    return {
      policy: policy as Policy,
      digits,
      stepSeconds: period,
      cost: policyCost(policy, { digits, stepSeconds: period }),
      ppm,
      /** null: for ever. */
      daysInside: Number.isFinite(days) ? Math.round(days * 10) / 10 : null,
    };
  },
  plain: (result) => String(result.cost.time.odds),
  text(result) {
    const { cost } = result;
    const odds = (value: number): string =>
      value === 0 ? 'never' : `1 in ${Math.round(1 / value).toLocaleString('en-US')}`;
    return [
      `${result.policy.name}: ${result.policy.description}`,
      '',
      `a guess (${result.digits} digits)   time-based ${cost.time.acceptedValues} values, ${odds(cost.time.odds)}; event-based ${cost.event.acceptedValues} values, ${odds(cost.event.odds)}`,
      `until locked          ${odds(cost.oddsUntilLocked)}`,
      `a fob at ${result.ppm} ppm       stays inside ${result.daysInside === null ? 'for ever' : `${result.daysInside} days without a login`} (${result.stepSeconds} s step)`,
      '',
      JSON.stringify(result.policy, null, 2),
    ].join('\n');
  },
});
