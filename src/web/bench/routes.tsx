// The page of the bench (fobs as cards, time, events), and the actions of the forms beside every page.
import type { Context } from 'hono';
import { Form } from '../form.js';
import { ownTabs, page } from '../page.js';
import { codeOf, type Posted, posted } from '../posted.js';
import type { Answer, Site, WebApp } from '../site.js';
import { staleFormPage } from '../stale.js';
import { Table } from '../table.js';
import { addAccount } from './add-account.js';
import { FobCard, modelName } from './fob-card.js';
import { fobPage, Problem, Same } from './fob-page.js';
import { type Inboxes, inboxes } from './inbox.js';
import { LcdSymbols } from './lcd.js';
import { type BenchOverview, benchOverview, localPath, PanelBody, shortTime } from './panel.js';

type Verdict = Answer<'credential.verify'>;

const models = [
  'onespan/digipass-go7',
  'onespan/digipass-go6',
  'symantec/vip-token-avt',
  'symantec/vip-token-ft',
  'symantec/vip-access',
  'idme/phone',
  'idme/push',
] as const;

export function benchRoutes(app: WebApp, site: Site): void {
  /** The bench's page shows the refusal of an operation. */
  const act = (path: string, run: (form: Posted) => Promise<unknown>): void => {
    app.post(path, async (c) => {
      const form = await posted(c);
      if (form === undefined) return staleFormPage(c, site);
      try {
        await run(form);
        return c.redirect(localPath(form.back) ?? `${site.base}/bench`, 303);
      } catch (error) {
        return benchPage(c, site, (error as Error).message);
      }
    });
  };
  act('/bench/press', ({ fob }) => site.run('fob.press', { fob }));
  act('/bench/hold', ({ fob }) => site.run('fob.hold', { fob, for: '6s' }));
  act('/bench/advance', ({ by }) => site.run('bench.advance', { by }));
  act('/bench/rate', ({ rate }) => site.run('bench.rate', { rate }));
  act('/bench/add', ({ model, serial = '' }) =>
    site.run('fob.add', serial === '' ? { model } : { model, serial }),
  );
  act('/bench/app', ({ text = '', serial = '' }) => addAccount(site, text, serial));
  act('/bench/age', ({ fob, by }) => site.run('fob.age', { fob, by }));
  act('/bench/drift', ({ fob, ppm }) => site.run('fob.drift', { fob, ppm }));
  act('/bench/battery', ({ fob, level }) => site.run('fob.battery', { fob, level }));
  act('/bench/fault', ({ fob, name, switch: state }) => site.run('fob.fault', { fob, name, switch: state }));
  act('/bench/enroll', ({ fob }) => site.run('credential.enroll', { fob }));
  act('/bench/push', async ({ id, approve }) => {
    const answer = await site.ask('idme.answer-push', { id, approve: approve === 'yes' });
    if (answer.outcome === 'refused') throw new Error(`${answer.refusal.message} ${answer.refusal.remedy}`);
  });
  app.get('/bench', (c) => benchPage(c, site));
  app.get('/bench/panel', async (c) => {
    const [overview, inbox] = [await benchOverview(site), await inboxes(site)];
    return c.html(await (<PanelBody c={c} site={site} overview={overview} inbox={inbox} />).toString());
  });
  app.get('/bench/cards', async (c) => {
    const [overview, inbox] = [await benchOverview(site), await inboxes(site)];
    return c.html(await (<Cards c={c} site={site} overview={overview} inbox={inbox} />).toString());
  });
  app.get('/bench/fob/:serial', (c) => fobPage(c, site, c.req.param('serial')));
  const verdict = (path: string, ask: (serial: string, form: Posted) => Promise<Verdict>): void => {
    app.post(path, async (c) => {
      const form = await posted(c);
      if (form === undefined) return staleFormPage(c, site);
      const serial = c.req.param('serial') ?? '';
      try {
        return fobPage(c, site, serial, verdictWords(await ask(serial, form)));
      } catch (error) {
        return fobPage(c, site, serial, undefined, (error as Error).message);
      }
    });
  };
  verdict('/bench/fob/:serial', (serial, { otp }) =>
    site.run('credential.verify', { serial, otp: codeOf(otp) }),
  );
  verdict('/bench/fob/:serial/resynchronize', (serial, { code, next }) =>
    site.run('credential.resync', { serial, first: codeOf(code), second: codeOf(next) }),
  );
}

