// A fob as a card: its body with display and button, the printed text, its battery, and the controls of a tester.
import type { Context } from 'hono';
import { Form } from '../form.js';
import type { Answer, Site } from '../site.js';
import { type Inboxes, type MessageRow, pathOfLink } from './inbox.js';
import { LcdPicture } from './lcd.js';

export type FobOverview = Answer<'bench.overview'>['fobs'][number];

interface CardProps {
  c: Context;
  site: Site;
  fob: FobOverview;
  back: string;
  inbox: Inboxes;
  large?: boolean;
}

export function FobCard(props: CardProps) {
  const { site, fob, large = false } = props;
  const link = `${site.base}/bench/fob/${encodeURIComponent(fob.serial)}`;
  return (
    <article class={large ? 'fob large' : 'fob'} id={`fob-${fob.serial}`}>
      {fob.kind === 'hard' || fob.kind === 'usb-key' ? <Body {...props} /> : <Screen {...props} />}
      <p class="under">
        <a href={link}>{fob.printed}</a>
        <span class="quiet">{fob.label === '' ? modelName(fob.model) : fob.label}</span>
      </p>
      {fob.kind === 'hard' ? <State fob={fob} /> : null}
      {large ? null : <More {...props} />}
    </article>
  );
}

const modelNames: Record<string, string> = {
  'onespan/digipass-go7': 'Digipass GO 7',
  'onespan/digipass-go6': 'Digipass GO 6',
  'onespan/digipass-go3': 'Digipass GO 3',
  'symantec/vip-token-avt': 'VIP token',
  'symantec/vip-token-ft': 'VIP card',
  'symantec/vip-access': 'VIP Access',
  'idme/code-generator': 'ID.me Authenticator',
  'idme/phone': 'Phone',
  'idme/push': 'Push Notification',
  'iprescribe/authenticator': 'iPrescribe Authenticator',
};

export function modelName(model: string): string {
  return modelNames[model] ?? model;
}

function Press({ c, site, fob, back }: CardProps) {
  return (
    <Form c={c} action={`${site.base}/bench/press`} class="inline">
      <input type="hidden" name="fob" value={fob.serial} />
      <input type="hidden" name="back" value={back} />
      {fob.kind === 'soft' ? (
        <button type="submit" class="small" aria-label={`Press the button of ${fob.printed}`}>
          Press
        </button>
      ) : (
        <button type="submit" class="fob-button" aria-label={`Press the button of ${fob.printed}`} />
      )}
    </Form>
  );
}

function Body(props: CardProps) {
  const { fob, large } = props;
  const maker = fob.model.split('/')[0];
  return (
    <div class={`body ${maker}`}>
      <p class="print">{modelName(fob.model)} · simulated</p>
      {fob.kind === 'usb-key' ? (
        <p class="print typed">{fob.screen.text === '' ? 'touch to type' : fob.screen.text}</p>
      ) : (
        <LcdPicture lcd={fob.lcd} text={fob.screen.text} large={large === true} />
      )}
      <Press {...props} />
    </div>
  );
}

