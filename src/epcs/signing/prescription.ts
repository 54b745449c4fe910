// A prescription for a controlled substance, from its draft to its signature (21 CFR 1311.120(b)(9)-(19)).
import { Refused } from '../answer.js';
import { choiceField, textField } from '../field.js';
import { isPostOfficeBox } from '../identifiers/typed-text.js';
import { table } from '../table.js';
import type { Work } from '../work.js';

export const schedules = ['II', 'III', 'IV', 'V'] as const;

export interface PrescriptionContent {
  readonly patient: string;
  readonly patientAddress: string;
  readonly drug: string;
  readonly strength: string;
  readonly dosageForm: string;
  readonly quantity: string;
  readonly directions: string;
  readonly refills: number;
  readonly schedule: (typeof schedules)[number];
  readonly deaNumber: string;
}

export interface Prescription extends PrescriptionContent {
  readonly id: string;
  readonly npi: string;
  /** Rises by 1 at each change, so that only the displayed version can be marked ready. */
  readonly revision: number;
  readonly state: 'draft' | 'ready' | 'signed' | 'cancelled';
  readonly createdUs: number;
  /** Key of the signed record; null if it is not signed. */
  readonly record: string | null;
}

/** The key is NPI and ID. */
export const prescriptions = table<Prescription>('prescription');

export function keyOf(npi: string, id: string): string {
  return `${npi}/${id}`;
}

/** A prescription of this prescriber. @throws Refused `no-such-prescription` */
export async function ownPrescription(work: Work, npi: string, id: string): Promise<Prescription> {
  const found = await work.read(prescriptions, keyOf(npi, id.slice(0, 64)));
  if (found === null) throw new Refused('no-such-prescription', { field: 'id' });
  return found;
}

export type PrescriptionInput = Omit<PrescriptionContent, 'schedule'> & { readonly schedule: string };

/** The parts that 21 CFR 1306.05(a) requires. Schedule II allows no refills (21 CFR 1306.12). */
export function contentOf(input: PrescriptionInput): PrescriptionContent {
  const schedule = choiceField('schedule', input.schedule, schedules);
  const { refills } = input;
  if (!(Number.isInteger(refills) && refills >= 0 && refills <= (schedule === 'II' ? 0 : 5)))
    throw new Refused('refills', { field: 'refills' });
  const patientAddress = textField('patientAddress', input.patientAddress, 120);
  if (isPostOfficeBox(patientAddress)) throw new Refused('post-office-box', { field: 'patientAddress' });
  return {
    patient: textField('patient', input.patient, 80),
    patientAddress,
    drug: textField('drug', input.drug, 80),
    strength: textField('strength', input.strength, 40),
    dosageForm: textField('dosageForm', input.dosageForm, 40),
    quantity: textField('quantity', input.quantity, 20),
    directions: textField('directions', input.directions, 200),
    refills,
    schedule,
    deaNumber: textField('deaNumber', input.deaNumber, 9).toUpperCase(),
  };
}
