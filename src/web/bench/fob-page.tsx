// The page of one fob: display and button, the forecast of its clock, verification with the reason of a verdict, battery,
// faults. Each action shows the equivalent command line and HTTP request.
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { Form } from '../form.js';
import { ownTabs, page } from '../page.js';
import type { Site } from '../site.js';
import { Facts, Said, Table } from '../table.js';
import { Back, FobCard, modelName, offsetWords } from './fob-card.js';
import { ForecastChart } from './forecast-chart.js';
import { inboxes } from './inbox.js';
import { LcdSymbols } from './lcd.js';
import { benchOverview, shortTime } from './panel.js';

/** The equivalent command line and HTTP request of an action. */
export function Same({ command, request }: { command: string; request: string }) {
  return (
    <p class="same">
      <code>{command}</code> <code>{request}</code>
    </p>
  );
}

export async function fobPage(c: Context, site: Site, serial: string, said?: string, problem?: string) {
  const overview = await benchOverview(site);
  const fob = overview.fobs.find((one) => one.serial === serial);
  const { base } = site;
  if (fob === undefined)
    return page(
      c,
      site,
      {
        title: 'No such fob',
        heading: 'There is no such fob',
        panel: false,
        status: 404,
        tabs: ownTabs('Bench'),
      },
      <p>
        <a href={`${base}/bench`}>The bench</a> has {overview.fobs.length} fobs.
      </p>,
    );
  const here = `${base}/bench/fob/${encodeURIComponent(serial)}`;
  const [{ faults }, inbox, window] = [
    await site.run('fob.faults', {
      fob: serial,
    }),
    await inboxes(site),
    await windowOf(site, serial),
  ];
  const hasClock = fob.offsetSeconds !== null;
  const forecast = hasClock
    ? await site.run('fob.forecast', {
        fob: serial,
        window: (window.high - window.low) / 2,
        around: (window.high + window.low) / 2,
      })
    : undefined;
  const hidden = (
    <>
      <input type="hidden" name="fob" value={serial} />
      <input type="hidden" name="back" value={here} />
    </>
  );
  const tool = (
    id: string,
    action: string,
    label: string,
    field: { name: string; label: string; value: string } | null,
    same: readonly [string, string],
    button = label,
  ): Child => (
    <div class="tool">
      <Form c={c} action={action} class="row">
        {hidden}
        {field === null ? null : (
          <div class="field">
            <label for={id}>{field.label}</label>
            <input id={id} name={field.name} type="text" value={field.value} autocomplete="off" />
          </div>
        )}
        <button type="submit">{button}</button>
      </Form>
      <Same command={same[0]} request={same[1]} />
    </div>
  );
  const path = `/v1/fobs/${serial}`;
  return page(
    c,
    site,
    {
      title: fob.printed,
      heading: `${modelName(fob.model)} ${fob.printed}`,
      panel: false,
      tabs: ownTabs('Bench'),
      status: problem === undefined ? 200 : 400,
    },
    <>
      <LcdSymbols />
      {problem === undefined ? null : <Problem text={problem} />}
      {said === undefined ? null : <Said text={said} />}
      <div class="two wide-left">
        <div>
          {forecast === undefined ? null : (
            <section class="card">
              <h2>Offset of the clock</h2>
              <ForecastChart forecast={forecast} low={window.low} high={window.high} />
            </section>
          )}
          <section class="card">
            <h2>Verification</h2>
            <p class="quiet">{window.words}</p>
            <div class="tool">
              <Form c={c} action={here} class="row">
                <div class="field">
                  <label for="otp">Code</label>
                  <input
                    id="otp"
                    name="otp"
                    type="text"
                    class="code"
                    inputmode="numeric"
                    autocomplete="one-time-code"
                  />
                </div>
                <button type="submit" class="primary">
                  Verify
                </button>
              </Form>
              <Same
                command={`foblab verify ${serial} <code>`}
                request={`POST /v1/credentials/${serial}/verify`}
              />
            </div>
            <div class="tool">
              <Form c={c} action={`${here}/resynchronize`} class="row">
                <div class="field">
                  <label for="code">Current Code</label>
                  <input
                    id="code"
                    name="code"
                    type="text"
                    class="code"
                    inputmode="numeric"
                    autocomplete="off"
                  />
                </div>
                <div class="field">
                  <label for="next">Next Code</label>
                  <input
                    id="next"
                    name="next"
                    type="text"
                    class="code"
                    inputmode="numeric"
                    autocomplete="off"
                  />
                </div>
                <button type="submit">Resynchronize</button>
              </Form>
              <Same
                command={`foblab resync ${serial} <code> <next>`}
                request={`POST /v1/credentials/${serial}/resync`}
              />
            </div>
            {window.known
              ? null
              : tool('enroll', `${base}/bench/enroll`, 'Make the verifier know this fob', null, [
                  `foblab enroll --fob ${serial}`,
                  'POST /v1/credentials',
                ])}
          </section>
        </div>
        <div>
          <FobCard c={c} site={site} fob={fob} back={here} inbox={inbox} large />
          <Same command={`foblab press ${serial}`} request={`POST ${path}/press`} />
          {fob.kind === 'hard' ? <Back fob={fob} /> : null}
          <Facts
            facts={[
              ['True time', shortTime(overview.at)],
              [
                'Its clock',
                fob.offsetSeconds === null
                  ? 'none runs'
                  : `${offsetWords(fob.offsetSeconds)}, ${(fob.driftPpm ?? 0).toFixed(1)} ppm`,
              ],
              [
                'Battery',
                `${fob.battery.state}, ${Math.round(fob.battery.percent)} %, ${fob.battery.voltageMv} mV`,
              ],
              ['Faults', fob.faults.join(', ') || 'none'],
            ]}
          />
        </div>
      </div>
      <section class="card">
        <h2>What happens to it</h2>
        <div class="controls">
          {tool('hold', `${base}/bench/hold`, 'Hold the button for 6 s', null, [
            `foblab hold ${serial} 6s`,
            `POST ${path}/hold`,
          ])}
          {hasClock
            ? tool('age', `${base}/bench/age`, 'Age', { name: 'by', label: 'Age it by', value: '365d' }, [
                `foblab age ${serial} 365d`,
                `POST ${path}/age`,
              ])
            : null}
          {hasClock
            ? tool(
                'ppm',
                `${base}/bench/drift`,
                'Set the drift',
                { name: 'ppm', label: 'Drift, ppm', value: '20' },
                [`foblab drift ${serial} 20`, `POST ${path}/drift`],
              )
            : null}
          {fob.kind === 'hard'
            ? tool(
                'level',
                `${base}/bench/battery`,
                'Set the charge',
                { name: 'level', label: 'Charge, %', value: '12' },
                [`foblab battery ${serial} --level 12`, `POST ${path}/battery`],
              )
            : null}
        </div>
      </section>
      <Table
        caption="Faults"
        columns={['Fault', 'What it does', 'Now', 'Switch']}
        rows={faults.map(({ name, active, summary }) => [
          name,
          summary,
          active ? 'on' : 'off',
          <Form c={c} action={`${base}/bench/fault`} class="inline">
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

export function Problem({ text }: { text: string }) {
  return (
    <div class="refusal" role="alert" tabindex={-1} data-focus>
      <h2>There is a problem</h2>
      <p>{text}</p>
    </div>
  );
}

interface AcceptedWindow {
  known: boolean;
  /** The offsets that the verifier accepts now, in seconds. */
  low: number;
  high: number;
  words: string;
}

/** The offsets that the verifier accepts now; ±2 steps if the fob is not enrolled. */
async function windowOf(site: Site, serial: string): Promise<AcceptedWindow> {
  const { windows } = await site.run('credential.window', { serials: [serial] });
  const window = windows[0];
  if (window === undefined)
    return { known: false, low: -60, high: 60, words: 'The verifier does not know this fob yet.' };
  const { policy, stepSeconds, from, to } = window;
  return {
    known: true,
    low: from * stepSeconds,
    high: to * stepSeconds,
    words:
      stepSeconds === 0
        ? `The verifier knows this fob, and accepts its next ${to - from + 1} codes (policy ${policy}).`
        : `The verifier knows this fob, and accepts ${from} to +${to} steps of ${stepSeconds} s (policy ${policy}).`,
  };
}
