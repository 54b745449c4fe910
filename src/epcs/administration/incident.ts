// Records security incidents for the daily report (21 CFR 1311.150).
import { table } from '../table.js';
import type { Work } from '../work.js';

export const incidentKinds = [
  'sign-in-throttled',
  'token-lost',
  'token-locked',
  'foreign-token',
  'right-revoked',
  'signing-refused',
  'record-altered',
] as const;
export type IncidentKind = (typeof incidentKinds)[number];

export interface Incident {
  readonly kind: IncidentKind;
  readonly atUs: number;
  readonly npi: string | null;
  readonly credentialId: string | null;
  readonly actor: string;
  readonly what: string;
}

/** Keys begin with the day, so that the incidents of a day are read together. */
export const incidents = table<Incident>('incident');

export function recordIncident(work: Work, incident: Omit<Incident, 'atUs'>): void {
  const { atUs } = work;
  work.write(incidents, `${isoDay(atUs)}/${atUs}/${work.random(`incident ${incident.kind}`)}`, {
    ...incident,
    atUs,
  });
  work.tell({
    event: 'epcs.incident',
    outcome: incident.kind,
    subject: incident.credentialId ?? (incident.npi === null ? 'epcs' : `npi:${incident.npi}`),
    actor: incident.actor,
    reason: incident.what,
  });
}

/** The UTC date of a time as YYYY-MM-DD. */
export function isoDay(atUs: number): string {
  return new Date(atUs / 1000).toISOString().slice(0, 10);
}
