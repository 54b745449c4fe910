// The one script of the pages: live fobs, Show Clear Text, Copy, and the focus after a step. Everything works without it.

export const script = `'use strict';
for (const element of document.querySelectorAll('.script-only')) element.hidden = false;
const focus = document.querySelector('[data-focus]') || (location.hash ? null : document.querySelector('h1'));
if (focus && document.referrer !== '' || document.querySelector('[data-focus]')) (document.querySelector('[data-focus]') || focus).focus();
document.addEventListener('change', (event) => {
  const name = event.target.dataset && event.target.dataset.shows;
  if (name) document.getElementById(name).type = event.target.checked ? 'text' : 'password';
});
document.addEventListener('click', (event) => {
  const button = event.target.closest && event.target.closest('[data-copy]');
  if (button && navigator.clipboard) navigator.clipboard.writeText(button.dataset.copy);
});
const panel = document.querySelector('[data-live]');
if (panel && window.EventSource) {
  let waiting = false;
  const refresh = async () => {
    if (waiting || document.hidden) return;
    waiting = true;
    try {
      const back = encodeURIComponent(location.pathname + location.search);
      const answer = await fetch(panel.dataset.live + '?back=' + back, { headers: { accept: 'text/html' } });
      if (answer.ok) {
        const focused = document.activeElement && panel.contains(document.activeElement) && document.activeElement.getAttribute('aria-label');
        panel.innerHTML = await answer.text();
        for (const element of panel.querySelectorAll('.script-only')) element.hidden = false;
        if (focused) for (const one of panel.querySelectorAll('[aria-label]')) if (one.getAttribute('aria-label') === focused) one.focus();
      }
    } finally {
      waiting = false;
    }
  };
  panel.addEventListener('submit', async (event) => {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(event.target, event.submitter));
    await fetch(event.target.action, { method: 'POST', body, redirect: 'manual' });
    await refresh();
  });
  const source = new EventSource(panel.dataset.live.replace(/\\/bench\\/panel$/, '') + '/v1/events');
  source.onmessage = refresh;
  for (const kind of ['event', 'item']) source.addEventListener(kind, refresh);
  setInterval(refresh, 1000);
}
`;