/** An app or a phone: its screen. For VIP Access it has the two labels of 004:21. */
function Screen(props: CardProps) {
  const { c, site, fob, back, inbox } = props;
  const code = fob.screen.text;
  const vip = fob.model === 'symantec/vip-access';
  const messages = inbox.get(fob.serial) ?? [];
  return (
    <div class="screen">
      <p class="print">{modelName(fob.model)} · simulated</p>
      {fob.kind === 'soft' ? (
        <>
          {vip ? (
            <p>
              <span class="quiet">Credential ID</span> <strong>{fob.printed}</strong>
            </p>
          ) : null}
          <p
            class="app-code"
            role="img"
            aria-label={
              code === '' ? 'the display is blank' : `the display shows ${code.split('').join(' ')}`
            }
          >
            {vip ? <span class="quiet">Security Code</span> : null} {code === '' ? '––––––' : code}
          </p>
          <Press {...props} />
        </>
      ) : (
        <>
          {messages.length === 0 ? <p class="quiet">No message</p> : null}
          <ul class="messages">
            {messages.map((message) => (
              <li>
                <Received {...{ c, site, message, back }} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Received(props: { c: Context; site: Site; message: MessageRow; back: string }) {
  const { c, site, message, back } = props;
  const { channel, from, text, code, link } = message;
  if (channel === 'push' && code !== null)
    return (
      <>
        <p>{text}</p>
        <Form c={c} action={`${site.base}/bench/push`} class="line">
          <input type="hidden" name="id" value={code} />
          <input type="hidden" name="back" value={back} />
          <button type="submit" name="approve" value="yes" class="small">
            Approve
          </button>
          <button type="submit" name="approve" value="no" class="small">
            Deny
          </button>
        </Form>
      </>
    );
  return (
    <p>
      <span class="quiet">
        {channel === 'call' ? 'Call' : 'Text'} from {from}:
      </span>{' '}
      {code === null ? text : <strong class="typed">{code}</strong>}
      {link === null ? null : (
        <>
          {' '}
          <a href={site.base + pathOfLink(link)} target="_blank" rel="noopener">
            Open the link
          </a>
        </>
      )}
    </p>
  );
}

function State({ fob }: { fob: FobOverview }) {
  const { battery, offsetSeconds } = fob;
  return (
    <p class="state">
      {offsetSeconds === null ? (
        <span class="quiet">counts its presses</span>
      ) : (
        <span class={Math.abs(offsetSeconds) > 60 ? 'off' : 'quiet'}>{offsetWords(offsetSeconds)}</span>
      )}
      <span class={`battery ${battery.state}`}>
        {battery.state === 'dead' ? 'battery dead' : `battery ${Math.round(battery.percent)} %`}
      </span>
    </p>
  );
}

export function offsetWords(seconds: number): string {
  const size = Math.abs(seconds);
  if (size < 0.05) return 'clock is right';
  return `${size.toFixed(1)} s ${seconds < 0 ? 'slow' : 'fast'}`;
}

const toolButtons = [
  ['Hold 6 s', 'hold', 'for', '6s'],
  ['Age 1 year', 'age', 'by', '365d'],
  ['Drift +20 ppm', 'drift', 'ppm', '20'],
  ['Battery 10 %', 'battery', 'level', '10'],
] as const;

/** The tester's controls, collapsed so that the fob stays visible. */
function More({ c, site, fob, back }: CardProps) {
  const { base } = site;
  const of = fob.printed;
  const code = fob.screen.text.replace(/\D/g, '');
  return (
    <details class="more" id={`more-${fob.serial}`}>
      <summary>
        More<span class="hidden"> about {of}</span>
      </summary>
      <div class="line">
        {code === '' ? null : (
          <button type="button" class="small script-only" hidden data-copy={code}>
            Copy<span class="hidden"> the code of {of}</span>
          </button>
        )}
        {fob.kind === 'hard' ? (
          <Form c={c} action={`${base}/bench/hold`} class="line">
            <input type="hidden" name="fob" value={fob.serial} />
            <input type="hidden" name="back" value={back} />
            {toolButtons.map(([text, action, name, value]) => (
              <button
                type="submit"
                class="small"
                formaction={`${base}/bench/${action}`}
                name={name}
                value={value}
              >
                {text}
                <span class="hidden"> {of}</span>
              </button>
            ))}
          </Form>
        ) : null}
        <a href={`${base}/bench/fob/${encodeURIComponent(fob.serial)}`}>
          Clock, faults, verification<span class="hidden"> of {of}</span>
        </a>
      </div>
      {fob.kind === 'hard' ? <Back fob={fob} /> : null}
    </details>
  );
}

/** The back of the fob, with the serial to type (004:373). */
export function Back({ fob }: { fob: FobOverview }) {
  const onespan = fob.model.startsWith('onespan/');
  return (
    <div class="back-side">
      {onespan ? (
        <>
          <span>{modelName(fob.model).replace('GO ', 'GO')}</span>
          <span>FIPS 140-2</span>
        </>
      ) : (
        <span>S/N</span>
      )}
      <strong class="typed">{fob.printed}</strong>
      {onespan ? <span>Ver. 0366</span> : null}
    </div>
  );
}
