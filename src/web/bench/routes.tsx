// The bench itself: fobs as cards, one fob large with its clock, battery, faults and verification, time, and the events.
import type { Context } from 'hono';
import { page, Table } from '../document.js';
import { Form, SelectField, TextField } from '../form.js';
import { codeOf, type Posted, posted } from '../posted.js';
import type { Site, WebApp } from '../site.js';
import { staleFormPage } from '../stale.js';
import { type BenchSight, benchSight, FobCard, localPath, PanelBody, shortTime } from './panel.js';

const models = [
  'onespan/digipass-go7',
  'onespan/digipass-go6',
  'symantec/vip-token-avt',
  'symantec/vip-token-ft',
] as const;

export function benchRoutes(app: WebApp, site: Site): void {
  const back = (c: Context, form: Posted): Response =>
    c.redirect(localPath(form.back) ?? `${site.base}/bench`, 303);
  /** What an operation refuses is told on the bench's page. */
  const act = (path: string, run: (form: Posted) => Promise<unknown>): void => {
    app.post(path, async (c) => {
      const form = await posted(c);
      if (form === undefined) return staleFormPage(c, site);
      try {
        await run(form);
        return back(c, form);
      } catch (error) {
        return benchPage(c, site, (error as Error).message);
      }
    });
  };
  act('/bench/press', ({ fob }) => site.run('fob.press', { fob }));
  act('/bench/advance', ({ by }) => site.run('bench.advance', { by }));
  act('/bench/add', ({ model, serial = '' }) =>
    site.run('fob.add', serial === '' ? { model } : { model, serial }),
  );
  act('/bench/age', ({ fob, by }) => site.run('fob.age', { fob, by }));
  act('/bench/drift', ({ fob, ppm }) => site.run('fob.drift', { fob, ppm }));
  act('/bench/battery', ({ fob, level }) => site.run('fob.battery', { fob, level }));
  act('/bench/fault', ({ fob, name, switch: state }) => site.run('fob.fault', { fob, name, switch: state }));
  act('/bench/enroll', ({ fob }) => site.run('credential.enroll', { fob }));
  app.get('/bench', (c) => benchPage(c, site));
  app.get('/bench/panel', async (c) =>
    c.html(`${<PanelBody c={c} site={site} sight={await benchSight(site)} />}`),
  );
  app.get('/bench/fob/:serial', (c) => fobPage(c, site, c.req.param('serial')));
  app.post('/bench/fob/:serial', async (c) => {
    const form = await posted(c);
    if (form === undefined) return staleFormPage(c, site);
    const serial = c.req.param('serial');
    let said: string;
    try {
      const verdict = await site.run('credential.verify', {
        serial,
        otp: codeOf(form.otp),
      });
      said = [`The code is ${verdict.outcome}`, verdict.cause, verdict.suggestedAction]
        .filter(Boolean)
        .join('. ');
    } catch (error) {
      said = (error as Error).message;
    }
    return fobPage(c, site, serial, said);
  });
}

