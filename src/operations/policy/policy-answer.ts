// A policy and its figures as answers.
import type { PolicyAnswer, PolicyFiguresAnswer } from '../../contract/results/policy.js';
import { type Policy, policyFigures } from '../../verification/index.js';

export function policyAnswer(policy: Policy): PolicyAnswer {
  const { sources = [], limits = [], resultCodes, eventResultCodes, ...values } = policy;
  return {
    ...values,
    sources: [...sources],
    limits: [...limits],
    resultCodes: copied(resultCodes),
    eventResultCodes: copied(eventResultCodes),
  };
}

function copied(codes: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(codes).map(([outcome, own]) => [outcome, [...own]]));
}

export function figuresAnswer(
  policy: Policy,
  options: { digits: number; stepSeconds: number },
): PolicyFiguresAnswer {
  const { yearsInside, ...figures } = policyFigures(policy, options);
  return { ...figures, yearsInside: yearsInside.map(({ ppm, years }) => ({ driftPpm: ppm, years })) };
}
