// The signing pages of several systems: the prescriptions of one patient, each marked ready in its displayed version, the
// statement of 21 CFR 1311.140(a)(3), and passphrase and code (21 CFR 1311.120(b)(9)-(19)).
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { FieldWords } from '../field.js';
import { ButtonForm, Form, OperationForm } from '../form.js';
import { page } from '../page.js';
import { RefusalSummary } from '../refusal.js';
import type { Refused, Site, Value, Verb, WebApp } from '../site.js';
import type { PostOptions, System } from '../system.js';
import { minute, Said, Status, Table } from '../table.js';

export interface PrescriptionPages {
  /** The system whose session signs. */
  readonly system: System | ((c: Context) => System);
  readonly path: string;
  readonly brand: { readonly name: string; readonly path: string };
  readonly signVerb: 'signing.sign' | 'drchrono.sign';
  /** The field that selects the signing device. Default: the list of tokens. */
  chooser?(c: Context): Promise<Readonly<Record<string, FieldWords>>>;
}

type List = Value<'signing.list'>;

type SigningView = Value<'signing.page'>;

export function prescriptionRoutes(app: WebApp, site: Site, pages: PrescriptionPages): void {
  const { base } = site;
  const { path, brand } = pages;
  const at = (c: Context): System => (typeof pages.system === 'function' ? pages.system(c) : pages.system);
  const shown = (c: Context, heading: string, body: Child, refused?: Refused) =>
    page(
      c,
      site,
      {
        title: `${heading}: ${brand.name}`,
        heading,
        system: brand,
        status: refused === undefined ? 200 : 400,
        tabs: [
          { text: 'Prescriptions', path, current: true },
          {
            text: brand.name === 'Signing' ? 'EPCS Gold' : brand.name,
            path: brand.name === 'Signing' ? '/gold/home' : brand.path,
          },
        ],
      },
      <>
        <RefusalSummary refused={refused} />
        {body}
      </>,
    );
  const list = (c: Context, refused?: Refused) =>
    at(c).show(c, 'signing.list', {}, (value) =>
      shown(
        c,
        'Prescriptions',
        <>
          {c.req.query('said') === 'signed' ? <Said text="Signed and sent to the pharmacy." /> : null}
          <ListBody c={c} base={base} path={path} list={value} />
        </>,
        refused,
      ),
    );
  const draft = (c: Context, refused?: Refused) =>
    at(c).show(c, 'signing.list', {}, ({ deaNumbers }) =>
      shown(c, 'Write a prescription', <DraftForm {...{ c, base, path, deaNumbers, refused }} />, refused),
    );
  const patient = (c: Context, name: string, refused?: Refused) =>
    at(c).show(c, 'signing.page', { patient: name }, async (view) =>
      shown(
        c,
        `Prescriptions of ${view.patient}`,
        <PatientBody
          c={c}
          base={base}
          path={path}
          view={view}
          refused={refused}
          verb={pages.signVerb}
          chooser={(await pages.chooser?.(c)) ?? tokenChooser(view)}
        />,
        refused,
      ),
    );
  const form = <V extends Verb>(route: string, options: PostOptions<V>) =>
    app.post(`${path}${route}`, async (c) => at(c).posted(c, options));
  app.get(path, (c) => list(c));
  app.get(`${path}/new`, (c) => draft(c));
  app.get(`${path}/patient`, (c) => patient(c, c.req.query('name') ?? ''));
  form('/new', {
    verb: 'signing.draft',
    next: (_, { patient = '' }) => patientPath(path, patient),
    again: draft,
  });
  form('/change', { verb: 'signing.change', next: path, again: list });
  form('/ready', {
    verb: 'signing.mark-ready',
    next: (_, { patient = '' }) => patientPath(path, patient),
    again: (c, refused) => patient(c, refused.typed.patient ?? '', refused),
  });
  form('/sign', {
    verb: pages.signVerb,
    next: `${path}?said=signed`,
    again: (c, refused) => patient(c, refused.typed.patient ?? '', refused),
  });
}

function patientPath(path: string, patient: string): string {
  return `${path}/patient?name=${encodeURIComponent(patient)}`;
}

function tokenChooser({ tokens }: SigningView): Readonly<Record<string, FieldWords>> {
  return {
    token: {
      label: 'Token',
      options: tokens.map(({ nickname, credentialId }) => [
        credentialId,
        nickname === credentialId ? nickname : `${nickname} (${credentialId})`,
      ]),
    },
  };
}

