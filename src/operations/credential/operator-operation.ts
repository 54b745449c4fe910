// What operators do to one credential: each says who and why, and each answers with the credential as it then is.

import { OperationError } from '../../contract/operation-error.js';
import { optional, type Parameters, text, type Values } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';
import { storeParameter, verifierOf } from '../../host/verifier/verifier-host.js';
import { quotedWord } from '../../serials/index.js';
import type { CredentialView, OperatorRequest, Verifier } from '../../verification/index.js';
import { credentialId, lookAlikes, wholeCredentialId } from './credential-id.js';
import { credentialText } from './credential-text.js';
import { askedOnce, recordOnce } from './idempotent-request.js';

const operatorParameters = {
  serial: text('serial or credential ID', 'serial'),
  by: optional(text('who does it, for the audit', 'name')),
  reason: optional(text('why, for the audit', 'reason')),
  store: storeParameter,
};

interface OperatorDefinition<Verb extends string, P extends Parameters> {
  verb: Verb;
  summary: string;
  help?: string;
  /** It cannot be undone: only the whole serial or ID will do. */
  final?: boolean;
  parameters: P;
  positionals: readonly (keyof P & string)[];
  /** Has the verifier do it. */
  change(verifier: Verifier, request: OperatorRequest, values: Values<P>): Promise<CredentialView>;
}

export function operatorOperation<const Verb extends string, P extends Parameters>(
  definition: OperatorDefinition<Verb, P>,
) {
  const { verb, summary, help, final = false, parameters, positionals, change } = definition;
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
    effect: verb === 'show' ? 'read' : 'change',
    timing: 'waits',
    access: verb === 'show' ? 'look' : 'administer',
    async run(context, values) {
      const given = values as unknown as Values<typeof operatorParameters> & Values<P>;
      const verifier = await verifierOf(context, given.store);
      const id = await (final ? wholeCredentialId : credentialId)(context, verifier, given.serial);
      if ((await verifier.credential(id)) === null) {
        const near = await lookAlikes(verifier, given.serial);
        throw new OperationError(
          'not-found',
          `there is no credential ${quotedWord(given.serial)}${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : ': foblab credential list shows what there is'}`,
        );
      }
      const who = { credentialId: id, actor: given.by ?? 'operator', reason: given.reason ?? '' };
      const looks = verb === 'show';
      const when = looks ? { atUs: context.bench.nowUs() } : askedOnce(context);
      const credential = await change(verifier, { ...who, ...when }, given);
      if (!looks) recordOnce(context, 'credential', id, { change: verb });
      return { credential };
    },
    plain: (result) => result.credential.lifecycle,
    text: (result) => credentialText(result.credential),
  });
}
