// The drawer: two fields, what is kept, and the list of fobs with what to do about each.
import type { Context } from 'hono';
import { ButtonForm, Form } from '../form.js';
import { ownTabs, page } from '../page.js';
import type { Answer, Site } from '../site.js';
import { minute, Said, Status, Table } from '../table.js';

type Drawer = Answer<'passport.list'>;
type ObservedFob = Drawer['fobs'][number];

export interface Entry {
  readonly serial?: string;
  readonly code?: string;
  readonly problem?: string;
  /** It looks wrong, and can be kept all the same. */
  readonly doubtful?: boolean;
}

/** Readings of the last hour are one sitting. */
const sittingMs = 3_600_000;

export async function drawerPage(c: Context, site: Site, entry: Entry = {}): Promise<Response> {
  const match = c.req.query('match') ?? '';
  const attention = c.req.query('attention') === 'yes';
  const drawer = await site.run('passport.list', { attention, ...(match === '' ? {} : { match }) });
  const kept = c.req.query('kept');
  const now = drawer.fobs.find(({ serial }) => serial === kept);
  return page(
    c,
    site,
    {
      title: 'Physical fobs',
      heading: 'Fobs in your hand',
      tabs: ownTabs('Drawer'),
      panel: false,
      status: entry.problem === undefined ? 200 : 400,
    },
    <>
      {entry.problem === undefined && now !== undefined ? (
        <Said
          text={
            <>
              Kept: <a href={fobPath(site, now.serial)}>{now.serial}</a> {now.lastCode}. {now.advice.text}
            </>
          }
        />
      ) : null}
      <EntryForm c={c} site={site} entry={entry} drawer={drawer} />
      {drawer.clockDoubt === null ? null : (
        <section class="card doubt">
          <h2>Whose clock is wrong?</h2>
          <p>
            {drawer.clockDoubt.text.replace(/^Whose clock is wrong\? /, '').replace(/ foblab doctor.*$/s, '')}
          </p>
          <ButtonForm c={c} action={`${site.base}/drawer/clock`} text="Correct the times of those readings" />
        </section>
      )}
      <List site={site} drawer={drawer} match={match} attention={attention} />
    </>,
  );
}

function EntryForm({ c, site, entry, drawer }: { c: Context; site: Site; entry: Entry; drawer: Drawer }) {
  const { serial = '', code = '', problem, doubtful = false } = entry;
  const since = Date.parse(drawer.issuedAt) - sittingMs;
  const sitting = drawer.fobs.filter(({ lastReadAt }) => Date.parse(lastReadAt ?? '') >= since).length;
  const focusCode = serial !== '' && (problem === undefined || /code/.test(problem));
  return (
    <section class="card">
      <h2>Read a fob</h2>
      <p class="hint">
        Press its button. Type the serial number from its back, then the code on its display, then press
        Enter. A barcode scanner and a key that types work as they are.
      </p>
      {problem === undefined ? null : (
        <div class="refusal" role="alert" tabindex={-1} data-focus={doubtful ? '' : undefined}>
          <h3>{doubtful ? 'Is this right?' : 'There is a problem'}</h3>
          <p>{problem}</p>
          {doubtful && serial !== '' ? (
            <Form c={c} action={`${site.base}/drawer`} class="inline">
              <input type="hidden" name="serial" value={serial} />
              <input type="hidden" name="code" value={code} />
              <input type="hidden" name="anyway" value="yes" />
              <button type="submit">Keep it anyway</button>
            </Form>
          ) : null}
        </div>
      )}
      <Form c={c} action={`${site.base}/drawer`} class="entry">
        <div class="field">
          <label for="drawer-serial">Serial number</label>
          <input
            type="text"
            id="drawer-serial"
            name="serial"
            value={serial}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            autofocus={!focusCode}
          />
        </div>
        <div class="field">
          <label for="drawer-code">Code on the display</label>
          <input
            type="text"
            id="drawer-code"
            name="code"
            value={code}
            inputmode="numeric"
            autocomplete="off"
            spellcheck={false}
            autofocus={focusCode}
          />
        </div>
        <button type="submit" class="primary">
          Keep
        </button>
      </Form>
      {drawer.observed === 0 ? null : (
        <div class="buttons">
          <span class="quiet" role="status">
            {sitting} {sitting === 1 ? 'fob' : 'fobs'} read in the last hour
          </span>
          <ButtonForm c={c} action={`${site.base}/drawer/undo`} text="Take back the last entry" />
        </div>
      )}
    </section>
  );
}

