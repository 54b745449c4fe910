// Which credential somebody means: by the fob's serial as printed or typed, or by the ID itself.
import type { Verifier } from '../../verification/index.js';
import { findFob, type OperationContext } from '../context.js';

/** The ID to ask the verifier for. One that nothing fits is passed on as it is: the verifier's answer to it is a verdict. */
export async function credentialId(
  context: OperationContext,
  verifier: Verifier,
  typed: string,
): Promise<string> {
  if ((await verifier.credential(typed)) !== null) return typed;
  const bare = typed.replace(/[\s-]/g, '');
  if (bare !== typed && (await verifier.credential(bare)) !== null) return bare;
  try {
    return findFob(context.bench, typed).serial;
  } catch {
    return typed;
  }
}