function verdictWords({ outcome, cause, suggestedAction }: Verdict): string {
  return [`The code is ${outcome}`, cause, suggestedAction].filter(Boolean).join('. ');
}

async function benchPage(c: Context, site: Site, problem?: string) {
  const [overview, inbox, log] = [
    await benchOverview(site),
    await inboxes(site),
    await site.run('bench.log', { last: 20 }),
  ];
  const { base } = site;
  return page(
    c,
    site,
    {
      title: 'The bench',
      heading: 'The bench',
      panel: false,
      status: problem === undefined ? 200 : 400,
      tabs: ownTabs('Bench'),
    },
    <>
      {problem === undefined ? null : <Problem text={problem} />}
      <section class="card">
        <div class="controls">
          <div class="tool">
            <Form c={c} action={`${base}/bench/advance`} class="row">
              <div class="field">
                <label for="by">
                  <span class="quiet">{shortTime(overview.at)}</span> Let pass
                </label>
                <input id="by" name="by" type="text" value="30s" autocomplete="off" />
              </div>
              <button type="submit">Advance</button>
            </Form>
            <Same command="foblab advance 30s" request="POST /v1/time/advance" />
          </div>
          <div class="tool">
            <Form c={c} action={`${base}/bench/rate`} class="row">
              <div class="field">
                <label for="rate">Rate of time: 0 is paused, 1 is real time</label>
                <input id="rate" name="rate" type="text" value={String(overview.rate)} autocomplete="off" />
              </div>
              <button type="submit">Set the rate</button>
            </Form>
            <Same command="foblab rate 1" request="PUT /v1/time/rate" />
          </div>
          <div class="tool">
            <Form c={c} action={`${base}/bench/add`} class="row">
              <div class="field">
                <label for="model">Model</label>
                <select id="model" name="model">
                  {models.map((model) => (
                    <option value={model}>{modelName(model)}</option>
                  ))}
                </select>
              </div>
              <div class="field">
                <label for="serial">Serial (random if empty)</label>
                <input id="serial" name="serial" type="text" autocomplete="off" />
              </div>
              <button type="submit" class="primary">
                Add a fob
              </button>
            </Form>
            <Same command="foblab add onespan/digipass-go7" request="POST /v1/fobs" />
          </div>
        </div>
      </section>
      <div data-live={`${base}/bench/cards`}>
        <Cards c={c} site={site} overview={overview} inbox={inbox} />
      </div>
      <Table
        caption="Events"
        columns={['#', 'Time', 'Fob', 'Event', 'Detail']}
        rows={[...log.events].reverse().map((event) => [
          event.seq,
          shortTime(event.at),
          event.serial ?? '',
          event.kind,
          Object.entries(event.detail)
            .map(([name, value]) => `${name} ${String(value)}`)
            .join(', '),
        ])}
        empty="Nothing has happened yet"
      />
    </>,
  );
}

function Cards(props: { c: Context; site: Site; overview: BenchOverview; inbox: Inboxes }) {
  const { c, site, overview, inbox } = props;
  if (overview.fobs.length === 0) return <p class="quiet">The bench is empty. Add a fob above.</p>;
  return (
    <>
      <LcdSymbols />
      <ul class="fobs wide">
        {overview.fobs.slice(0, 200).map((fob) => (
          <li>
            <FobCard c={c} site={site} fob={fob} back={`${site.base}/bench`} inbox={inbox} />
          </li>
        ))}
      </ul>
    </>
  );
}
