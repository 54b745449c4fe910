// One physical fob: what to do, what its clock says, and its readings, each of which can be corrected.
import type { Context } from 'hono';
import type { OperationError } from '../../contract/operation-error.js';
import { ButtonForm, Form } from '../form.js';
import { ownTabs, page } from '../page.js';
import type { Answer, Site } from '../site.js';
import { Facts, minute, Status, Table } from '../table.js';
import { type Entry, signed } from './drawer-page.js';

type Kept = Answer<'observation.list'>['observations'][number];
type Passport = Answer<'passport.show'>['passport'];

export async function physicalFobPage(
  c: Context,
  site: Site,
  serial: string,
  { problem, doubtful = false }: Pick<Entry, 'problem' | 'doubtful'> = {},
): Promise<Response> {
  const { base } = site;
  const found = await passportOf(site, serial);
  if (found === undefined)
    return page(
      c,
      site,
      {
        title: 'No such fob',
        heading: 'Nothing is kept of this fob',
        tabs: ownTabs('Drawer'),
        panel: false,
        status: 404,
      },
      <p>
        <a href={`${base}/drawer`}>All fobs</a>
      </p>,
    );
  const { observations } = await site.run('observation.list', { serial: found.serial });
  const { advice, changes } = found;
  return page(
    c,
    site,
    {
      title: `Fob ${found.serial}`,
      heading: `Fob ${found.serial}${found.label === null ? '' : ` (${found.label})`}`,
      tabs: ownTabs('Drawer'),
      panel: false,
      status: problem === undefined ? 200 : 400,
    },
    <>
      <p class="buttons">
        <a href={`${base}/drawer`}>All fobs</a>
        <a href={`${base}/drawer/print?fob=${encodeURIComponent(found.serial)}`}>Print this passport</a>
      </p>
      {problem === undefined ? null : (
        <div class="refusal" role="alert" tabindex={-1} data-focus>
          <h2>{doubtful ? 'Is this right?' : 'There is a problem'}</h2>
          <p>{problem}</p>
          {doubtful ? <p>Tick “keep it anyway” and send it again if it is.</p> : null}
        </div>
      )}
      <section class="card">
        <h2>
          What to do: <Status text={advice.urgency === 'none' ? 'fine' : advice.urgency} />
        </h2>
        <p class="lead">{advice.text}</p>
        <Facts facts={factsOf(found)} />
      </section>
      <Table
        caption="What was kept, the latest last"
        columns={['Shown at (UTC)', 'What', 'Correct it']}
        rows={observations.map((one) => [
          minute(one.shownAt),
          what(one),
          corrections(c, site, one, doubtful),
        ])}
        empty="Nothing."
      />
      <section class="card">
        <h2>Add a remark</h2>
        <Form c={c} action={`${base}/drawer/note`} class="entry">
          <input type="hidden" name="serial" value={found.serial} />
          <input type="hidden" name="back" value={found.serial} />
          {(
            [
              ['label', 'Label, such as its place'],
              ['battery', 'Battery'],
              ['note', 'Remark'],
            ] as const
          ).map(([name, text]) => (
            <div class="field">
              <label for={`note-${name}`}>{text}</label>
              <input type="text" id={`note-${name}`} name={name} autocomplete="off" />
            </div>
          ))}
          <button type="submit">Add</button>
        </Form>
      </section>
      {changes.length === 0 ? null : (
        <section class="card">
          <h2>Corrections</h2>
          <ul>
            {changes.map(({ changedAt, text }) => (
              <li>
                {minute(changedAt)}: {text}
              </li>
            ))}
          </ul>
          <ButtonForm
            c={c}
            action={`${base}/drawer/undo`}
            text="Take back the last change"
            hidden={{ back: found.serial }}
          />
        </section>
      )}
    </>,
  );
}

async function passportOf(site: Site, serial: string): Promise<Passport | undefined> {
  try {
    return (await site.run('passport.show', { serial })).passport;
  } catch (error) {
    const { code } = error as Partial<OperationError>;
    if (code === 'not-found' || code === 'usage') return undefined;
    throw error;
  }
}

function factsOf({ model, clock, counter, battery, notes, verdicts }: Passport) {
  return [
    ['Model', model ?? 'not named'],
    ...(clock === null
      ? []
      : [
          ['Offset', `${signed(clock.offsetSeconds.median, 's')} at ${minute(clock.referenceAt)}`],
          [
            'Drift',
            clock.driftPpm === null
              ? 'not known yet'
              : `${signed(clock.driftPpm.median, 'ppm')}, ${signed(clock.driftPpm.low)} to ${signed(clock.driftPpm.high)}`,
          ],
          ...(clock.window?.earliestAt
            ? [
                [
                  'Leaves the window',
                  `${clock.window.earliestAt.slice(0, 10)} at the earliest (${clock.window.policy})`,
                ],
              ]
            : []),
        ]),
    ...(counter === null ? [] : [['Counter', `${counter.counter}, ${counter.ahead} ahead`]]),
    ...(battery.length === 0 ? [] : [['Battery', battery.at(-1)!.text]]),
    ['Verdicts', `${verdicts.accepted} accepted, ${verdicts.refused} refused`],
    ...notes.map((note) => ['Note', note]),
  ] as [string, string][];
}

function what({ kind, code, text }: Kept) {
  return kind === 'reading' ? (
    <span class="typed">{code}</span>
  ) : (
    `${kind === 'other' ? 'remark' : kind}: ${text}`
  );
}

function corrections(c: Context, site: Site, { id, serial, kind, shownAt }: Kept, doubtful: boolean) {
  const { base } = site;
  const hidden = { id: String(id), back: serial };
  const anyway = doubtful ? (
    <label class="check">
      <input type="checkbox" name="anyway" value="yes" /> <span>keep it anyway</span>
    </label>
  ) : null;
  const one = (action: string, name: string, label: string, button: string) => (
    <Form c={c} action={`${base}/drawer/${action}`} class="inline">
      {Object.entries(hidden).map(([field, value]) => (
        <input type="hidden" name={field} value={value} />
      ))}
      <label class="hidden" for={`${action}-${id}`}>
        {label}
      </label>
      <input type="text" id={`${action}-${id}`} name={name} autocomplete="off" placeholder={label} />
      {anyway}
      <button type="submit">
        {button}
        <span class="hidden"> the reading of {minute(shownAt)}</span>
      </button>
    </Form>
  );
  return (
    <div class="corrections">
      {kind === 'reading' ? one('edit', 'code', 'right code', 'Correct') : null}
      {kind === 'reading' ? one('move', 'to', 'right serial', 'Move') : null}
      <ButtonForm c={c} action={`${base}/drawer/remove`} text="Remove" of={minute(shownAt)} hidden={hidden} />
    </div>
  );
}
