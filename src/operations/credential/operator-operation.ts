// An operator's changes of one credential: each records who asked and why, and answers the changed credential.
import { OperationError } from '../../contract/operation-error.js';
import { optional, type Parameters, text, type Values } from '../../contract/parameter.js';
import { credentialAnswerSchema } from '../../contract/results/credential.js';
import { defineOperation } from '../../host/operation.js';
import { storeParameter, verifierOf } from '../../host/verifier/verifier-host.js';
import { quotedWord } from '../../serials/index.js';
import type { CredentialView, OperatorRequest, Verifier } from '../../verification/index.js';
import { credentialAnswer } from './credential-answer.js';
import { credentialId, lookAlikes, wholeCredentialId } from './credential-id.js';
import { credentialText } from './credential-text.js';
import { idempotentRequest, recordOnce } from './idempotent-request.js';

const operatorParameters = {
  serial: text('serial or credential ID', 'serial'),
  by: optional(text('who asks, for the audit', 'name')),
  reason: optional(text('why, for the audit', 'reason')),
  store: storeParameter,
};

interface OperatorDefinition<Verb extends string, P extends Parameters> {
  verb: Verb;
  summary: string;
  help?: string;
  /** It cannot be undone: it takes only the whole serial or ID. */
  final?: boolean;
  parameters: P;
  positionals: readonly (keyof P & string)[];
  /** Asks the verifier for the change. */
  change(verifier: Verifier, request: OperatorRequest, values: Values<P>): Promise<CredentialView>;
}

export function operatorOperation<const Verb extends string, P extends Parameters>(
  definition: OperatorDefinition<Verb, P>,
) {
  const { verb, summary, help, final = false, parameters, positionals, change } = definition;
  const isRead = verb === 'show';
  return defineOperation({
    name: `credential.${verb}` as `credential.${Verb}`,
    command: `credential ${verb}`,
    summary,
    ...(final
      ? { help: `${help === undefined ? '' : `${help} `}This cannot be undone: type the whole serial or ID.` }
      : help === undefined
        ? {}
        : { help }),
    examples: [
      `foblab credential ${[verb, '3315511111', ...positionals.map((name) => `<${parameters[name]!.placeholder}>`)].join(' ')}`,
    ],
    parameters: { ...operatorParameters, ...parameters },
    positionals: ['serial', ...positionals] as readonly (keyof P & string)[],
    effect: isRead ? 'read' : 'change',
    timing: 'waits',
    access: isRead ? 'look' : 'administer',
    answer: credentialAnswerSchema,
    errors: isRead ? [] : ['refused'],
    async run(context, values) {
      const given = values as unknown as Values<typeof operatorParameters> & Values<P>;
      const verifier = await verifierOf(context, given.store);
      const id = await (final ? wholeCredentialId : credentialId)(context, verifier, given.serial);
      if ((await verifier.credential(id)) === null) throw await noCredential(verifier, given.serial);
      const who = { credentialId: id, actor: given.by ?? 'operator', reason: given.reason ?? '' };
      const when = isRead ? { atUs: context.bench.nowUs() } : idempotentRequest(context);
      const credential = await change(verifier, { ...who, ...when }, given);
      if (!isRead) recordOnce(context, 'credential', id, { change: verb });
      return { credential: credentialAnswer(credential) };
    },
    plain: (result) => result.credential.lifecycle,
    text: (result) => credentialText(result.credential),
  });
}

async function noCredential(verifier: Verifier, typed: string): Promise<OperationError> {
  const near = await lookAlikes(verifier, typed);
  const meant = near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
  return new OperationError('not-found', `there is no credential ${quotedWord(typed)}${meant}`, {
    parameter: 'serial',
    ...(near.length > 0 ? {} : { remedy: { operation: 'credential.list' } }),
  });
}
