// The only script of the pages: live fobs, Show Clear Text, Copy, waiting, and the focus after a step. The pages work without
// it.

export const script = `'use strict';
const all = (selector, root = document) => root.querySelectorAll(selector);
const unhide = (root) => { for (const element of all('.script-only', root)) element.hidden = false; };
unhide(document);

const target = document.querySelector('[data-focus]') || (sessionStorage.getItem('step') !== null && location.hash === '' ? document.querySelector('h1') : null);
if (target) target.focus();
addEventListener('pagehide', () => sessionStorage.setItem('step', ''));

document.addEventListener('change', (event) => {
  const name = event.target.dataset && event.target.dataset.shows;
  if (name) document.getElementById(name).type = event.target.checked ? 'text' : 'password';
});
document.addEventListener('click', (event) => {
  const button = event.target.closest && event.target.closest('[data-copy]');
  if (button && navigator.clipboard) navigator.clipboard.writeText(button.dataset.copy);
});

const once = (address, then) => {
  const source = new EventSource(address);
  source.onmessage = () => { source.close(); then(); };
};
const goOn = () => {
  const form = document.querySelector('form[data-goes-on]');
  if (form) form.requestSubmit(); else location.reload();
};
for (const element of all('[data-wait]')) once(element.dataset.wait, goOn);
for (const form of all('form[data-at-once]')) form.requestSubmit();
for (const note of all('[data-wait-code]')) {
  const current = document.querySelector('[name=currentCode]');
  let waits = false;
  current.addEventListener('input', () => {
    if (waits || current.value.replace(/\\s/g, '').length < 6) return;
    waits = true;
    note.textContent = 'Wait for the code to change.';
    once(note.dataset.waitCode, () => {
      waits = false;
      note.textContent = 'The code has changed: press the button again and enter the new code.';
      document.querySelector('[name=nextCode]').focus();
    });
  });
}

const panels = [...all('[data-live]')];
if (panels.length > 0) {
  let busy = false;
  let again = false;
  const nameOf = (element) => element.id || element.getAttribute('aria-label') || element.textContent;
  const refresh = async () => {
    if (document.hidden) return;
    if (busy) { again = true; return; }
    busy = true;
    try {
      for (const panel of panels) {
        const typing = panel.contains(document.activeElement) && /^(INPUT|SELECT)$/.test(document.activeElement.tagName);
        if (typing) continue;
        const back = encodeURIComponent(location.pathname + location.search);
        const answer = await fetch(panel.dataset.live + '?back=' + back);
        if (!answer.ok) continue;
        const text = await answer.text();
        const focused = panel.contains(document.activeElement) ? [document.activeElement.tagName, nameOf(document.activeElement)] : null;
        const open = [...all('details[open][id]', panel)].map(({ id }) => id);
        panel.innerHTML = text;
        unhide(panel);
        for (const id of open) { const fold = document.getElementById(id); if (fold) fold.open = true; }
        if (focused) for (const one of all(focused[0], panel)) if (nameOf(one) === focused[1]) { one.focus(); break; }
      }
    } finally {
      busy = false;
    }
    if (again) { again = false; await refresh(); }
  };
  for (const panel of panels)
    panel.addEventListener('submit', async (event) => {
      const { target: form, submitter } = event;
      const action = submitter && submitter.hasAttribute('formaction') ? submitter.formAction : form.action;
      if (!/\\/bench\\/(press|hold|advance|age|drift|battery|push|app|add)$/.test(action)) return;
      event.preventDefault();
      const answer = await fetch(action, { method: 'POST', body: new URLSearchParams(new FormData(form, submitter)), redirect: 'manual' });
      if (answer.type !== 'opaqueredirect') { const text = await answer.text(); document.open(); document.write(text); document.close(); return; }
      if (document.activeElement && document.activeElement.tagName === 'INPUT') document.activeElement.blur();
      await refresh();
    });
  const source = new EventSource(panels[0].dataset.live.replace(/\\/bench\\/\\w+$/, '') + '/v1/events?last=1');
  for (const kind of ['message', 'event', 'item']) source.addEventListener(kind, refresh);
  setInterval(refresh, 1000);
}
`;