async function benchPage(c: Context, site: Site, problem?: string) {
  const [sight, log] = [await benchSight(site), await site.run('bench.log', { last: 20 })];
  const { base } = site;
  return page(
    c,
    site,
    { title: 'The bench', heading: 'The bench', panel: false, status: problem === undefined ? 200 : 400 },
    <>
      {problem === undefined ? null : (
        <div class="refusal" role="alert" tabindex={-1} data-focus>
          <p>{problem}</p>
        </div>
      )}
      <div class="controls">
        <Form c={c} action={`${base}/bench/add`} class="row" label="Add a fob">
          <SelectField name="model" label="Model" options={models.map((value) => ({ value, text: value }))} />
          <TextField name="serial" label="Serial (drawn where left out)" />
          <button type="submit" class="primary">
            Add a fob
          </button>
        </Form>
        <Form c={c} action={`${base}/bench/advance`} class="row" label="Let time pass">
          <TextField name="by" label={`Time: ${shortTime(sight.at)}. Let pass`} value="30s" />
          <button type="submit">Advance</button>
          <Same command="foblab advance 30s" request="POST /v1/time/advance" />
        </Form>
      </div>
      <Fobs c={c} site={site} sight={sight} />
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

function Fobs({ c, site, sight }: { c: Context; site: Site; sight: BenchSight }) {
  if (sight.fobs.length === 0) return <p class="quiet">The bench is empty. Add a fob above.</p>;
  return (
    <ul class="fobs wide">
      {sight.fobs.slice(0, 200).map((fob) => (
        <li>
          <FobCard c={c} site={site} fob={fob} back={`${site.base}/bench`} />
        </li>
      ))}
    </ul>
  );
}

/** The command line and the request that do the same. */
function Same({ command, request }: { command: string; request: string }) {
  return (
    <p class="same">
      <code>{command}</code> <code>{request}</code>
    </p>
  );
}

async function fobPage(c: Context, site: Site, serial: string, said?: string) {
  const sight = await benchSight(site);
  const fob = sight.fobs.find((one) => one.serial === serial);
  if (fob === undefined)
    return page(
      c,
      site,
      { title: 'No such fob', heading: 'There is no such fob', panel: false, status: 404 },
      <p>
        <a href={`${site.base}/bench`}>The bench</a> has {sight.fobs.length} fobs.
      </p>,
    );
  const here = `${site.base}/bench/fob/${encodeURIComponent(serial)}`;
  const { base } = site;
  const { faults } = await site.run('fob.faults', {
    fob: serial,
  });
  const hidden = (
    <>
      <input type="hidden" name="fob" value={serial} />
      <input type="hidden" name="back" value={here} />
    </>
  );
  return page(
    c,
    site,
    { title: fob.printed, heading: fob.printed, system: fob.model, panel: false },
    <>
      <p>
        <a href={`${base}/bench`}>All fobs</a>
      </p>
      {said === undefined ? null : (
        <p class="advice" role="status" tabindex={-1} data-focus>
          {said}
        </p>
      )}
      <FobCard c={c} site={site} fob={fob} back={here} large />
      <Same command={`foblab press ${serial}`} request={`POST /v1/fobs/${serial}/press`} />
      <dl class="facts">
        <dt>True time</dt>
        <dd>{shortTime(sight.at)}</dd>
        <dt>Its clock</dt>
        <dd>
          {fob.offsetSeconds === null
            ? 'none runs'
            : `${Math.abs(fob.offsetSeconds).toFixed(1)} s ${fob.offsetSeconds < 0 ? 'slow' : 'fast'}, ${(fob.driftPpm ?? 0).toFixed(1)} ppm`}
        </dd>
        <dt>Battery</dt>
        <dd>
          {fob.battery.state}, {Math.round(fob.battery.percent)} %, {fob.battery.voltageMv} mV
        </dd>
      </dl>
      <div class="controls">
        <Form c={c} action={here} class="row" label="Verify a code">
          <TextField name="otp" label="Code" inputmode="numeric" autocomplete="one-time-code" />
          <button type="submit" class="primary">
            Verify
          </button>
        </Form>
        <Form c={c} action={`${base}/bench/enroll`} class="row" label="Enrol">
          {hidden}
          <button type="submit">Make the verifier know this fob</button>
        </Form>
        <Form c={c} action={`${base}/bench/age`} class="row" label="Age">
          {hidden}
          <TextField name="by" label="Age this fob by" value="365d" />
          <button type="submit">Age</button>
        </Form>
        <Form c={c} action={`${base}/bench/drift`} class="row" label="Drift">
          {hidden}
          <TextField name="ppm" label="Drift, ppm" value="20" />
          <button type="submit">Set drift</button>
        </Form>
        <Form c={c} action={`${base}/bench/battery`} class="row" label="Battery">
          {hidden}
          <TextField name="level" label="Charge, %" value="12" inputmode="numeric" />
          <button type="submit">Set charge</button>
        </Form>
      </div>
      <Table
        caption="Faults"
        columns={['Fault', 'What it does', 'Now', 'Switch']}
        rows={faults.map(({ name, active, summary }) => [
          name,
          summary,
          active ? 'on' : 'off',
          <Form c={c} action={`${base}/bench/fault`} class="inline" label={name}>
            {hidden}
            <input type="hidden" name="name" value={name} />
            <button type="submit" name="switch" value={active ? 'off' : 'on'} class="small">
              {active ? 'Switch off' : 'Switch on'}
              <span class="hidden"> {name}</span>
            </button>
          </Form>,
        ])}
        empty="This fob has no faults"
      />
    </>,
  );
}
