// Style and script of the page at /docs, as they run in the browser.

export const pageStyle = `
:root { color-scheme: light dark; font: 16px/1.45 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
#settings { display: flex; flex-wrap: wrap; gap: .75rem; }
details form { padding: .25rem 0 .5rem; } details form p { margin: .5rem 0; } details button { margin-right: .5rem; }
label { display: grid; gap: .2rem; font-size: .9rem; }
input, select, textarea, button { font: inherit; padding: .3rem .5rem; max-width: 100%; box-sizing: border-box; }
textarea { width: 100%; min-height: 5rem; }
details { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: .4rem; margin: .4rem 0; padding: .4rem .75rem; }
summary { cursor: pointer; } code, pre { font-family: ui-monospace, monospace; font-size: .9rem; }
summary .method { display: inline-block; min-width: 4.2rem; font-weight: 600; }
pre { overflow: auto; max-height: 24rem; padding: .6rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .75rem; margin: .75rem 0; align-items: start; }
.fields:empty { display: none; }
.hint { font-size: .8rem; opacity: .8; }
`;

export const pageScript = `
'use strict';
const byId = (id) => document.getElementById(id);
const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};
const base = location.pathname.replace(/\\/(docs)?$/, '');
fetch(base + '/openapi.json').then((answer) => answer.json()).then(list, (error) => {
  byId('operations').textContent = 'openapi.json cannot be read: ' + error.message;
});

function list(document) {
  byId('about').textContent = document.info.title + ' ' + document.info.version + '. ' + document.info.description;
  const main = byId('operations');
  main.textContent = '';
  const rows = [];
  for (const tag of document.tags) {
    const section = element('section', {}, element('h2', { textContent: tag.name }));
    for (const [path, methods] of Object.entries(document.paths))
      for (const [method, operation] of Object.entries(methods)) {
        if ((operation.tags || [])[0] !== tag.name) continue;
        const row = operationRow(path, method, operation);
        rows.push([row, (method + ' ' + path + ' ' + operation.summary + ' ' + operation['x-foblab-operation']).toLowerCase(), section]);
        section.append(row);
      }
    main.append(section);
  }
  byId('settings').addEventListener('submit', (event) => event.preventDefault());
  byId('find').addEventListener('input', (event) => {
    const wanted = event.target.value.toLowerCase();
    for (const [row, text] of rows) row.hidden = !text.includes(wanted);
    for (const [, , section] of rows) section.hidden = !section.querySelector('details:not([hidden])');
  });
}

function operationRow(path, method, operation) {
  const row = element('details', {},
    element('summary', {},
      element('span', { className: 'method', textContent: method.toUpperCase() }),
      element('code', { textContent: path }), ' ' + operation.summary));
  row.addEventListener('toggle', () => {
    if (row.open && row.childElementCount === 1) row.append(tryForm(path, method, operation));
  });
  return row;
}

function tryForm(path, method, operation) {
  const form = element('form', { autocomplete: 'off' });
  if (operation.description) form.append(element('p', { textContent: operation.description }));
  form.append(element('p', { className: 'hint', textContent: 'needs a token that may ' + operation['x-foblab-access'] }));
  const fields = element('div', { className: 'fields' });
  const inputs = [];
  for (const parameter of operation.parameters || [])
    if (parameter.in !== 'header')
      inputs.push([parameter.name, parameter.in, field(fields, parameter.name, parameter.schema, parameter.required, parameter.description)]);
  const json = ((operation.requestBody || {}).content || {})['application/json'];
  for (const [name, schema] of Object.entries(json ? json.schema.properties : {}))
    inputs.push([name, 'body', field(fields, name, schema, (json.schema.required || []).includes(name), schema.description)]);
  const output = element('pre', { hidden: true, tabIndex: 0 });
  const send = element('button', { textContent: 'Send' });
  const stop = element('button', { type: 'button', textContent: 'Stop', hidden: true });
  let running;
  stop.addEventListener('click', () => running && running.abort());
  form.append(fields, send, stop, output);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    running = new AbortController();
    stop.hidden = false;
    output.hidden = false;
    output.textContent = '';
    try {
      await request(path, method, inputs, running.signal, (text) => { output.textContent += text; }, operation);
    } catch (error) {
      output.textContent += error.name === 'AbortError' ? 'stopped' : String(error.message);
    }
    stop.hidden = true;
  });
  return form;
}

function field(fields, name, schema, required, hint) {
  const list = [schema, ...(schema.anyOf || [])].some((one) => one.type === 'array' && one.items.type === 'string');
  const choices = (schema.anyOf || []).every((one) => 'const' in one) ? (schema.anyOf || []).map((one) => one.const) : [];
  const input = schema.type === 'boolean' || choices.length > 0
    ? element('select', {}, ...['', ...(schema.type === 'boolean' ? ['true', 'false'] : choices)].map((one) => element('option', { value: one, textContent: one })))
    : element(list || /content|lines/.test(schema.description || '') ? 'textarea' : 'input', { type: schema.format === 'password' ? 'password' : 'text', required });
  input.spellcheck = false;
  fields.append(element('label', {}, name + (required ? ' (needed)' : ''), input, element('span', { className: 'hint', textContent: (hint || '') + (list ? '; one a line' : '') })));
  return () => (input.value === '' ? undefined : list ? input.value.split('\\n').filter((line) => line !== '') : schema.type === 'boolean' ? input.value === 'true' : input.value);
}

async function request(path, method, inputs, signal, show, operation) {
  const query = new URLSearchParams();
  const body = {};
  let url = path;
  for (const [name, where, read] of inputs) {
    const value = read();
    if (value === undefined) continue;
    if (where === 'path') url = url.replace('{' + name + '}', encodeURIComponent(value));
    else if (where === 'query') for (const one of [value].flat()) query.append(name, one);
    else body[name] = value;
  }
  const lab = byId('lab').value.trim();
  const token = byId('token').value.trim();
  const prefix = lab === '' ? base : base + '/v1/labs/' + encodeURIComponent(lab);
  const headers = { accept: operation.parameters.some((one) => one.name === 'Last-Event-ID') ? 'application/x-ndjson' : 'application/json' };
  if (token !== '') headers.authorization = 'Bearer ' + token;
  if (method !== 'get' && method !== 'delete') headers['content-type'] = 'application/json';
  const answer = await fetch(prefix + url + (query.size ? '?' + query : ''), {
    method: method.toUpperCase(), headers, signal,
    ...(method === 'get' || method === 'delete' ? {} : { body: JSON.stringify(body) }),
  });
  show(answer.status + ' ' + answer.statusText + '\\n');
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let whole = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    whole += value;
    if (/ndjson/.test(answer.headers.get('content-type'))) { show(value); whole = ''; }
  }
  if (whole !== '') {
    try { show(JSON.stringify(JSON.parse(whole), null, 2)); } catch { show(whole); }
  }
}
`;
