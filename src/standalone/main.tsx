// The program of foblab.html: it shows the page and does what a person asks. In a worker it computes the golden run.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { BenchView } from './bench-view.js';
import { Gold, type Manufacturer } from './gold.js';
import { GoldView, type Page, pages, type Shown } from './gold-view.js';
import { type GoldenHash, goldenRun } from './golden-run.js';
import { Lab } from './lab.js';

/** The build writes the hash of test/golden/golden-run.sha256 here. */
declare const FOBLAB_GOLDEN: string;

if (typeof document === 'undefined') postMessage(goldenRun(browserHash()).hash);
else start();

function start(): void {
  const lab = new Lab(randomSeed(), Math.floor(Date.now() / 1000) * 1e6);
  const gold = new Gold(
    lab.fobs.map(({ fob, name }) => {
      const { otp } = fob.model;
      const { serial } = fob.identity;
      return {
        ...{ serial, model: name, seed: fob.seed()!, digits: otp.digits },
        manufacturer: serial.startsWith('AVT') ? 'SYMANTEC' : 'ONESPAN',
        stepSeconds: otp.periodSeconds,
      };
    }),
  );
  const shown: Shown = { page: 'Tokens', manufacturer: '', result: undefined };

  const showBench = (): void => write('bench', <BenchView lab={lab} />);
  const showPage = (): void => {
    write('page', <GoldView gold={gold} shown={shown} />);
    for (const link of document.querySelectorAll('[data-do=page]'))
      if (link.getAttribute('data-value') === shown.page) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    document.title = `[Simulation] ${shown.page}`;
    const focused = document.querySelector<HTMLElement>('[role=alert], [role=status], h1');
    focused?.focus();
  };
  const goTo = (page: Page): void => {
    Object.assign(shown, { page, manufacturer: '', result: undefined });
    showPage();
  };

  document.addEventListener('click', (event) => {
    const control = (event.target as Element).closest<HTMLElement>('[data-do]');
    if (control === null || control instanceof HTMLSelectElement) return;
    const { do: what, value = '', fob = '' } = control.dataset;
    if (what === 'page') {
      event.preventDefault();
      goTo(pages.find((page) => page === value)!);
    } else if (what === 'cancel') goTo('Tokens');
    else if (what === 'clear-text')
      document
        .querySelector('#otp')
        ?.setAttribute('type', (control as HTMLInputElement).checked ? 'text' : 'password');
    else {
      if (what === 'advance') lab.advance(Number(value));
      if (what === 'press') lab.press(fob);
      if (what === 'drift') unlessDead(() => lab.setDrift(fob, Number(value)));
      if (what === 'dead') lab.removePower(fob);
      showBench();
      // The button that was pressed is a new one now.
      const same = `[data-do="${what}"]${fob === '' ? '' : `[data-fob="${fob}"]`}${value === '' ? '' : `[data-value="${value}"]`}`;
      document.querySelector<HTMLElement>(`#bench ${same}`)?.focus();
    }
  });
  document.addEventListener('change', (event) => {
    const { target } = event;
    if (!(target instanceof HTMLSelectElement) || target.dataset.do !== 'manufacturer') return;
    shown.manufacturer = target.value as Manufacturer | '';
    shown.result = undefined;
    showPage();
    document.querySelector<HTMLElement>('#nickname, #manufacturer')?.focus();
  });
  document.addEventListener('submit', (event) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = Object.fromEntries(new FormData(form)) as Record<string, string>;
    const { token = '', otp = '', current = '', next = '', nickname = '', serial = '' } = given;
    const { nowUs } = lab;
    switch (form.dataset.form) {
      case 'add':
        if (shown.manufacturer === '') return;
        shown.result = gold.addToken({ manufacturer: shown.manufacturer, nickname, serial, otp }, nowUs);
        if (shown.result.good) shown.manufacturer = '';
        break;
      case 'sign-in':
        shown.result = gold.submitOtp(token, otp, nowUs);
        break;
      case 'synchronize':
        shown.result = gold.synchronize(token, current, next, nowUs);
        break;
      case 'report-lost':
        shown.result = gold.reportLost(token);
        break;
    }
    showPage();
  });

  showBench();
  showPage();
  checkGolden();
}

/** Runs in a worker of the same program, so that the page stays usable. */
function checkGolden(): void {
  const program = document.getElementById('program')!.textContent;
  const worker = new Worker(URL.createObjectURL(new Blob([program], { type: 'text/javascript' })));
  const line = document.getElementById('golden')!;
  worker.onmessage = ({ data }) => {
    line.textContent =
      data === FOBLAB_GOLDEN
        ? `Golden run ${data}: equal to that of the tests.`
        : `Golden run ${data}: NOT equal to ${FOBLAB_GOLDEN}. Do not trust this page in this browser.`;
    worker.terminate();
  };
  worker.onerror = ({ message }) => {
    line.textContent = `The golden run could not be computed here: ${message}`;
  };
}

/** A dead fob has no clock that could gain. */
function unlessDead(change: () => void): void {
  try {
    change();
  } catch (error) {
    if ((error as { code?: string }).code !== 'dead') throw error;
  }
}

function write(id: string, view: { toString(): string | Promise<string> }): void {
  document.getElementById(id)!.innerHTML = String(view);
}

function browserHash(): GoldenHash {
  const hash = sha256.create();
  return {
    update: (text) => void hash.update(utf8ToBytes(text)),
    digest: () => bytesToHex(hash.digest()),
  };
}

function randomSeed(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].join(' ');
}
