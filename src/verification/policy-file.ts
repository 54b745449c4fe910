// Reads a user's own policy: an object that names the policy it extends and the values that differ. Each value is checked.
import { builtInPolicies } from './policies/index.js';
import { autosyncRules, delayGrowths, learningRules, type Policy, wideningRules } from './policy.js';

type Rule =
  | { readonly kind: 'integer' | 'number'; readonly from: number; readonly to: number; readonly unit: string }
  | { readonly kind: 'choice'; readonly of: readonly (string | number | boolean)[] };

const integer = (from: number, to: number, unit: string): Rule => ({ kind: 'integer', from, to, unit });
const choice = (of: readonly (string | number | boolean)[]): Rule => ({ kind: 'choice', of });

const day = 86_400;

/** The values of a policy with their ranges. */
export const policyRules: Readonly<Record<string, Rule>> = {
  'time.windowSteps': integer(0, 500, 'steps'),
  'time.widening': choice(wideningRules),
  'time.wideningSecondsPerDay': { kind: 'number', from: 0, to: 600, unit: 'seconds a day' },
  'time.wideningMaximumSteps': integer(0, 1000, 'steps'),
  'time.wideningMaximumSeconds': integer(0, 2.5 * day, 'seconds'),
  'time.initialWindowSeconds': integer(0, 2.5 * day, 'seconds'),
  'time.resynchronizationSteps': integer(1, 10_000, 'steps'),
  'time.resynchronizationSeconds': integer(0, 2.5 * day, 'seconds'),
  'event.lookAhead': integer(1, 1000, 'counters'),
  'event.initialLookAhead': integer(1, 10_000, 'counters'),
  'event.resynchronizationLookAhead': integer(2, 20_000, 'counters'),
  'drift.learning': choice(learningRules),
  'drift.maximumPpm': { kind: 'number', from: 0, to: 1000, unit: 'ppm' },
  'drift.constantSteps': integer(0, 1000, 'steps'),
  'autosync.rule': choice(autosyncRules),
  'autosync.steps': integer(0, 10_000, 'steps'),
  'autosync.lookAhead': integer(0, 20_000, 'counters'),
  'autosync.candidateSeconds': integer(0, day, 'seconds'),
  'autosync.candidateGapSteps': integer(0, 100, 'steps'),
  'resynchronization.codes': choice([2, 3]),
  'resynchronization.attempts': integer(1, 100, 'attempts'),
  'resynchronization.periodSeconds': integer(1, 30 * day, 'seconds'),
  'resynchronization.whileLocked': choice([true, false]),
  'throttle.freeFailures': integer(0, 100, 'failures'),
  'throttle.delaySeconds': integer(0, 3600, 'seconds'),
  'throttle.growth': choice(delayGrowths),
  'throttle.maximumDelaySeconds': integer(0, day, 'seconds'),
  'throttle.lockAfter': integer(1, 100, 'failures'),
  'throttle.lockSeconds': integer(0, 365 * day, 'seconds'),
  'throttle.repeatedCodeCounts': choice([true, false]),
  retransmitSeconds: integer(0, 3600, 'seconds'),
};

/** Names every bad value of a policy, each on a line with its range. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/**
 * Reads a policy from the content of a JSON file: `{"name": "ours", "extends": "rfc", "time": {"windowSteps": 2}}`.
 * `extends` names one of `known`; `rfc` if absent. Throws a PolicyError that lists every problem.
 */
