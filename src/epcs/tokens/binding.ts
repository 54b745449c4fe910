// A binding: a token of a prescriber, with its state for the relying parties.
import type { Manufacturer, TokenType } from '../identifiers/credential-id.js';
import { type Prescriber, prescribers } from '../prescribers/prescriber.js';
import { table } from '../table.js';
import type { Work } from '../work.js';

export type BindingState = 'active' | 'inactive' | 'lost' | 'deleted';

export interface Binding {
  readonly credentialId: string;
  readonly npi: string;
  readonly nickname: string;
  /** IPRESCRIBE: the iPrescribe Authenticator app, bound by an activation image. IDME: a code generator of ID.me. */
  readonly manufacturer: Manufacturer | 'IPRESCRIBE' | 'IDME';
  readonly issuer: 'DRFIRST';
  readonly type: TokenType;
  readonly model: string;
  readonly state: BindingState;
  /** Why it is not active: the reason of its owner or of an administrator. */
  readonly reason: string | null;
  /** The device of a soft token; null for a hard token. */
  readonly device: string | null;
  readonly boundUs: number;
  readonly changedUs: number;
}

export const bindings = table<Binding>('binding');

/** The most active and inactive tokens. The documents give no number; ours is from help pages of the vendor's customers. */
export const mostTokens = 5;

/** The reasons to disable a token. Only with the first can it be enabled again. */
export const disableReasons = [
  'temporarily unavailable',
  'broken',
  'battery empty',
  'replaced by another token',
  'no longer used',
] as const;
export type DisableReason = (typeof disableReasons)[number];
export const enableableReason: DisableReason = 'temporarily unavailable';

/** All tokens of a prescriber, in the order in which they were bound. */
export async function tokensOf(work: Work, { tokens }: Prescriber): Promise<readonly Binding[]> {
  const found = await Promise.all(tokens.map((id) => work.read(bindings, id)));
  return found.filter((binding) => binding !== null);
}

export function activeTokens(tokens: readonly Binding[]): readonly Binding[] {
  return tokens.filter(({ state }) => state === 'active');
}

/** True if the prescriber has an active token. */
export async function hasActiveToken(work: Work, npi: string): Promise<boolean> {
  const prescriber = await work.read(prescribers, npi);
  return prescriber !== null && activeTokens(await tokensOf(work, prescriber)).length > 0;
}

/** The Model column (004:102-103, 004:373). */
export function modelOf(manufacturer: Manufacturer, type: TokenType, credentialId: string): string {
  if (manufacturer === 'ONESPAN') return 'DIGIPASS GO 7';
  if (type === 'OTP SOFT TOKEN') return 'VIP';
  return credentialId.startsWith('FT') ? 'VIP CARD' : 'VIP TOKEN';
}