function List(props: { site: Site; drawer: Drawer; match: string; attention: boolean }) {
  const { site, drawer, match, attention } = props;
  const { base } = site;
  const { fobs, observed } = drawer;
  if (observed === 0) return <p class="quiet">Nothing was read yet.</p>;
  const urgent = fobs.filter(({ advice }) => advice.urgency === 'now' || advice.urgency === 'soon').length;
  return (
    <>
      <h2>
        {observed} {observed === 1 ? 'fob' : 'fobs'}; {urgent} {urgent === 1 ? 'needs' : 'need'} attention
      </h2>
      <form method="get" action={`${base}/drawer`} class="filter">
        <label for="drawer-match">Serial, label or model has</label>
        <input type="text" id="drawer-match" name="match" value={match} />
        <label class="check">
          <input type="checkbox" name="attention" value="yes" checked={attention} />{' '}
          <span>needs attention</span>
        </label>
        <button type="submit">Show</button>
        <span class="ways">
          <a href={`${base}/drawer/print`}>Print</a> <a href={`${base}/drawer/drawer.csv`}>Spreadsheet</a>{' '}
          <a href={`${base}/drawer/drawer.md`}>Markdown</a> <a href={`${base}/drawer/drawer.json`}>JSON</a>
        </span>
      </form>
      <Table
        caption="The most urgent first"
        columns={[
          'When',
          'Fob',
          'What to do',
          'Last code',
          'Offset',
          'Drift, 95 %',
          'Leaves the window',
          'Battery',
        ]}
        rows={fobs.map((fob) => row(site, fob))}
        empty="No fob fits."
      />
    </>
  );
}

function row(site: Site, fob: ObservedFob) {
  const {
    serial,
    label,
    model,
    advice,
    lastCode,
    lastReadAt,
    offsetSeconds,
    driftPpm,
    leavesAt,
    policy,
    battery,
  } = fob;
  return [
    <Status text={advice.urgency === 'none' ? 'fine' : advice.urgency} />,
    <>
      <a class="typed" href={fobPath(site, serial)}>
        {serial}
      </a>
      <br />
      <span class="quiet">{[label, model].filter((one) => one !== null).join(', ')}</span>
    </>,
    advice.text,
    <>
      <span class="typed">{lastCode ?? ''}</span>
      <br />
      <span class="quiet">{minute(lastReadAt)}</span>
    </>,
    offsetSeconds === null ? '' : signed(offsetSeconds.median, 's'),
    driftPpm === null ? (
      ''
    ) : (
      <>
        {signed(driftPpm.median, 'ppm')}
        <br />
        <span class="quiet">
          {signed(driftPpm.low)} to {signed(driftPpm.high)}
        </span>
      </>
    ),
    leavesAt === null ? '' : `${leavesAt.slice(0, 10)} (${policy})`,
    battery ?? '',
  ];
}

export function fobPath(site: Site, serial: string): string {
  return `${site.base}/drawer/fob/${encodeURIComponent(serial)}`;
}

/** `−34.1 ppm`. */
export function signed(value: number, unit = ''): string {
  const text = Math.abs(value).toFixed(1);
  return `${text === '0.0' ? '' : value < 0 ? '−' : '+'}${text} ${unit}`.trim();
}