export function parsePolicy(value: unknown, known: readonly Policy[] = builtInPolicies): Policy {
  if (!isObject(value))
    throw new PolicyError(['A policy is an object with a "name"; this is something else.']);
  const problems: string[] = [];
  const { name, description, sources, limits, extends: parent = 'rfc', ...values } = value;
  if (typeof name !== 'string' || !/^[a-z0-9][a-z0-9-]{0,39}$/.test(name))
    problems.push(`name is ${shown(name)}: give 1 to 40 of a–z, 0–9 and "-".`);
  if (description !== undefined && (typeof description !== 'string' || description.length > 200))
    problems.push('description: give a line of at most 200 characters.');
  for (const [list, given] of Object.entries({ sources, limits }))
    if (given !== undefined && !isListOfLines(given))
      problems.push(`${list}: give a list of at most 20 lines of at most 500 characters.`);
  const base = known.find((policy) => policy.name === parent);
  if (base === undefined)
    throw new PolicyError([
      ...problems,
      `extends is ${shown(parent)}: give one of ${known.map((policy) => policy.name).join(', ')}.`,
    ]);
  const sections: Record<string, unknown> = { ...base };
  for (const [section, given] of Object.entries(values)) {
    if (Object.hasOwn(policyRules, section)) {
      if (allowed(section, given, problems)) sections[section] = given;
    } else if (isObject(given) && Object.keys(policyRules).some((path) => path.startsWith(`${section}.`))) {
      const merged: Record<string, unknown> = { ...(sections[section] as object) };
      for (const [key, entry] of Object.entries(given))
        if (allowed(`${section}.${key}`, entry, problems)) merged[key] = entry;
      sections[section] = merged;
    } else problems.push(`${section} is not part of a policy: give ${sectionNames().join(', ')}.`);
  }
  const policy = {
    ...sections,
    name,
    description: description ?? `${base.description}, altered`,
    sources: sources ?? [`extends ${base.name}`],
    limits: limits ?? base.limits ?? [],
  } as unknown as Policy;
  if (problems.length === 0) checkTogether(policy, problems);
  if (problems.length > 0) throw new PolicyError(problems);
  return policy;
}

function allowed(path: string, value: unknown, problems: string[]): boolean {
  const rule = Object.hasOwn(policyRules, path) ? policyRules[path] : undefined;
  if (rule === undefined) {
    const section = path.split('.')[0]!;
    const names = Object.keys(policyRules).filter((name) => name.startsWith(`${section}.`));
    problems.push(`${path} is not part of a policy: give ${names.join(', ')}.`);
    return false;
  }
  if (rule.kind === 'choice') {
    if (rule.of.includes(value as string)) return true;
    problems.push(`${path} is ${shown(value)}: give ${rule.of.map(shown).join(' or ')}.`);
    return false;
  }
  const whole = rule.kind === 'integer';
  if (
    typeof value === 'number' &&
    value >= rule.from &&
    value <= rule.to &&
    (!whole || Number.isInteger(value))
  )
    return true;
  problems.push(
    `${path} is ${shown(value)}: give a ${whole ? 'whole ' : ''}number from ${rule.from} to ${rule.to} (${rule.unit}).`,
  );
  return false;
}

/** The rules about two values together. */
function checkTogether(policy: Policy, problems: string[]): void {
  const { time, event, autosync } = policy;
  if (time.resynchronizationSteps < time.windowSteps && time.resynchronizationSeconds === 0)
    problems.push(
      `time.resynchronizationSteps is ${time.resynchronizationSteps}: give at least time.windowSteps, ${time.windowSteps}.`,
    );
  if (event.resynchronizationLookAhead < event.lookAhead)
    problems.push(
      `event.resynchronizationLookAhead is ${event.resynchronizationLookAhead}: give at least event.lookAhead, ${event.lookAhead}.`,
    );
  if (autosync.rule === 'candidate' && (autosync.candidateSeconds === 0 || autosync.candidateGapSteps === 0))
    problems.push('autosync.rule is "candidate": give candidateSeconds and candidateGapSteps of 1 or more.');
}

function isListOfLines(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length <= 20 &&
    value.every((line) => typeof line === 'string' && line.length <= 500)
  );
}

function sectionNames(): string[] {
  return [
    'name',
    'description',
    'sources',
    'limits',
    'extends',
    ...new Set(Object.keys(policyRules).map((path) => path.split('.')[0]!)),
  ];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