function ListBody({ c, base, path, list }: { c: Context; base: string; path: string; list: List }) {
  return (
    <>
      <p>
        {list.name}, NPI {list.npi}
      </p>
      <Table
        caption="Your prescriptions"
        columns={['Patient', 'Drug', 'Written', 'Status', 'Action']}
        rows={list.prescriptions.map((one) => [
          <a href={base + patientPath(path, one.patient)}>{one.patient}</a>,
          `${one.drug} ${one.strength}`,
          minute(one.createdAt),
          <Status text={one.state} />,
          one.state === 'signed' ? (
            <ButtonForm
              c={c}
              action={`${base}${path}/change`}
              text="Cancel"
              of={`${one.drug} of ${one.patient}`}
              hidden={{ id: one.id }}
              class="small"
            />
          ) : (
            ''
          ),
        ])}
        empty="No prescription yet"
      />
      <p>
        <a class="button" href={`${base}${path}/new`}>
          Write a prescription
        </a>
      </p>
    </>
  );
}

function DraftForm(props: {
  c: Context;
  base: string;
  path: string;
  deaNumbers: readonly string[];
  refused: Refused | undefined;
}) {
  const { c, base, path, deaNumbers, refused } = props;
  return (
    <div class="card">
      <OperationForm
        c={c}
        action={`${base}${path}/new`}
        verb="signing.draft"
        mandatoryLine
        fields={{
          patient: { label: 'Patient', value: 'Patient One' },
          patientAddress: { label: 'Patient’s address', value: '2 Example Street' },
          drug: { label: 'Drug', value: 'Examplodone' },
          strength: { label: 'Strength', value: '5 mg' },
          dosageForm: { label: 'Dosage form', value: 'tablet' },
          quantity: { label: 'Quantity', value: '20' },
          directions: { label: 'Directions', value: 'one at night' },
          refills: { label: 'Refills', value: '0', help: 'None for schedule II, at most 5 for the others.' },
          schedule: { label: 'Schedule' },
          deaNumber: { label: 'DEA number', options: deaNumbers.map((one) => [one, one]) },
        }}
        button="Save"
        refused={refused}
        beside={<a href={base + path}>Cancel</a>}
      />
    </div>
  );
}

function PatientBody(props: {
  c: Context;
  base: string;
  path: string;
  view: SigningView;
  refused: Refused | undefined;
  verb: PrescriptionPages['signVerb'];
  chooser: Readonly<Record<string, FieldWords>>;
}) {
  const { c, base, path, view, refused, verb, chooser } = props;
  const ready = view.prescriptions.filter(({ state }) => state === 'ready');
  return (
    <>
      <p>
        {view.prescriber.name}, NPI {view.prescriber.npi}
      </p>
      {view.prescriptions.length === 0 ? (
        <p class="quiet">There is nothing to sign for this patient.</p>
      ) : null}
      <ul class="choices">
        {view.prescriptions.map((one) => (
          <li class="card">
            <h2>
              {one.drug} {one.strength}
            </h2>
            <dl class="facts">
              {(
                [
                  ['Patient', `${one.patient}, ${one.patientAddress}`],
                  ['Dosage form', one.dosageForm],
                  ['Quantity', one.quantity],
                  ['Directions', one.directions],
                  ['Refills', String(one.refills)],
                  ['Schedule', one.schedule],
                  ['DEA number', one.deaNumber],
                  ['Written', minute(one.createdAt)],
                ] as const
              ).map(([name, value]) => (
                <div>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            <Form c={c} action={`${base}${path}/ready`} class="line">
              <input type="hidden" name="id" value={one.id} />
              <input type="hidden" name="revision" value={String(one.revision)} />
              <input type="hidden" name="patient" value={one.patient} />
              <input type="hidden" name="notReady" value={one.state === 'ready' ? 'yes' : ''} />
              <button type="submit" class="box" aria-pressed={one.state === 'ready' ? 'true' : 'false'}>
                Ready to sign<span class="hidden"> {one.drug}</span>
              </button>
            </Form>
          </li>
        ))}
      </ul>
      {ready.length === 0 ? (
        <p>Mark each prescription that you want to sign as ready.</p>
      ) : (
        <section class="card" aria-labelledby="sign-heading">
          <h2 id="sign-heading">Signature</h2>
          <p class="statement">{view.statement}</p>
          <OperationForm
            c={c}
            action={`${base}${path}/sign`}
            verb={verb}
            fields={{
              passphrase: { label: 'Passphrase', autocomplete: 'current-password' },
              ...chooser,
              otp: { label: 'OTP', code: true, clearText: true },
              device: {
                label: 'Device that you sign on',
                value: 'this computer',
                help: 'A soft token may not be on the device that you sign on.',
              },
            }}
            hidden={{ ids: ready.map(({ id }) => id).join(','), patient: view.patient }}
            button={view.label}
            refused={refused}
          />
        </section>
      )}
    </>
  );
}
