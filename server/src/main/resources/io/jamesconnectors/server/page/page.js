/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
'use strict';

/*
 * The page of the web administration: asks for what lies below /connectors, and shows it.
 *
 * Whatever comes from the server is text of strangers (senders, replies of peers, names): it becomes a text node or the value of an attribute,
 * never markup. There is no innerHTML here, and the Content-Security-Policy lets nothing but this file run.
 *
 * In order: elements · words · the server · sign in · frame · parts that views share · views (connectors, one connector, explain, trace, reports, configuration,
 * import) · routes.
 */

// ---------------------------------------------------------------- elements

const SVG = 'http://www.w3.org/2000/svg';

/** An element. Attributes that are null, undefined or false are left out; `on…` are listeners; children may be text, elements, lists, or nothing. */
function h(tag, attributes, ...children) {
  return furnish(document.createElement(tag), attributes, children);
}

function svg(tag, attributes, ...children) {
  return furnish(document.createElementNS(SVG, tag), attributes, children);
}

function furnish(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'value') {
      element.value = value;
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false && child !== '') {
      element.append(child);
    }
  }
}

const ICONS = {
  connectors: 'M7 7h3a4 4 0 0 1 4 4v2a4 4 0 0 0 4 4M7 7m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0M20 17m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0',
  explain: 'M12 21a9 9 0 1 0 0-18a9 9 0 0 0 0 18M9.2 9.2a2.9 2.9 0 1 1 4 3.4c-.9.4-1.2.9-1.2 1.9M12 17.4v.1',
  trace: 'M5 5h.01M5 12h.01M5 19h.01M10 5h10M10 12h10M10 19h6',
  reports: 'M4 20h16M7 16v-5M12 16V6M17 16v-8',
  configuration: 'M7 3h7l5 5v13H7zM14 3v5h5M10 13h6M10 17h6',
  ok: 'M5 12.5l4.5 4.5L19 7.5', warning: 'M12 8v5M12 16.5v.1M12 3.5l9.5 16.5h-19z', failed: 'M7 7l10 10M17 7L7 17', skipped: 'M6 12h12',
  first: 'M12 6l-6 6l6 6M18 6l-6 6l6 6', back: 'M14 6l-6 6l6 6', next: 'M10 6l6 6l-6 6', last: 'M12 6l6 6l-6 6M6 6l6 6l-6 6', arrow: 'M5 12h13M13 7l5 5l-5 5', out: 'M14 4h5v16h-5M4 12h10M10 8l4 4l-4 4', copy: 'M9 9h10v11H9zM15 9V4H5v11h4', download: 'M12 4v11M7 11l5 5l5-5M5 20h14',
  search: 'M11 18a7 7 0 1 0 0-14a7 7 0 0 0 0 14M16 16l4.5 4.5', reload: 'M19 12a7 7 0 1 1-2-4.9M19 4v4h-4',
};

function icon(name, label) {
  return svg('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': label ? null : 'true', role: label ? 'img' : null, 'aria-label': label },
    svg('path', { d: ICONS[name] }));
}

function button(text, onclick, attributes = {}) {
  return h('button', { type: 'button', class: 'button', ...attributes, onclick }, attributes.icon ? icon(attributes.icon) : null, text);
}

function link(path, attributes, ...children) {
  return h('a', { href: '#' + path, ...attributes }, ...children);
}

/** Puts new content in place and leaves the keyboard where it was, by `data-key`; where that is gone, or can't be used any more, at the place itself. */
function renew(place, ...content) {
  const within = place.contains(document.activeElement);
  const key = within ? document.activeElement.closest('[data-key]')?.dataset.key : null;
  const opened = new Set([...place.querySelectorAll('details[open][data-key]')].map(element => element.dataset.key));
  const fresh = document.createDocumentFragment();
  append(fresh, content);
  place.replaceChildren(fresh);
  for (const element of place.querySelectorAll('details[data-key]')) {
    element.open ||= opened.has(element.dataset.key);
  }
  if (within) {
    const heir = key ? [...place.querySelectorAll('[data-key]')].find(element => element.dataset.key === key && !element.disabled) : null;
    arrive(heir?.tagName === 'DETAILS' ? heir.querySelector('summary') : heir ?? place);
  }
}

/** Does what a button is for, once at a time. It is not disabled meanwhile, since the keyboard would fall off it. */
async function busy(element, action) {
  if (element.ariaDisabled === 'true') {
    return;
  }
  element.ariaDisabled = 'true';
  try {
    await action();
  } finally {
    element.ariaDisabled = null;
  }
}

/** What a form does when it is sent. */
function submitting(run, action) {
  return event => {
    event.preventDefault();
    busy(run, () => action(event)).catch(complain);
  };
}

/** Takes the keyboard there. */
function arrive(element) {
  if (element.tabIndex < 0) {
    element.tabIndex = -1;
  }
  element.focus({ preventScroll: true });
}

// ---------------------------------------------------------------- words

const NUMBER = new Intl.NumberFormat('en-GB');
const MOMENT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

const number = value => NUMBER.format(value ?? 0);

function count(value, one, many) {
  return `${number(value)} ${value === 1 ? one : many ?? one + 's'}`;
}

function duration(seconds) {
  const s = Math.max(0, Math.round(seconds ?? 0));
  if (s < 60) {
    return `${s} s`;
  }
  if (s < 3600) {
    return `${Math.round(s / 60)} min`;
  }
  if (s < 48 * 3600) {
    const minutes = Math.round(s / 60);
    return minutes % 60 && minutes < 180 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.round(minutes / 60)} h`;
  }
  return count(Math.round(s / 86400), 'day');
}

function size(bytes) {
  if (bytes === undefined || bytes === null) {
    return '';
  }
  if (bytes < 1024) {
    return `${bytes} B`;
  }
  const units = ['KiB', 'MiB', 'GiB'];
  let value = bytes;
  let unit = -1;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** A moment in words that fit the distance, with the exact one behind it. */
function moment(text) {
  const at = new Date(text);
  if (!text || Number.isNaN(at.getTime())) {
    return h('span', {}, text ?? '');
  }
  const seconds = (Date.now() - at.getTime()) / 1000;
  const near = Math.abs(seconds) < 45;
  const words = near ? (seconds >= 0 ? 'just now' : 'in a moment') : seconds > 0 ? `${duration(seconds)} ago` : `in ${duration(-seconds)}`;
  return h('time', { datetime: at.toISOString(), title: MOMENT.format(at) }, Math.abs(seconds) > 30 * 86400 ? DATE.format(at) : words);
}

const clock = text => h('time', { datetime: text, title: MOMENT.format(new Date(text)) }, CLOCK.format(new Date(text)));

const PROTOCOL_WORDS = new Set(['ehlo', 'helo', 'starttls', 'mail', 'rcpt', 'data', 'bdat', 'auth', 'quit', 'mx', 'tls', 'dns']);

const stepName = name => PROTOCOL_WORDS.has(name) ? name.toUpperCase() : capital(name);

const capital = text => text ? text.charAt(0).toUpperCase() + text.slice(1) : '';

const STATES = { ok: 'Working', failing: 'Failing', throttled: 'Throttled', deferring: 'Retrying', off: 'Off', test: 'Test mode' };
const TYPES = { organization: 'Organization', office365: 'Office 365', partner: 'Partner' };
const HOST_STATES = { ok: ['ok', 'Answers'], dead: ['bad', 'Set aside'] };
const OUTCOMES = { ok: 'Passed', warning: 'Warning', warnings: 'Warnings', failed: 'Failed', skipped: 'Skipped' };
const SEVERITIES = { error: 'Error', warning: 'Warning', exchangeOnline: 'Not in Exchange Online', note: 'Note' };
const TRACE_STATES = { Delivered: 'ok', Expanded: 'ok', Failed: 'bad', Pending: 'warn', GettingStatus: 'calm' };

/** An address breaks before its @ where there is little room. */
const breakable = text => text && text.split(/(?=@)/).flatMap((part, i) => i ? [h('wbr'), part] : [part]);

function badge(tone, text) {
  return h('span', { class: `badge ${tone}` }, text);
}

function stateBadge(state) {
  const tones = { ok: 'ok', failing: 'bad', throttled: 'warn', deferring: 'warn', off: 'calm', test: 'info' };
  return badge(tones[state] ?? 'calm', STATES[state] ?? state ?? 'Unknown');
}

function outcomeTone(outcome) {
  return { ok: 'ok', chosen: 'ok', warning: 'warn', warnings: 'warn', failed: 'bad', refused: 'bad', lost: 'calm' }[outcome] ?? 'calm';
}

/** `maxConnections` as "max connections". */
const spaced = word => word.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[._-]+/g, ' ').toLowerCase();

const listOf = value => Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

// ---------------------------------------------------------------- the server

const TOKEN = 'james-connectors-token';
const BASE = new URL('connectors', document.baseURI.split('#')[0]);
const NEEDS_TOKEN = document.documentElement.dataset.signin !== 'none';

/** What the server says when it does not do what it was asked for; status 0 when it says nothing. */
class Refusal extends Error {
  constructor(status, message, answer) {
    super(message);
    this.status = status;
    this.answer = answer ?? {};
  }
}

// A blank behind . and .. is no part of the name, and keeps them from being a step upwards.
const connectorPath = (name, ...rest) => ['/named', encodeURIComponent(/^\.{1,2}$/.test(name) ? `${name} ` : name), ...rest].join('/');

function address(path, query) {
  const url = new URL(BASE);
  url.pathname += path;
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') {
      url.searchParams.set(name, value);
    }
  }
  return url;
}

/**
 * Asks the server. Where the token is not valid any more, the administrator is asked for one, over the view, and the request goes on with that.
 * `body` becomes JSON, `text` goes as it is.
 */
async function ask(method, path, wishes = {}) {
  const token = wishes.token ?? sessionStorage.getItem(TOKEN);
  const response = await request(method, path, wishes, token);
  if (response.ok) {
    return response;
  }
  if (response.status === 401 && wishes.token === undefined && NEEDS_TOKEN) {
    await anotherToken(token);
    return ask(method, path, wishes);
  }
  const answer = parsed(await response.text());
  throw new Refusal(response.status, refusalWords(response.status, answer), answer);
}

async function request(method, path, { query, body, text, signal }, token) {
  const headers = { Accept: 'application/json, text/plain;q=0.9, */*;q=0.8' };
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
  if (content !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  try {
    const response = await fetch(address(path, query), { method, headers, body: content, signal, cache: 'no-store', credentials: 'same-origin', redirect: 'error' });
    answers(true);
    return response;
  } catch (problem) {
    if (problem.name === 'AbortError') {
      throw problem;
    }
    answers(false);
    throw new Refusal(0, 'It may be stopped, or the network between you and it is down.');
  }
}

function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

function refusalWords(status, answer) {
  const said = [answer.message, answer.details && answer.details !== answer.message ? answer.details : null].filter(Boolean).join(': ');
  if (said) {
    return said;
  }
  const words = { 401: 'The token is missing or wrong.', 403: 'The server does not allow this.', 404: 'The server does not know this.', 413: 'That is too large.',
    502: 'The server behind this address does not answer.', 503: 'The server can’t do this at the moment.', 504: 'The server behind this address does not answer.' };
  return words[status] ?? `The server answered ${status}.`;
}

async function get(path, query, signal) {
  return (await ask('GET', path, { query, signal })).json();
}

async function send(method, path, wishes) {
  return parsed(await (await ask(method, path, wishes ?? {})).text());
}

/** Fetches a file with the token and hands it to the browser to keep. */
async function save(path, query, name) {
  keep(await (await ask('GET', path, { query })).blob(), name);
}

function keep(blob, name) {
  const url = URL.createObjectURL(blob);
  const anchor = h('a', { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

// ---------------------------------------------------------------- sign in, and a server that does not answer

/** Tabs tell each other that somebody has signed out: the token is then gone from all of them. */
const TABS = new BroadcastChannel('james-connectors');
TABS.addEventListener('message', ({ data }) => {
  if (data === 'signed out' && NEEDS_TOKEN) {
    forget('You have signed out in another tab.');
  }
});

function signOut() {
  TABS.postMessage('signed out');
  forget();
}

function forget(reason) {
  sessionStorage.removeItem(TOKEN);
  showSignIn(reason);
}

/** Field and button that ask for the token, try it, and keep it for this tab. */
function tokenForm(reason, accepted, ...more) {
  const error = h('p', { class: 'field-error', id: 'token-error', role: 'alert' }, reason ?? '');
  const entry = h('input', { id: 'token', type: 'password', autocomplete: 'current-password', autocapitalize: 'off', spellcheck: 'false', required: true, 'aria-describedby': 'token-error token-hint' });
  const submit = h('button', { type: 'submit', class: 'button primary' }, 'Sign in');
  const wrong = words => {
    error.textContent = words;
    entry.setAttribute('aria-invalid', 'true');
    entry.select();
    entry.focus();
  };
  const signIn = async event => {
    event.preventDefault();
    const token = entry.value.trim();
    if (!token) {
      wrong('Enter the administration token.');
      return;
    }
    await busy(submit, async () => {
      error.textContent = '';
      try {
        await ask('GET', '', { query: { limit: 1 }, token });
        sessionStorage.setItem(TOKEN, token);
        accepted();
      } catch (problem) {
        wrong(problem.status === 401 ? 'This is not the administration token of this server.' : said(problem));
      }
    });
  };
  return h('form', { class: 'token-form', onsubmit: signIn, novalidate: true }, h('label', { for: 'token' }, 'Administration token'), entry, error, h('div', { class: 'actions' }, submit, more),
    h('p', { id: 'token-hint', class: 'hint' }, 'The gateway showed it once, at its first start. It stays in this tab and is forgotten when you close it.'));
}

function showSignIn(reason) {
  leaveView();
  document.title = 'Sign in · James Connectors';
  app.replaceChildren(h('main', { id: 'main', class: 'sign-in' }, h('div', { class: 'card' }, brand(), h('h1', {}, 'Sign in'), tokenForm(reason, show))));
  document.getElementById('token').focus();
}

let signingIn = null;

/** A token in place of one that is not valid any more; asked for once, however many requests want it. Whoever doesn't give one is signed out. */
function anotherToken(old) {
  if (sessionStorage.getItem(TOKEN) !== old) {
    return sessionStorage.getItem(TOKEN) ? Promise.resolve() : Promise.reject(new DOMException('signed out', 'AbortError'));
  }
  signingIn ??= new Promise((resolve, reject) => {
    let left = false;
    const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'sign-in-title', onclose: () => {
      dialog.remove();
      if (dialog.returnValue === 'signed in') {
        resolve();
        return;
      }
      reject(new DOMException('not signed in', 'AbortError'));
      if (!left) {
        forget();
      }
    } }, h('h2', { id: 'sign-in-title' }, 'Sign in again'), h('p', {}, 'The server no longer takes your token. Sign in to go on where you are.'),
    tokenForm('', () => dialog.close('signed in'), button('Sign out', () => dialog.close('no'))));
    view?.signal.addEventListener('abort', () => {
      left = true;
    });
    document.body.append(dialog);
    dialog.showModal();
    document.getElementById('token').focus();
  }).finally(() => {
    signingIn = null;
  });
  return signingIn;
}

let silent = null;

/** Says so while the server does not answer, and asks it again and again; what is shown stays. When it answers, whatever failed is loaded anew. */
function answers(yes) {
  if (yes === (silent === null)) {
    return;
  }
  const banner = document.getElementById('silence');
  if (yes) {
    clearInterval(silent);
    silent = null;
    banner.replaceChildren();
    announce('The server answers again.');
    document.dispatchEvent(new Event('answering'));
  } else {
    silent = setInterval(() => request('GET', '/status', {}, sessionStorage.getItem(TOKEN)).catch(() => { /* said already */ }), 3_000);
    append(banner, [h('p', { class: 'banner' }, icon('failed'), h('span', {}, h('strong', {}, 'The server does not answer.'), ` What you see is from ${CLOCK.format(new Date())}. It is asked again every three seconds.`))]);
  }
}

// ---------------------------------------------------------------- frame

const app = document.getElementById('app');
let view = null;

function announce(text) {
  const place = document.getElementById('announcements');
  const note = h('p', { class: 'announcement' }, text);
  place.append(note);
  setTimeout(() => note.remove(), 6_000);
}

const said = problem => problem.status === 0 ? `The server does not answer. ${problem.message}` : problem.message;

/** Tells what went wrong without leaving the view. */
function complain(problem) {
  if (problem.name === 'AbortError') {
    return;
  }
  if (listOf(problem.answer?.diagnostics).length) {
    const close = () => dialog.close();
    const dialog = h('dialog', { class: 'dialog broad', 'aria-labelledby': 'dialog-title', onclose: () => dialog.remove() },
      h('h2', { id: 'dialog-title' }, 'This was refused'), h('p', {}, problem.message),
      h('ul', { class: 'findings' }, problem.answer.diagnostics.map(diagnosticItem)), h('div', { class: 'actions end' }, button('Close', close)));
    document.body.append(dialog);
    dialog.showModal();
  } else {
    announce(said(problem));
  }
}

/** Asks before something that can't be taken back. */
function confirmed({ title, text, action, danger }) {
  return new Promise(resolve => {
    const answer = value => () => dialog.close(value);
    const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'dialog-title' },
      h('h2', { id: 'dialog-title' }, title),
      listOf(text).map(paragraph => h('p', {}, paragraph)),
      h('div', { class: 'actions end' },
        button('Cancel', answer('no')),
        button(action, answer('yes'), { class: danger ? 'button danger' : 'button primary', 'data-key': 'confirm' })));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

const PLACES = [
  ['/', 'connectors', 'Connectors'],
  ['/explain', 'explain', 'Explain'],
  ['/trace', 'trace', 'Trace'],
  ['/reports', 'reports', 'Reports'],
  ['/configuration', 'configuration', 'Configuration'],
];

function brand() {
  return h('span', { class: 'brand' }, h('img', { src: 'connectors-page/icon.svg', alt: '', width: 28, height: 28 }), h('span', {}, 'James Connectors'));
}

function frame(current) {
  const main = h('main', { id: 'main', tabindex: -1 });
  const leave = () => button('Sign out', () => signOut(), { class: 'button quiet', icon: 'out' });
  app.replaceChildren(
    h('button', { type: 'button', class: 'skip', onclick: () => main.focus() }, 'Skip to content'),
    h('header', { class: 'top' }, link('/', { class: 'home' }, brand()), NEEDS_TOKEN ? leave() : null),
    h('nav', { class: 'places', 'aria-label': 'Main' },
      link('/', { class: 'home' }, brand()),
      h('ul', {}, PLACES.map(([path, name, text]) =>
        h('li', {}, link(path, { 'aria-current': name === current ? 'page' : null }, icon(name), h('span', {}, text))))),
      h('div', { class: 'foot' }, NEEDS_TOKEN ? leave() : null)),
    main);
  return main;
}

/** A heading that the keyboard comes to when a view opens. */
function heading(text, ...beside) {
  return h('div', { class: 'heading' }, h('h1', { tabindex: -1 }, text), beside.length ? h('div', { class: 'beside' }, beside) : null);
}

function loading(what) {
  return h('div', { class: 'loading', role: 'status' }, h('span', { class: 'spinner', 'aria-hidden': 'true' }), `Loading ${what}…`);
}

function empty(title, ...text) {
  return h('div', { class: 'empty' }, h('p', { class: 'empty-title' }, title), text.length ? h('p', {}, text) : null);
}

function trouble(problem, again) {
  const missing = problem.status === 404 && /^(GET|POST|DELETE) .* can not be found$/s.test(problem.answer.message ?? 'GET it can not be found');
  return h('div', { class: 'notice bad', role: 'alert' },
    icon('failed'),
    h('div', {}, h('p', { class: 'notice-title' }, problem.status === 0 ? 'The server does not answer' : missing ? 'Not offered here' : 'That did not work'),
      h('p', {}, missing ? 'This server does not offer this part of the web administration.' : problem.message),
      again ? button('Try again', again) : null));
}

function notice(tone, title, ...content) {
  return h('div', { class: `notice ${tone}` }, icon({ bad: 'failed', ok: 'ok' }[tone] ?? 'warning'), h('div', {}, h('p', { class: 'notice-title' }, title), content));
}

/** Loads into a place: says so, shows what came, or what went wrong with a way to try again. What is shown already stays while the server does not answer. */
async function fill(place, what, signal, load, shown) {
  if (!place.hasChildNodes()) {
    place.append(loading(what));
  }
  const again = () => {
    place.replaceChildren();
    return fill(place, what, signal, load, shown);
  };
  try {
    const data = await load();
    renew(place, shown(data));
    place.dataset.filled = 'yes';
  } catch (problem) {
    if (problem.name === 'AbortError' || problem.status === 0 && place.dataset.filled) {
      return;
    }
    delete place.dataset.filled;
    renew(place, trouble(problem, again));
    if (problem.status === 0) {
      document.addEventListener('answering', again, { once: true, signal });
    }
  }
}

/** Does it again and again while this view is shown and somebody looks, and when the server answers again. */
function repeatedly(seconds, signal, action) {
  const again = () => {
    if (!document.hidden && !document.querySelector('dialog[open]')) {
      action().catch(() => { /* shown at the next look, or when the administrator acts */ });
    }
  };
  const timer = setInterval(() => silent === null && again(), seconds * 1000);
  document.addEventListener('answering', again, { signal });
  signal.addEventListener('abort', () => clearInterval(timer));
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('left', 'AbortError'));
    });
  });
}

// ---------------------------------------------------------------- parts that views share

/** A table that becomes cards where there is little room. Columns: { label, class, cell }; classes: { name, rows } of the table and of each row. */
function table(caption, columns, rows, classes = {}) {
  return h('table', { class: `table ${classes.name ?? ''}`, role: 'table' },
    h('caption', { class: 'unseen' }, caption),
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, columns.map(column => h('th', { scope: 'col', role: 'columnheader', class: column.class }, column.label)))),
    h('tbody', { role: 'rowgroup' }, rows.map(row => h('tr', { role: 'row', class: classes.rows?.(row) },
      columns.map(column => h('td', { role: 'cell', class: column.class, 'data-label': column.label }, column.cell(row)))))));
}

function facts(pairs) {
  return h('dl', { class: 'facts' }, pairs.filter(([, value]) => value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && !value.length))
    .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, Array.isArray(value) ? value.map(item => h('div', {}, item)) : value))));
}

function card(title, ...content) {
  return h('section', { class: 'card' }, title ? h('h2', {}, title) : null, content);
}

function code(text) {
  return h('code', {}, text);
}

/** First, previous, next, last, and how much there is. */
function pager(total, offset, limit, go) {
  if (total <= limit && offset === 0) {
    return null;
  }
  const end = Math.min(offset + limit, total);
  const turn = (name, text, to, possible, attributes) => button(h('span', {}, text), () => go(to), { icon: name, disabled: !possible, 'aria-label': `${text} page`, 'data-key': `page ${name}`, ...attributes });
  return h('nav', { class: 'pager', 'aria-label': 'Pages' },
    h('span', { class: 'pages' }, total ? `${number(Math.min(offset + 1, total))}–${number(end)} of ${number(total)}` : 'none'),
    turn('first', 'First', 0, offset > 0), turn('back', 'Previous', Math.max(0, offset - limit), offset > 0),
    turn('next', 'Next', offset + limit, end < total, { class: 'button icon-last' }), turn('last', 'Last', Math.floor((total - 1) / limit) * limit, end < total, { class: 'button icon-last' }));
}

function field(name, label, control, hint) {
  const id = `field-${name}`;
  control.id = id;
  control.name = name;
  if (hint) {
    control.setAttribute('aria-describedby', `${id}-hint`);
  }
  return h('div', { class: 'field' }, h('label', { for: id }, label), control, hint ? h('p', { class: 'hint', id: `${id}-hint` }, hint) : null);
}

function select(options, chosen) {
  const element = h('select', {}, options.map(([value, text]) => h('option', { value, selected: value === (chosen ?? '') }, text)));
  return element;
}

const input = (type, value, attributes) => h('input', { type, value: value ?? '', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', ...attributes });

/** The filled fields of a form, by name. */
function filled(form) {
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value.trim()) {
      values[name] = value.trim();
    }
  }
  return values;
}

const split = text => (text ?? '').split(/[\s,;]+/).filter(Boolean);

/** The least of 1, 2, 4, 6, 8, 10, 20, 40, … that is not below; but for 1 its half is whole. */
function roundUp(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 2, 4, 6, 8, 10].map(step => step * power).find(step => step >= most);
}

/**
 * Bars over time.
 *
 * stacks: lists of parts { name, tone, values }; the parts of one stack stand upon each other, the stacks beside each other.
 * label: what is counted, with its unit; ticks: words below, from the first moment to the last; at: what to call the i-th moment.
 */
function bars(label, stacks, ticks, at) {
  const parts = stacks.flat();
  const length = Math.max(0, ...parts.map(part => part.values.length));
  const most = Math.max(0, ...stacks.map(stack => Math.max(0, ...Array.from({ length }, (_, i) => stack.reduce((sum, part) => sum + (part.values[i] ?? 0), 0)))));
  const top = most ? roundUp(most) : 0;
  const sums = parts.map(part => part.values.reduce((sum, value) => sum + value, 0));
  const shown = parts.map((part, i) => [part, sums[i]]).filter(([part, sum]) => sum || part === parts[0]);
  const levels = top > 1 ? [top, top / 2, 0] : [top || 1, 0];
  return h('figure', { class: 'chart' },
    h('figcaption', {}, h('span', {}, label), h('span', { class: 'legend' }, shown.map(([part, sum]) => h('span', {}, h('span', { class: `swatch back-${part.tone}`, 'aria-hidden': 'true' }), `${part.name} `, h('strong', {}, number(sum)))))),
    h('div', { class: 'plot' },
      h('div', { class: 'levels', 'aria-hidden': 'true' }, levels.map(level => h('span', {}, top ? NUMBER.format(level) : level ? '' : '0'))),
      columns(stacks, length, top, levels.length - 1, at, `${label}: ${shown.map(([part, sum]) => `${number(sum)} ${part.name.toLowerCase()}`).join(', ')}`),
      h('div', { class: 'ticks', 'aria-hidden': 'true' }, ticks.map(tick => h('span', {}, tick)))));
}

const WIDTH = 600;
const HEIGHT = 120;

function columns(stacks, length, top, fields, at, words) {
  const step = WIDTH / Math.max(1, length);
  const wide = step * 0.8 / stacks.length;
  const all = stacks.flat();
  const lines = Array.from({ length: fields + 1 }, (_, i) => svg('line', { class: i === fields ? 'ground' : 'level', x1: 0, x2: WIDTH, y1: HEIGHT / fields * i, y2: HEIGHT / fields * i }));
  const moments = top ? Array.from({ length }, (_, i) => {
    const bits = stacks.map((stack, beside) => {
      let y = HEIGHT;
      return stack.map(part => {
        const tall = (part.values[i] ?? 0) / top * HEIGHT;
        y -= tall;
        return tall ? svg('rect', { class: `fill-${part.tone}`, x: (i * step + step * 0.1 + beside * wide).toFixed(2), y: y.toFixed(2), width: wide.toFixed(2), height: tall.toFixed(2) }) : null;
      });
    });
    const told = all.filter(part => part.values[i]).map(part => `${number(part.values[i])} ${part.name.toLowerCase()}`).join(', ');
    return told ? svg('g', {}, svg('title', {}, `${at(i)}: ${told}`), svg('rect', { class: 'fill-clear', x: (i * step).toFixed(2), y: 0, width: step.toFixed(2), height: HEIGHT }), bits) : null;
  }) : null;
  return svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': words }, lines, moments);
}

/** One bar of shares. */
function shares(label, parts) {
  const total = parts.reduce((sum, part) => sum + part.value, 0) || 1;
  let x = 0;
  return svg('svg', { class: 'shares', viewBox: '0 0 100 6', preserveAspectRatio: 'none', role: 'img', 'aria-label': `${label}: ${parts.map(part => `${part.name} ${Math.round(part.value / total * 100)} %`).join(', ')}` },
    svg('rect', { class: 'fill-none', x: 0, y: 0, width: 100, height: 6 }),
    parts.map(part => {
      const width = part.value / total * 100;
      x += width;
      return svg('rect', { class: `fill-${part.tone}`, x: (x - width).toFixed(3), y: 0, width: width.toFixed(3), height: 6 });
    }));
}

/** The switch of a connector. What it says again holds until the server has agreed. */
function powerSwitch(connector, changed) {
  const turn = async () => {
    const on = !connector.enabled;
    if (!on && !await confirmed({
      title: `Switch off “${connector.name}”?`,
      text: connector.direction === 'inbound'
        ? ['From the next message on mail is decided as if the connector were not there: it lets nothing in, and what it demands (an address, a certificate, TLS) is not demanded any more.', 'The file stays as it is. You can switch it on again at any time.']
        : ['New mail goes by the next connector that covers it, or by the MX records of its domain. What waits in its queue stays there until the connector is on again.', 'The file stays as it is. You can switch it on again at any time.'],
      action: 'Switch off', danger: true,
    })) {
      return;
    }
    try {
      await send('POST', connectorPath(connector.name, on ? 'enable' : 'disable'), { query: { direction: connector.direction } });
      announce(`${connector.name} is ${on ? 'on' : 'off'}.`);
      await changed();
    } catch (problem) {
      complain(problem);
    }
  };
  const element = h('button', { type: 'button', role: 'switch', class: 'switch', 'aria-checked': String(Boolean(connector.enabled)), 'aria-label': `${connector.name} is on`, 'data-key': `switch ${connector.direction} ${connector.name}`, onclick: () => busy(element, turn) },
    h('span', { class: 'knob', 'aria-hidden': 'true' }));
  return element;
}

const connectorLink = (name, direction, attributes) => link(`/connector/${encodeURIComponent(name)}${direction ? `?direction=${direction}` : ''}`, attributes ?? {}, name);

function route(from, to) {
  return h('span', { class: 'route' }, h('span', {}, from ?? ''), icon('arrow', 'to'), h('span', {}, to ?? ''));
}

function lastValidation(validation) {
  return validation ? h('span', { class: 'stack' }, badge(outcomeTone(validation.outcome), OUTCOMES[validation.outcome] ?? validation.outcome), h('span', { class: 'soft' }, moment(validation.at)))
    : h('span', { class: 'soft' }, 'Never');
}

function position(diagnostic) {
  const text = diagnostic.file ? [diagnostic.file, diagnostic.line, diagnostic.line ? diagnostic.column : 0].filter(Boolean).join(':') : '';
  return text ? h('span', { class: 'position' }, code(text), navigator.clipboard ? button('', () => navigator.clipboard.writeText(text).then(() => announce(`Copied ${text}`), complain),
    { class: 'button quiet tiny', icon: 'copy', 'aria-label': `Copy ${text}`, title: 'Copy, to open it in your editor' }) : null) : null;
}

function diagnosticItem(diagnostic) {
  const tone = { error: 'bad', warning: 'warn', exchangeOnline: 'info' }[diagnostic.severity] ?? 'calm';
  const more = h('div', { class: 'explanation' });
  const witness = diagnostic.witness;
  return h('li', { class: `finding ${tone}` },
    h('div', { class: 'finding-head' }, badge(tone, SEVERITIES[diagnostic.severity] ?? diagnostic.severity), link(`/configuration/check/${encodeURIComponent(diagnostic.id ?? '')}`, { class: 'id' }, diagnostic.id ?? ''), position(diagnostic)),
    h('p', { class: 'finding-what' }, diagnostic.what),
    diagnostic.why ? h('p', {}, diagnostic.why) : null,
    diagnostic.remedy ? h('p', { class: 'remedy' }, h('strong', {}, 'Remedy: '), diagnostic.remedy) : null,
    witness ? h('p', { class: 'witness' }, h('strong', {}, 'For example: '), [witness.address ? `from ${witness.address}` : null, witness.certificate ? `with certificate ${witness.certificate}` : null,
      `MAIL FROM:<${witness.sender ?? ''}>`, `RCPT TO:<${witness.recipient ?? ''}>`].filter(Boolean).join(', '), ' ',
    witness.outcome ? `${witness.outcome} ` : null, witness.recipient ? link(`/explain?${new URLSearchParams({ ...(witness.address ? { address: witness.address } : {}), ...(witness.tls ? { tls: witness.tls } : {}), sender: witness.sender ?? '', recipients: witness.recipient })}`, {}, 'Explain it') : null) : null,
    more);
}

function stepItem(step) {
  const name = { ok: 'ok', warning: 'warning', failed: 'failed', skipped: 'skipped' }[step.outcome] ?? 'skipped';
  return h('li', { class: `step ${outcomeTone(step.outcome)}` },
    h('span', { class: 'step-mark' }, icon(name, OUTCOMES[step.outcome] ?? step.outcome)),
    h('div', {}, h('p', { class: 'step-name' }, h('strong', {}, stepName(step.name)), step.target ? [' ', code(step.target)] : null,
      step.tookMillis === undefined || step.tookMillis === null ? null : h('span', { class: 'soft' }, ` ${number(step.tookMillis)} ms`)),
    step.detail ? h('p', { class: 'step-detail' }, step.detail) : null,
    step.remedy ? h('p', { class: 'step-remedy' }, h('strong', {}, 'Remedy: '), step.remedy) : null));
}

// ---------------------------------------------------------------- view: connectors

const PAGE = 50;
const WAITING = 10;
const OUTBOUND = { query: { direction: 'outbound' } };

function connectorsView(main, { query, signal }) {
  const wishes = { q: query.get('q') ?? '', direction: query.get('direction') ?? '', state: query.get('state') ?? '', offset: query.get('offset') ?? '' };
  const status = h('div', { class: 'status' });
  const list = h('div', { class: 'list' });
  const search = input('search', wishes.q, { id: 'search', placeholder: 'Name, domain, address, host', 'aria-label': 'Search connectors' });
  const directions = [['', 'All'], ['inbound', 'Inbound'], ['outbound', 'Outbound']].map(([value, text]) =>
    h('button', { type: 'button', 'data-direction': value, onclick: () => go({ direction: value }) }, text));
  const states = furnish(select([['', 'Every state'], ...Object.entries(STATES)], wishes.state), { 'aria-label': 'State', onchange: () => go({ state: states.value }) }, []);
  const mark = () => directions.forEach(each => each.setAttribute('aria-pressed', String(each.dataset.direction === wishes.direction)));
  const go = change => {
    Object.assign(wishes, { offset: '' }, change);
    mark();
    const next = new URLSearchParams(Object.entries(wishes).filter(([, value]) => value));
    history.replaceState(null, '', `#/${next.size ? `?${next}` : ''}`);
    if ('offset' in change) {
      window.scrollTo(0, 0);
    }
    return refresh();
  };
  const tally = h('p', { class: 'soft tally', role: 'status' });
  let typing;
  search.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => go({ q: search.value.trim() }), 250);
  });
  signal.addEventListener('abort', () => clearTimeout(typing));
  main.append(
    heading('Connectors'),
    status,
    h('div', { class: 'filters', role: 'search' },
      h('div', { class: 'search' }, icon('search'), search),
      h('div', { class: 'segments', role: 'group', 'aria-label': 'Direction' }, directions),
      states, tally),
    list);
  mark();
  let asked = 0;
  const refresh = () => {
    const mine = ++asked;
    const { q, direction, state } = wishes;
    const offset = Math.max(0, Number.parseInt(wishes.offset, 10) || 0);
    return fill(list, 'connectors', signal, () => get('', { q, direction, state, offset, limit: PAGE }, signal).then(answer => mine === asked ? answer : Promise.reject(new DOMException('asked anew', 'AbortError'))),
      answer => {
        const words = count(answer.total ?? 0, 'connector');
        if (tally.textContent !== words) {
          tally.textContent = words;
        }
        return connectorList(answer, { filtered: Boolean(q || direction || state), offset, go, refresh: both });
      });
  };
  const overview = () => fill(status, 'the state of the server', signal, () => get('/status', null, signal), statusTiles);
  const both = () => Promise.all([refresh(), overview()]);
  repeatedly(10, signal, both);
  return both();
}

function connectorList(answer, { filtered, offset, go, refresh }) {
  if (!answer.items?.length) {
    return filtered ? empty('No connector fits', 'Try fewer letters, or another state. ', button('Show all', () => navigate('/')))
      : empty('No connectors yet', 'Mail goes by James’s ordinary rules. Add connectors to connectors.xml and reload it under ', link('/configuration', {}, 'Configuration'), '.');
  }
  return [
    table('Connectors', [
      { label: 'Connector', class: 'wide', cell: c => [h('div', { class: 'name' }, connectorLink(c.name, c.direction, { 'data-key': `open ${c.direction} ${c.name}` }), c.state === 'ok' || c.state === 'off' ? null : stateBadge(c.state)),
        c.state === 'failing' && c.lastFailure ? h('div', { class: 'failure' }, c.lastFailure) : h('div', { class: 'soft' }, c.comment || listOf(c.words).slice(0, 2).join('; '))] },
      { label: 'From → To', class: 'way', cell: c => route(c.from, c.to) },
      { label: 'Status', class: 'on', cell: c => c.builtIn ? h('span', { class: 'soft' }, 'Always on') : h('div', { class: 'stack' }, powerSwitch(c, refresh), c.override ? h('span', { class: 'soft', title: `Switched ${c.enabled ? 'on' : 'off'} here; connectors.xml says ${c.enabledInFile ? 'on' : 'off'}` }, 'Override') : null) },
      { label: 'Validated', class: 'validated', cell: c => lastValidation(c.validation) },
      { label: 'Waiting', class: 'number', cell: c => c.direction === 'inbound' && !c.waiting ? h('span', { class: 'soft' }, '–')
        : h('span', { class: 'stack end' }, h('span', { class: c.waiting ? 'strong' : 'soft' }, number(c.waiting)), c.waiting && c.oldestSeconds ? h('span', { class: 'soft' }, `for ${duration(c.oldestSeconds)}`) : null) },
      { label: 'Failures (1 h)', class: 'number', cell: c => h('span', { class: 'stack end' }, h('span', { class: !c.failuresLastHour ? 'soft' : c.state === 'failing' ? 'bad-text strong' : 'strong' }, number(c.failuresLastHour)), c.failuresLastHour && c.direction === 'inbound' ? h('span', { class: 'soft' }, 'refused') : null) },
    ], answer.items, { rows: c => `state-${c.state}`, name: 'connectors' }),
    pager(answer.total, offset, PAGE, next => go({ offset: next })),
  ];
}

function tile(title, value, detail, tone, path) {
  const content = [h('span', { class: 'tile-title' }, title), h('span', { class: `tile-value ${tone ?? ''}` }, value), h('span', { class: 'tile-detail' }, detail)];
  return path ? link(path, { class: 'tile' }, content) : h('div', { class: 'tile' }, content);
}

function attention(tone, mark, name, words, direction) {
  return h('li', { class: tone }, icon(mark, tone === 'bad' ? 'Failing' : 'Warning'), h('p', {}, name ? connectorLink(name, direction) : null, ' ', h('span', {}, words)));
}

function statusTiles(status) {
  const counts = status.connectors ?? {};
  const failing = listOf(status.failing);
  const soon = listOf(status.certificates).filter(certificate => certificate.daysLeft <= 30).sort((a, b) => a.daysLeft - b.daysLeft);
  const reload = status.lastReload;
  const refused = reload?.outcome === 'refused';
  const lost = ['degraded', 'failing'].includes(status.trace?.state) ? `${status.trace.lastFailure ?? 'the store of traces is slow'}; ${count(status.trace.dropped ?? 0, 'note')} lost. Mail is not held up.` : null;
  return [
    h('div', { class: 'tiles' },
      tile('Connectors', number((counts.inbound ?? 0) + (counts.outbound ?? 0)), `${number(counts.inbound)} inbound, ${number(counts.outbound)} outbound${counts.off ? `, ${number(counts.off)} off` : ''}`),
      tile('Failing', number(counts.failing ?? failing.length), counts.failing ? 'Show them' : 'Every connector works', counts.failing ? 'bad-text' : null, '/?state=failing'),
      tile('Waiting messages', number(status.waiting), status.waiting ? `Oldest: ${duration(status.oldestSeconds)}` : 'Nothing waits'),
      tile('Configuration', refused ? 'Refused' : reload ? 'In force' : '–', reload?.at ? [refused ? 'The new file, ' : 'Read ', moment(reload.at)] : 'Read at the start', refused ? 'bad-text' : null, '/configuration')),
    failing.length || soon.length || lost ? h('section', { class: 'card attention', 'aria-label': 'Needs attention' }, h('ul', {},
      failing.slice(0, 5).map(each => attention('bad', 'failed', each.name, each.reason, 'outbound')),
      failing.length > 5 ? h('li', {}, link('/?state=failing', {}, `${number(failing.length - 5)} more are failing`)) : null,
      soon.slice(0, 5).map(each => attention('warn', 'warning', each.connector, `certificate ${each.subject ?? ''} ${each.daysLeft < 0 ? 'has ended' : `ends in ${count(each.daysLeft, 'day')}`}`)),
      lost ? h('li', { class: 'warn' }, icon('warning', 'Warning'), h('p', {}, link('/trace', {}, 'Trace'), ' ', h('span', {}, lost))) : null)) : null,
  ];
}

// ---------------------------------------------------------------- view: one connector

function connectorView(main, { segments, query, signal }) {
  const name = segments[0] ?? '';
  const head = h('div', { class: 'view-head' });
  const words = h('div', {});
  const live = h('div', { class: 'column' });
  const queue = h('div', {});
  const queueCard = h('section', { class: 'card', 'aria-label': 'Waiting messages' }, queue);
  const settings = h('div', {});
  const validation = validationCard(name, signal, () => refresh());
  main.append(link('/', { class: 'back' }, icon('back'), 'Connectors'), head,
    h('div', { class: 'columns' }, h('div', { class: 'column' }, words, validation.card), live), queueCard, settings);
  let offset = 0;
  let detail = null;
  const loadQueue = () => fill(queue, 'waiting messages', signal, () => get(connectorPath(name, 'queue'), { ...OUTBOUND.query, offset, limit: WAITING }, signal), answer => waitingList(name, answer, offset, next => {
    offset = next;
    return loadQueue();
  }, refresh));
  const refresh = async () => {
    detail = await get(connectorPath(name), { direction: query.get('direction') }, signal);
    renew(head, connectorHead(detail, refresh));
    renew(words, connectorWords(detail));
    renew(live, connectorNumbers(detail));
    if (!settings.hasChildNodes()) {
      settings.append(connectorSettings(detail));
    }
    validation.know(detail);
    queueCard.hidden = detail.direction === 'inbound' && !detail.waiting;
    if (!queueCard.hidden) {
      await loadQueue();
    }
  };
  head.append(h('h1', { tabindex: -1, 'data-key': 'heading' }, name), loading('the connector'));
  queueCard.hidden = true;
  repeatedly(5, signal, refresh);
  return refresh().catch(problem => {
    if (problem.name === 'AbortError') {
      return;
    }
    validation.card.remove();
    renew(head, h('h1', { tabindex: -1 }, name), problem.status === 404
      ? empty('There is no connector of this name', 'It may have been renamed or removed from the file. ', link('/', {}, 'All connectors'))
      : trouble(problem, show));
  });
}

function connectorHead(c, refresh) {
  const undo = async () => {
    try {
      await send('DELETE', connectorPath(c.name, 'override'), { query: { direction: c.direction } });
      announce(`${c.name} follows the file again.`);
      await refresh();
    } catch (problem) {
      complain(problem);
    }
  };
  return [
    h('div', { class: 'heading' }, h('h1', { tabindex: -1, 'data-key': 'heading' }, c.name), h('div', { class: 'beside' }, stateBadge(c.state),
      c.builtIn ? null : h('span', { class: 'power' }, powerSwitch(c, refresh), h('span', { 'aria-hidden': 'true' }, c.enabled ? 'On' : 'Off')))),
    h('p', { class: 'kicker' }, `${capital(c.direction)} · ${c.builtIn ? 'What no connector takes' : TYPES[c.type] ?? c.type ?? ''} · `, route(c.from, c.to)),
    c.comment ? h('p', { class: 'comment' }, c.comment) : null,
    c.state === 'failing' ? notice('bad', 'Mail does not get through', c.lastFailure ? h('p', { class: 'reason' }, c.lastFailure) : null,
      h('p', {}, 'Messages wait and are tried again. Validate the connector to see which step fails.')) : null,
    c.state === 'throttled' ? notice('warn', 'The other side asks us to slow down', h('p', {}, c.lastFailure ?? 'Its pace rises again step by step; messages wait meanwhile.')) : null,
    c.state === 'deferring' ? notice('warn', 'The other side puts mail off', c.lastFailure ? h('p', { class: 'reason' }, c.lastFailure) : null,
      h('p', {}, 'Messages wait and are tried again, as with greylisting or a full mailbox.')) : null,
    c.testMode ? notice('info', 'Test mode', h('p', {}, c.direction === 'inbound' ? 'What it would decide is logged and counted, but it changes nothing.' : 'It can be validated, but no mail goes through it.')) : null,
    c.override ? notice('info', `Switched ${c.override.enabled ? 'on' : 'off'} here, whatever the file says`,
      h('p', {}, 'Since ', moment(c.override.at), `. connectors.xml says ${c.enabledInFile ? 'on' : 'off'}. This stays over restarts.`), button('Follow the file again', undo, { 'data-key': 'undo override' })) : null,
  ];
}

function connectorWords(c) {
  return card('What it does', listOf(c.words).length ? h('ul', { class: 'words' }, c.words.map(words => h('li', {}, capital(words)))) : h('p', { class: 'soft' }, 'Nothing beyond James’s ordinary rules.'));
}

const COUNTED_FIRST = ['accepted', 'refused', 'delivered', 'deferred', 'throttled', 'failed'];

function connectorNumbers(c) {
  const history = c.history;
  const hosts = listOf(c.hosts);
  const counters = Object.entries(c.counters ?? {});
  const first = counters.filter(([name, value]) => value && COUNTED_FIRST.includes(name));
  const rest = counters.filter(([name]) => !COUNTED_FIRST.includes(name));
  const minutes = history?.minutes ?? 60;
  return [
    card('Now',
      h('div', { class: 'numbers' },
        c.direction === 'outbound' || c.waiting ? figure('Waiting', number(c.waiting), c.waiting ? `oldest ${duration(c.oldestSeconds)}` : 'nothing waits') : null,
        figure(c.direction === 'inbound' ? 'Refused' : 'Failures', number(c.failuresLastHour), 'in the last hour', c.failuresLastHour && c.state === 'failing' ? 'bad-text' : null),
        first.map(([name, value]) => figure(capital(name), number(value), 'since the start'))),
      history ? bars('Recipients a minute', [historyParts(history)], [`${minutes} min ago`, `${minutes / 2} min`, 'now'], i => `${minutes - i} min ago`) : null,
      c.lastFailure && !['failing', 'throttled', 'deferring'].includes(c.state) ? h('p', { class: 'soft last-failure' }, c.direction === 'inbound' ? 'Last refusal: ' : 'Last failure: ', c.lastFailure) : null,
      rest.length ? h('details', { 'data-key': 'all counts' }, h('summary', {}, c.direction === 'inbound' ? 'By reply' : 'Connections and more'), facts(rest.map(([name, value]) => [capital(/\d/.test(name) ? name : spaced(name)), number(value)]))) : null),
    hosts.length ? card('Hosts', h('ul', { class: 'hosts' }, hosts.map(hostItem))) : null,
  ];
}

/** Throttled ones are among the deferred ones. */
function historyParts(history) {
  const slowed = listOf(history.throttled);
  return [
    ['Accepted', 'ok', history.accepted], ['Delivered', 'ok', history.delivered], ['Throttled', 'info', history.throttled],
    ['Deferred', 'warn', history.deferred?.map((value, i) => value - (slowed[i] ?? 0))], ['Refused', 'bad', history.refused], ['Failed', 'bad', history.failed],
  ].filter(([, , values]) => values).map(([name, tone, values]) => ({ name, tone, values }));
}

function hostItem(host) {
  const [tone, words] = HOST_STATES[host.state] ?? ['calm', capital(host.state ?? '')];
  return h('li', {},
    h('div', { class: 'host' }, code([host.host, host.port].filter(Boolean).join(':')), words ? badge(tone, words) : null,
      h('span', { class: 'soft' }, `${count(host.connections ?? 0, 'connection')}${host.atMost === undefined ? '' : ` of at most ${number(host.atMost)}`}`)),
    host.lastFailure ? h('p', { class: 'soft' }, host.lastFailure) : null);
}

function figure(title, value, detail, tone) {
  return h('div', { class: 'figure' }, h('span', { class: 'tile-title' }, title), h('span', { class: `figure-value ${tone ?? ''}` }, value), h('span', { class: 'tile-detail' }, detail));
}

function connectorSettings(c) {
  const settings = listOf(c.settings);
  return settings.length || c.position ? h('section', { class: 'card' },
    h('h2', {}, 'Settings'),
    c.position ? h('p', { class: 'soft' }, 'Written at ', code(c.position), '. To change them, edit the file and reload it.') : null,
    settings.length ? h('details', { 'data-key': 'settings' }, h('summary', {}, `All ${count(settings.length, 'option')}`),
      h('dl', { class: 'settings' }, settings.map(setting => h('div', {}, h('dt', {}, code(setting.option)), h('dd', {}, settingWords(setting)), h('dd', {}, settingValue(setting)))))) : null) : '';
}

const settingWords = setting => setting.words && setting.words !== String(setting.value) ? capital(setting.words) : '';

function settingValue(setting) {
  const value = listOf(setting.value).map(String).filter(text => text !== '').join(', ');
  return value ? code(value) : h('span', { class: 'soft' }, '–');
}

function waitingList(name, answer, offset, go, refresh) {
  const retryAll = event => busy(event.currentTarget, async () => {
    try {
      const { done } = await send('POST', connectorPath(name, 'queue', 'retry'), OUTBOUND);
      announce(`${count(done ?? 0, 'message')} will be tried now.`);
      await refresh();
    } catch (problem) {
      complain(problem);
    }
  });
  return [
    h('div', { class: 'card-head' }, h('h2', {}, 'Waiting messages', answer.total ? h('span', { class: 'count' }, number(answer.total)) : null),
      answer.total ? button('Retry all now', retryAll, { icon: 'reload', 'data-key': 'retry all' }) : null),
    answer.items?.length ? h('ul', { class: 'waiting' }, answer.items.map(mail => waitingItem(name, mail, refresh)))
      : h('p', { class: 'soft' }, 'Nothing waits. Messages that could not be delivered yet would be here, with the reason.'),
    pager(answer.total ?? 0, offset, WAITING, go),
  ];
}

function waitingItem(name, mail, refresh) {
  const act = (what, done) => event => busy(event.currentTarget, async () => {
    if (what === 'return' && !await confirmed({
      title: 'Return this message to its sender?',
      text: [`${mail.sender || 'The null sender'} gets a notice that it could not be delivered to ${listOf(mail.recipients).join(', ')}, and it leaves the queue. This can’t be undone.`],
      action: 'Return it', danger: true,
    })) {
      return;
    }
    try {
      await send('POST', connectorPath(name, 'queue', encodeURIComponent(mail.id), what), OUTBOUND);
      announce(done);
      await refresh();
    } catch (problem) {
      complain(problem);
    }
  });
  const recipients = listOf(mail.recipients);
  return h('li', { class: 'mail', 'data-mail': mail.id },
    h('div', { class: 'mail-main' },
      h('p', { class: 'mail-who' }, h('strong', {}, breakable(mail.sender) || '<> (a notice)'), icon('arrow', 'to'), h('span', {}, breakable(recipients.slice(0, 3).join(', ')), recipients.length > 3 ? ` and ${number(recipients.length - 3)} more` : '')),
      mail.reason ? h('p', { class: 'reason' }, mail.reason) : null,
      mail.reply && !mail.reason?.includes(mail.reply) ? h('p', { class: 'reply' }, code(mail.reply)) : null,
      mail.meaning ? h('p', {}, mail.meaning) : null,
      mail.remedy ? h('p', {}, h('strong', {}, 'Remedy: '), mail.remedy) : null,
      h('p', { class: 'soft' }, 'Waits since ', moment(mail.since), mail.attempts === undefined ? '' : ` · ${count(mail.attempts, 'attempt')}`, mail.nextAttempt && new Date(mail.nextAttempt) > new Date() ? [' · next ', moment(mail.nextAttempt)] : ' · due now',
        mail.size ? ` · ${size(mail.size)}` : '', mail.host ? ` · ${mail.host}` : '')),
    h('div', { class: 'actions' },
      button('Retry now', act('retry', 'The message will be tried now.'), { 'data-key': `retry ${mail.id}` }),
      button('Return…', act('return', 'The message was returned to its sender.'), { class: 'button danger-text', 'data-key': `return ${mail.id}` })));
}

/** Runs a validation and shows its steps while they happen. */
function validationCard(name, signal, finished) {
  const steps = h('ol', { class: 'steps', 'aria-live': 'polite' });
  const verdict = h('div', { class: 'verdict', role: 'status' });
  const last = h('div', {});
  const before = h('div', {});
  /** A reader of the screen is told once of each step. */
  const under = step => {
    const words = [step?.name ? stepName(step.name) : 'Validating', step?.target].filter(Boolean).join(' ');
    if (verdict.textContent !== `${words}…`) {
      renew(verdict, h('p', { class: 'running' }, h('span', { class: 'spinner', 'aria-hidden': 'true' }), h('span', {}, `${words}…`)));
    }
  };
  const extra = h('div', { class: 'fields' });
  const run = h('button', { type: 'submit', class: 'button primary' }, 'Validate now');
  const stop = button('Stop', () => send('DELETE', `/validations/${encodeURIComponent(running)}`).catch(complain), { hidden: true });
  let direction = null;
  let running = null;
  const start = async () => {
    last.replaceChildren();
    before.replaceChildren();
    steps.replaceChildren();
    under(null);
    try {
      running = await begin(filled(form));
      stop.hidden = false;
      const result = await follow(running);
      renew(verdict, notice(outcomeTone(result.outcome), verdictWords(result.outcome)));
      finished().catch(complain);
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        renew(verdict, trouble(problem));
      }
    } finally {
      if (stop.contains(document.activeElement)) {
        run.focus();
      }
      stop.hidden = true;
    }
  };
  /** One that somebody else has begun is followed too. */
  const begin = async wishes => {
    try {
      return (await send('POST', connectorPath(name, 'validate'), { query: { direction }, body: wishes, signal })).id;
    } catch (problem) {
      if (problem.status === 409 && problem.answer.details) {
        return problem.answer.details;
      }
      throw problem;
    }
  };
  const follow = async id => {
    for (let after = 0;;) {
      const now = await get(`/validations/${encodeURIComponent(id)}`, { after }, signal);
      for (const step of listOf(now.steps)) {
        steps.append(stepItem(step));
        after = Math.max(after, step.index ?? after + 1);
      }
      if (!now.running) {
        return now;
      }
      under(now.under);
      await pause(400, signal);
    }
  };
  const form = h('form', { onsubmit: submitting(run, start), class: 'validate-form', novalidate: true }, h('div', { class: 'actions' }, run, stop), h('details', {}, h('summary', {}, 'Options'), extra));
  const card = h('section', { class: 'card', 'aria-label': 'Validation' }, h('h2', {}, 'Validation'), last, form, before, steps, verdict);
  const remember = async () => {
    const stored = await get(connectorPath(name, 'validation'), { direction }, signal).catch(problem => {
      if (problem.status === 404) {
        return null;
      }
      throw problem;
    });
    if (!running) {
      before.replaceChildren();
      append(before, [stored ? lastSteps(stored) : null]);
      renew(last, stored ? lastTime(stored)
        : h('p', { class: 'soft' }, 'Never validated. It tries what a message would meet, step by step, and sends nothing unless you name a recipient.'));
    }
  };
  return {
    card,
    know(detail) {
      if (direction === detail.direction) {
        return;
      }
      direction = detail.direction;
      renew(extra, direction === 'outbound' ? [
        field('from', 'Sender of the test', input('text', '', { placeholder: 'postmaster@contoso.com', inputmode: 'email' }), 'Left empty, the server chooses one.'),
        field('sendTo', 'Send a test message to', input('text', '', { placeholder: 'someone@there.example', inputmode: 'email' }), 'Left empty, no message is sent.'),
      ] : [
        field('address', 'Play a client at this address', input('text', '', { placeholder: '192.0.2.10' }), 'Left empty, an address of the connector is taken.'),
        field('from', 'Its MAIL FROM', input('text', '', { placeholder: 'scanner@contoso.com', inputmode: 'email' })),
      ]);
      remember().catch(complain);
    },
  };
}

function lastTime(validation) {
  return [h('p', {}, 'Last time: ', badge(outcomeTone(validation.outcome), OUTCOMES[validation.outcome] ?? validation.outcome), ' ', moment(validation.at)),
    validation.summary ? h('p', { class: 'soft' }, capital(validation.summary)) : null];
}

/** Open where something failed. */
function lastSteps(validation) {
  const steps = listOf(validation.steps);
  return steps.length ? h('details', { open: validation.outcome === 'failed' }, h('summary', {}, count(steps.length, 'step')), h('ol', { class: 'steps' }, steps.map(stepItem))) : null;
}

function verdictWords(outcome) {
  return { ok: 'Everything passed', warnings: 'Passed, with warnings', warning: 'Passed, with warnings', failed: 'Validation failed' }[outcome] ?? capital(outcome ?? 'Ended');
}

// ---------------------------------------------------------------- view: explain

function explainView(main, { query, signal }) {
  const result = h('div', { class: 'result' });
  const value = name => query.get(name) ?? '';
  const run = h('button', { type: 'submit', class: 'button primary' }, 'Explain');
  const rows = (n, text, attributes) => h('textarea', { rows: n, value: text, spellcheck: 'false', ...attributes });
  const form = h('form', { class: 'card explain-form', novalidate: true },
    value('traceId') ? h('p', { class: 'from-trace' }, 'From the trace of ', link(`/trace/${encodeURIComponent(value('traceId'))}`, {}, value('traceId')), h('input', { type: 'hidden', name: 'traceId', value: value('traceId') })) : null,
    h('div', { class: 'fields' },
      field('sender', 'Sender', input('text', value('sender'), { placeholder: 'anna@contoso.com' }), 'MAIL FROM. Empty is the null sender of notices.'),
      field('recipients', 'Recipients', input('text', value('recipients'), { placeholder: 'bob@contosobank.com, …' })),
      field('address', 'Address of the client', input('text', value('address'), { placeholder: '192.0.2.10' }), 'Who connects to this server.'),
      field('tls', 'TLS of the connection', select([['', 'not said'], ['none', 'none'], ['1.2', 'TLS 1.2'], ['1.3', 'TLS 1.3']], value('tls'))),
      field('online', 'Hosts', select([['', 'as configured'], ['true', 'asked of the DNS now']], value('online')))),
    h('details', { open: ['certificateNames', 'login', 'xoorg', 'listener'].some(value) || null },
      h('summary', {}, 'Certificate, login and more'),
      h('div', { class: 'fields' },
        field('certificateNames', 'Names in its certificate', input('text', value('certificateNames'), { placeholder: 'mail.contoso.com' }), 'As if it were validated.'),
        field('login', 'Logged in as', input('text', value('login'))),
        field('xoorg', 'XOORG', input('text', value('xoorg'))),
        field('listener', 'Listener', input('text', value('listener'))),
        field('certificate', 'Or its certificate (PEM)', rows(3, '', { placeholder: '-----BEGIN CERTIFICATE-----' })))),
    h('details', {},
      h('summary', {}, 'From a saved message'),
      field('message', 'Header of the message', rows(6, '', { placeholder: 'Received: from …' }), 'Its Received chain says where it came from. Only the header is read.')),
    h('div', { class: 'actions' }, run));
  const explain = async event => {
    const wishes = filled(form);
    if (wishes.online) {
      wishes.online = true;
    }
    for (const name of ['recipients', 'certificateNames']) {
      if (wishes[name]) {
        wishes[name] = split(wishes[name]);
      }
    }
    const missing = wishes.message || wishes.traceId ? null : ['recipients', 'address'].find(name => !wishes[name]);
    if (missing) {
      renew(result, notice('warn', missing === 'address' ? 'Where does it come from?' : 'Whom is it for?',
        h('p', {}, missing === 'address' ? 'Enter the address of the client that hands it in, or the header of a saved message.' : 'Enter at least one recipient.')));
      form.elements[missing].focus();
      return;
    }
    if (!wishes.message && !wishes.traceId) {
      wishes.sender = wishes.sender ?? '';
    }
    if (event) {
      const kept = new URLSearchParams(Object.entries(wishes).filter(([name]) => !['certificate', 'message'].includes(name)).map(([name, each]) => [name, Array.isArray(each) ? each.join(', ') : each]));
      history.replaceState(null, '', `#/explain?${kept}`);
    }
    result.replaceChildren(loading('the explanation'));
    try {
      renew(result, explanation(await send('POST', '/explain', { body: wishes, signal })));
      if (event) {
        const first = result.querySelector('h2');
        arrive(first);
        first.scrollIntoView({ block: 'nearest' });
      }
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        renew(result, trouble(problem));
      }
    }
  };
  form.addEventListener('submit', submitting(run, explain));
  main.append(heading('Explain a message'),
    h('p', { class: 'lead' }, 'What would happen to a message, and why. The rules that decide about real mail answer; nothing is sent.'), form, result);
  return value('recipients') && value('address') || value('traceId') ? explain() : Promise.resolve();
}

const VERDICTS = {
  grantRelay: ['ok', 'May send to everybody'], ordinary: ['info', 'By James’s ordinary rules'], awaitMessage: ['info', 'Decided when its header is seen'], refuse: ['bad', 'Refused'],
};
const PLACES_OF_RECIPIENTS = { here: 'On this server', otherSide: 'On the other side of the hybrid', outside: 'Elsewhere', deferred: 'Not known at the moment', looping: 'Nowhere: the mail would loop', refused: 'Nowhere' };

function explanation(answer) {
  const recipients = listOf(answer.recipients);
  return [
    answer.inbound ? card('Coming in', arrival(answer.inbound, 'inbound')) : null,
    recipients.map(recipientExplanation),
    listOf(answer.assumptions).length || listOf(answer.notes).length ? card('To know',
      h('ul', { class: 'words' }, [...listOf(answer.assumptions), ...listOf(answer.notes)].map(note => h('li', {}, String(note))))) : null,
  ];
}

function arrival(inbound) {
  const [tone, words] = VERDICTS[inbound.verdict] ?? ['calm', capital(spaced(inbound.verdict ?? ''))];
  return [
    h('div', { class: 'verdict-line' }, badge(tone, words), inbound.reply ? code(inbound.reply) : null),
    facts([['Connector', inbound.connector ? connectorLink(inbound.connector, 'inbound') : 'none'], ['Identified by', inbound.identifiedBy?.replace(':', ' ')], ['Decided by', inbound.decidedBy],
      ['True source', inbound.trueSource], ['Found by', inbound.trueSourceWhy]]),
    candidates(inbound, 'inbound'),
  ];
}

function candidates(decision, direction) {
  const rows = listOf(decision.candidates);
  const others = Object.entries(decision.others ?? {});
  return rows.length ? h('details', { open: rows.length <= 8 || null },
    h('summary', {}, `${count(rows.length, 'connector')} looked at`),
    table('Candidates', [
      { label: 'Connector', class: 'way', cell: c => h('span', { class: 'name' }, connectorLink(c.connector ?? '', direction)) },
      { label: 'Outcome', class: 'corner', cell: c => badge(outcomeTone(c.outcome), capital(c.outcome)) },
      { label: 'Why', class: 'wide', cell: c => c.why || c.code || '' },
    ], rows, { name: 'candidates', rows: c => `candidate-${c.outcome}` }),
    others.length ? h('p', { class: 'soft' }, `And ${number(others.reduce((sum, [, amount]) => sum + amount, 0))} more: ${others.map(([name, amount]) => `${spaced(name)} ${number(amount)}`).join(', ')}.`) : null) : null;
}

function recipientExplanation(each) {
  const way = each.route;
  return h('section', { class: 'card' },
    h('h2', {}, 'To ', h('span', { class: 'address' }, each.recipient ?? '')),
    h('div', { class: 'verdict-line' }, each.reply ? badge(/^2/.test(each.reply) ? 'ok' : 'bad', /^2/.test(each.reply) ? 'Accepted' : /^4/.test(each.reply) ? 'Not now' : 'Refused') : null, each.reply && !/^\d{3}$/.test(each.reply) ? code(each.reply) : null,
      way ? [h('span', { class: 'soft' }, 'leaves by'), way.connector ? connectorLink(way.connector, 'outbound') : 'the MX records of the domain'] : null),
    each.outcome ? notice(each.outcome.kind === 'returned' ? 'bad' : 'warn', each.outcome.kind === 'returned' ? 'It would be returned to its sender' : 'It would wait',
      h('p', {}, code(each.outcome.code ?? ''), ' ', each.outcome.why)) : null,
    each.inbound?.candidates ? h('details', {}, h('summary', {}, 'For this recipient it is decided otherwise'), arrival(each.inbound)) : null,
    facts([...placeFacts(each.place), ...departureFacts(each)]),
    way ? candidates(way, 'outbound') : null,
    listOf(each.commands).length ? h('details', { open: true }, h('summary', {}, 'What would be said'), h('pre', { class: 'commands', tabindex: 0 }, each.commands.join('\n'))) : null);
}

function lookedUpHost(found) {
  return [code([found.host, found.port].filter(Boolean).join(':')), found.preference === undefined ? ' ' : ` (${found.preference}) `, found.trouble ? h('span', { class: 'bad-text' }, found.trouble)
    : listOf(found.addresses).map(each => `${each.address}${each.isThisServer ? ' (this server)' : ''}`).join(', ')];
}

function placeFacts(where) {
  return where ? [['Mailbox', PLACES_OF_RECIPIENTS[where.where] ?? where.where], ['Not certain', where.doubt], ['Because', where.why]] : [];
}

function departureFacts({ route: way, tls, hosts, lookedUp, identity, credentials, limits, retry, place: where }) {
  if (!way) {
    return [];
  }
  const used = limits?.used ?? {};
  const all = Object.entries(limits ?? {}).filter(([, value]) => typeof value === 'number')
    .map(([name, value]) => `${spaced(name)}: ${name in used ? `${number(used[name])} of ` : ''}${number(value)}`);
  return [
    ['Route decided by', way.decidedBy === where?.why ? null : way.decidedBy],
    ['TLS required', tls ? [tls.floor, listOf(tls.names).length ? `certificate of ${tls.names.join(', ')}` : null, tls.minimumVersion ? `${tls.minimumVersion} or newer` : null].filter(Boolean).join(', ') : null],
    ['TLS set by', tls?.from ? [tls.from, tls.writtenAt ? code(tls.writtenAt) : null].filter(Boolean) : null], ['Trusted authorities', tls?.trustedCertificates],
    ['Hosts', listOf(hosts).map(host => code(String(host)))], ['In the DNS', listOf(lookedUp).map(lookedUpHost)],
    ['EHLO name', identity?.helo], ['Source address', listOf(identity?.sourceAddresses)], ['Client certificate', [identity?.subject, identity?.clientCertificate].filter(Boolean)],
    ['Logs in as', credentials ? [credentials.mailbox, credentials.mechanism].filter(Boolean).join(' by ') : null],
    ['Limits', all], ['Reached first', limits?.binding],
    ['Slowed down', used.throttledSteps ? `${count(used.throttledSteps, 'step')}${used.pauseSeconds ? `, paused for ${duration(used.pauseSeconds)}` : ''}` : null],
    ['Tried again after', listOf(retry?.waitSeconds).map(duration).join(', ')], ['Returned after', retry?.expireAfterSeconds ? duration(retry.expireAfterSeconds) : null],
  ];
}

// ---------------------------------------------------------------- view: trace

const TRACE_FIELDS = ['messageId', 'sender', 'recipient', 'connector', 'status', 'from', 'to'];

function traceView(main, { query, signal }) {
  const offset = Math.max(0, Number.parseInt(query.get('offset') ?? '0', 10) || 0);
  const wishes = Object.fromEntries(TRACE_FIELDS.map(name => [name, query.get(name) ?? '']).filter(([, value]) => value));
  const result = h('div', { class: 'list' });
  const local = text => text ? new Date(new Date(text).getTime() - new Date(text).getTimezoneOffset() * 60_000).toISOString().slice(0, 16) : '';
  const go = change => navigate(`/trace?${new URLSearchParams({ ...wishes, ...change })}`);
  const submit = event => {
    event.preventDefault();
    const values = filled(form);
    for (const name of ['from', 'to']) {
      if (values[name]) {
        values[name] = new Date(values[name]).toISOString().replace(/\.\d+Z$/, 'Z');
      }
    }
    navigate(`/trace?${new URLSearchParams(values)}`);
  };
  const form = h('form', { class: 'card trace-form', onsubmit: submit, novalidate: true, role: 'search' },
    h('div', { class: 'fields' },
      field('sender', 'Sender', input('text', wishes.sender)),
      field('recipient', 'Recipient', input('text', wishes.recipient)),
      field('status', 'Status', select([['', 'any'], ['Delivered', 'Delivered'], ['Failed', 'Failed'], ['Pending', 'Pending'], ['Expanded', 'Expanded'], ['GettingStatus', 'Getting status']], wishes.status)),
      field('from', 'Received from', input('datetime-local', safely(local, wishes.from)))),
    h('details', { open: ['to', 'connector', 'messageId'].some(name => wishes[name]) || null },
      h('summary', {}, 'Until, connector, Message-ID'),
      h('div', { class: 'fields' },
        field('to', 'Received until', input('datetime-local', safely(local, wishes.to))),
        field('connector', 'Connector', input('text', wishes.connector)),
        field('messageId', 'Message-ID', input('text', wishes.messageId)))),
    h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'button primary' }, 'Search'),
      button('Download as CSV', () => save('/trace', { ...wishes, format: 'csv' }, 'trace.csv').catch(complain), { icon: 'download' })));
  main.append(heading('Message trace'), h('p', { class: 'lead' }, 'Where a message went, by which connector, over which security, and why.'), form, result);
  return fill(result, 'traces', signal, () => get('/trace', { ...wishes, offset, limit: PAGE }, signal), answer => answer.items?.length ? [
    table('Messages', [
      { label: 'Message', class: 'wide', cell: m => [h('div', { class: 'name' }, link(`/trace/${encodeURIComponent(m.id)}`, {}, breakable(m.sender) || '<> (a notice)')),
        h('div', { class: 'soft' }, 'to ', listOf(m.recipients).slice(0, 3).map(r => typeof r === 'string' ? r : r.address).join(', '), listOf(m.recipients).length > 3 ? ` and ${number(m.recipients.length - 3)} more` : '')] },
      { label: 'Connectors', class: 'way', cell: m => h('span', { class: 'stack' }, m.inbound ? h('span', {}, h('span', { class: 'soft' }, 'in '), m.inbound) : null, listOf(m.outbound).map(name => h('span', {}, h('span', { class: 'soft' }, 'out '), name)), !m.inbound && !listOf(m.outbound).length ? h('span', { class: 'soft' }, 'no connector') : null) },
      { label: 'Received', class: 'brief', cell: m => moment(m.receivedAt) },
      { label: 'Status', class: 'corner', cell: m => badge(TRACE_STATES[m.status] ?? 'calm', capital(spaced(m.status ?? ''))) },
    ], answer.items, { name: 'traces' }),
    pager(answer.total, offset, PAGE, next => go({ offset: next })),
  ] : empty('No message fits', Object.keys(wishes).length ? 'Search with fewer words, or over a longer time.' : 'As soon as mail passes, its traces are here.'));
}

function safely(conversion, value) {
  try {
    return conversion(value);
  } catch {
    return '';
  }
}

function traceDetailView(main, { segments, signal }) {
  const place = h('div', {});
  main.append(link('/trace', { class: 'back' }, icon('back'), 'Message trace'), heading('Message'), place);
  return fill(place, 'the trace', signal, () => get(`/trace/${encodeURIComponent(segments[0] ?? '')}`, null, signal), traceDetail);
}

function traceDetail(m) {
  const recipients = listOf(m.recipients);
  return [
    card(null,
      h('p', { class: 'mail-who large' }, h('strong', {}, m.sender || '<> (a notice)'), icon('arrow', 'to'), h('span', {}, recipients.slice(0, 3).map(r => r.address ?? r).join(', '), recipients.length > 3 ? ` and ${number(recipients.length - 3)} more` : '')),
      facts([
        ['Status', badge(TRACE_STATES[m.status] ?? 'calm', capital(spaced(m.status ?? '')))],
        ['Received', moment(m.receivedAt)], ['Message-ID', m.messageId ? code(m.messageId) : null], ['Size', size(m.size)],
        ['Client', m.clientAddress ? code(m.clientAddress) : null], ['TLS', m.tls],
        ['In by', m.inbound ? connectorLink(m.inbound, 'inbound') : null], ['Out by', listOf(m.outbound).map(name => connectorLink(name, 'outbound'))],
        ['Recipients', recipients.length > 1 ? recipients.map(r => [r.address ?? r, ' ', r.status ? badge(TRACE_STATES[r.status] ?? 'calm', capital(spaced(r.status))) : null]) : null],
      ]),
      h('div', { class: 'actions' }, link(`/explain?${explainQuery(m)}`, { class: 'button' }, icon('explain'), 'Explain it with today’s configuration'))),
    card('Events', listOf(m.events).length ? h('ol', { class: 'timeline' }, m.events.map(eventItem)) : h('p', { class: 'soft' }, 'No events are kept for this message any more.')),
  ];
}

/** What a trace tells of a message, as the form asks for it. */
function explainQuery(m) {
  const version = /1\.[0-3]/.exec(m.tls ?? '');
  return new URLSearchParams(Object.entries({ sender: m.sender ?? '', recipients: listOf(m.recipients).slice(0, 100).map(r => r.address ?? r).join(', '), address: m.clientAddress ?? '', tls: version ? version[0] : m.clientAddress ? 'none' : '' })
    .filter(([, value]) => value));
}

function eventItem(event) {
  const tone = { Deliver: 'ok', Fail: 'bad', Defer: 'warn', Receive: 'info' }[event.event] ?? 'calm';
  return h('li', { class: `event ${tone}` },
    h('div', { class: 'event-when' }, clock(event.at)),
    h('div', { class: 'event-what' },
      h('p', {}, h('strong', {}, event.event), event.connector ? [' ', connectorLink(event.connector, { Receive: 'inbound', Attribute: 'inbound' }[event.event] ?? 'outbound')] : null, event.recipient ? [' ', h('span', { class: 'address' }, event.recipient)] : null),
      event.reason ? h('p', {}, event.reason) : null,
      event.reply ? h('p', { class: 'reply' }, code(event.reply)) : null,
      event.host || event.tls ? h('p', { class: 'soft' }, [event.host, event.tls].filter(Boolean).join(' · ')) : null));
}

// ---------------------------------------------------------------- view: reports

const REPORTS = { volume: 'Volume', tls: 'TLS', failures: 'Top failures', nonAcceptedDomains: 'Non-accepted domains' };
const MOST_ROWS = 300;
const REPORT_LEADS = {
  volume: 'How many messages each connector took in or sent.',
  tls: 'How much of the mail was encrypted, and with which version.',
  failures: 'Why messages failed or had to wait.',
  nonAcceptedDomains: 'Mail that came by your own connectors from domains that you have not accepted. Look here first for misuse.',
};

function reportsView(main, { segments, query, signal }) {
  const kind = Object.hasOwn(REPORTS, segments[0] ?? '') ? segments[0] : 'volume';
  const days = query.get('days') ?? '7';
  const connector = query.get('connector') ?? '';
  const result = h('div', { class: 'list' });
  const path = (report, change = {}) => {
    const next = new URLSearchParams(Object.entries({ days, connector, ...change }).filter(([, value]) => value));
    return `/reports/${report}?${next}`;
  };
  const only = input('search', connector, { placeholder: 'Name of a connector', 'aria-label': 'Only this connector', 'data-key': 'only' });
  only.addEventListener('change', () => navigate(path(kind, { connector: only.value.trim() })));
  main.append(heading('Reports'),
    h('nav', { class: 'tabs', 'aria-label': 'Reports' }, Object.entries(REPORTS).map(([name, text]) => link(path(name), { 'aria-current': name === kind ? 'page' : null }, text))),
    h('p', { class: 'lead' }, REPORT_LEADS[kind]),
    h('div', { class: 'filters' },
      furnish(select([['1', 'Last day'], ['7', 'Last 7 days'], ['30', 'Last 30 days'], ['90', 'Last 90 days']], days), { 'aria-label': 'Time', onchange: event => navigate(path(kind, { days: event.target.value })) }, []),
      h('div', { class: 'search' }, icon('search'), only),
      button('Download as CSV', () => save(`/reports/${kind}`, { days, connector, format: 'csv' }, `${kind}.csv`).catch(complain), { icon: 'download' })),
    result);
  return fill(result, 'the report', signal, () => get(`/reports/${kind}`, { days, connector, format: 'json' }, signal), answer => report(kind, answer));
}

function report(kind, answer) {
  const rows = listOf(answer.items);
  if (!rows.length) {
    return empty('Nothing to report', kind === 'nonAcceptedDomains' ? 'Nobody sent from a domain that you have not accepted.' : 'No mail in this time.');
  }
  const lines = kind === 'volume' ? byConnector(rows) : rows;
  const chart = { volume: volumeChart, tls: tlsChart }[kind]?.(rows);
  return [
    chart ? card(null, chart) : null,
    table(REPORTS[kind], reportColumns(kind), lines.slice(0, MOST_ROWS), { name: `report-${kind}` }),
    lines.length > MOST_ROWS ? h('p', { class: 'soft' }, `${number(MOST_ROWS)} of ${number(lines.length)} rows. The download has all.`) : null,
    kind === 'volume' ? h('p', { class: 'soft' }, 'Sums of the whole time. The download has each day.') : null,
  ];
}

const VOLUMES = [['messages', 'Taken in'], ['delivered', 'Delivered'], ['deferred', 'Deferred'], ['failed', 'Failed'], ['refused', 'Refused']];

/** One row for each connector, the busiest first, of the rows of each day. */
function byConnector(rows) {
  const sums = new Map();
  for (const row of rows) {
    const key = `${row.direction} ${row.connector}`;
    const sum = sums.get(key) ?? { direction: row.direction, connector: row.connector };
    VOLUMES.forEach(([name]) => {
      sum[name] = (sum[name] ?? 0) + (row[name] ?? 0);
    });
    sums.set(key, sum);
  }
  return [...sums.values()].sort((a, b) => b.messages + b.delivered - a.messages - a.delivered);
}

function reportColumns(kind) {
  const connector = { label: 'Connector', class: 'who', cell: row => h('div', { class: 'name' }, row.connector ? connectorLink(row.connector, row.direction ?? 'inbound') : h('span', { class: 'soft' }, 'No connector'), row.direction ? h('span', { class: 'soft' }, capital(row.direction)) : null) };
  const amount = (name, label) => ({ label, class: 'number', cell: row => row[name] ? number(row[name]) : h('span', { class: 'soft' }, '–') });
  return {
    volume: [connector, ...VOLUMES.map(([name, label]) => amount(name, label))],
    tls: [connector, amount('messages', 'Messages'), { label: 'With TLS', class: 'number', cell: row => `${number(row.tlsPercent)} %` }, amount('forcedTls', 'Forced'), amount('tls13', 'TLS 1.3'), amount('tls12', 'TLS 1.2'),
      amount('tls11', 'TLS 1.1'), amount('tls10', 'TLS 1.0'), amount('noTls', 'No TLS')],
    failures: [connector, { label: 'Reply', class: 'brief', cell: row => code(row.reply ?? '') }, amount('count', 'Times'), { label: 'What it says', class: 'wide', cell: row => listOf(row.samples).map(sample => h('div', {}, sample)) }],
    nonAcceptedDomains: [connector, { label: 'Sender domain', class: 'brief', cell: row => row.domain ?? '' }, amount('count', 'Messages'),
      { label: 'Samples', class: 'wide', cell: row => listOf(row.sampleMessageIds).map(id => h('div', {}, link(`/trace?${new URLSearchParams({ messageId: id })}`, {}, code(id)))) }],
  }[kind];
}

/** What came in beside what went out, day by day. */
function volumeChart(rows) {
  const days = [...new Set(rows.map(row => row.day))].filter(Boolean).sort();
  if (days.length < 2) {
    return null;
  }
  const first = new Date(`${days[0]}T00:00:00Z`).getTime();
  const last = new Date(`${days.at(-1)}T00:00:00Z`).getTime();
  const all = Array.from({ length: Math.round((last - first) / 86_400_000) + 1 }, (_, i) => new Date(first + i * 86_400_000).toISOString().slice(0, 10));
  const values = name => {
    const sums = new Map();
    rows.forEach(row => sums.set(row.day, (sums.get(row.day) ?? 0) + (row[name] ?? 0)));
    return all.map(day => sums.get(day) ?? 0);
  };
  const part = ([name, words, tone]) => ({ name: words, tone, values: values(name) });
  const middle = all.length > 4 ? [DAY.format(new Date(all[Math.floor(all.length / 2)]))] : [];
  return bars('Messages a day', [[['messages', 'Taken in', 'info'], ['refused', 'Refused', 'bad']].map(part), [['delivered', 'Delivered', 'ok'], ['deferred', 'Deferred', 'warn'], ['failed', 'Failed', 'bad']].map(part)],
    [DAY.format(first), ...middle, DAY.format(last)], i => DAY.format(new Date(all[i])));
}

function tlsChart(rows) {
  const parts = [['tls13', 'TLS 1.3', 'ok'], ['tls12', 'TLS 1.2', 'info'], ['tls11', 'TLS 1.1', 'warn'], ['tls10', 'TLS 1.0', 'warn'], ['noTls', 'No TLS', 'bad']]
    .map(([item, name, tone]) => ({ name, tone, value: rows.reduce((total, row) => total + (row[item] ?? 0), 0) })).filter(part => part.value);
  const total = parts.reduce((sum, part) => sum + part.value, 0);
  return total ? h('figure', { class: 'chart' },
    h('figcaption', {}, h('span', {}, 'Share of messages'), h('span', { class: 'legend' }, parts.map(part => h('span', {}, h('span', { class: `swatch back-${part.tone}`, 'aria-hidden': 'true' }), `${part.name} `, h('strong', {}, `${Math.round(part.value / total * 1000) / 10} %`))))),
    shares('TLS', parts)) : null;
}

// ---------------------------------------------------------------- view: configuration

const CONFIGURATION = { '': 'In force', import: 'Import', export: 'Export' };

function configurationView(main, { segments, signal }) {
  const [part = '', id] = segments;
  if (part === 'check' && id) {
    return checkExplanation(main, id, signal);
  }
  const chosen = Object.hasOwn(CONFIGURATION, part) ? part : '';
  main.append(heading('Configuration'),
    h('nav', { class: 'tabs', 'aria-label': 'Configuration' }, Object.entries(CONFIGURATION).map(([name, text]) => link(`/configuration${name && `/${name}`}`, { 'aria-current': name === chosen ? 'page' : null }, text))));
  return { '': inForcePart, import: importPart, export: exportPart }[chosen](main, signal);
}

function inForcePart(main, signal) {
  const reload = h('div', {});
  const findings = h('div', {});
  main.append(
    h('section', { class: 'card', 'aria-label': 'In force' }, reload),
    h('section', { class: 'card', 'aria-label': 'Findings' }, findings));
  const loadFindings = () => fill(findings, 'what check finds', signal, () => get('/check', null, signal), findingList);
  const loadReload = result => fill(reload, 'the last reload', signal, async () => result ?? get('/reload', null, signal).catch(problem => {
    if (problem.status === 404) {
      return {};
    }
    throw problem;
  }), answer => reloadPanel(answer, async () => {
    const done = await reloadNow();
    if (done) {
      await Promise.all([loadReload(done), loadFindings()]);
    }
  }));
  return Promise.all([loadReload(), loadFindings()]);
}

/** 400 is an answer too: the file is refused, with diagnostics. */
async function reloadNow() {
  try {
    const swapped = await send('POST', '/reload');
    announce('The file is in force.');
    return { at: new Date().toISOString(), by: 'rest', outcome: 'swapped', diagnostics: swapped.warnings, ...swapped };
  } catch (problem) {
    if (problem.status === 400 && problem.answer.diagnostics) {
      announce('The file was refused. What was in force stays.');
      return { at: new Date().toISOString(), by: 'rest', outcome: 'refused', summary: problem.answer.message, ...problem.answer };
    }
    complain(problem);
    return null;
  }
}

function reloadPanel(last, reload) {
  const by = { rest: 'by the web administration', file: 'because the file changed', publishedAddresses: 'because published addresses changed', start: 'at the start' };
  const diagnostics = listOf(last.diagnostics);
  return [
    h('div', { class: 'card-head' }, h('h2', {}, 'In force'), button('Reload connectors.xml', event => busy(event.currentTarget, reload), { class: 'button primary', icon: 'reload', 'data-key': 'reload' })),
    last.outcome ? notice(last.outcome === 'refused' ? 'bad' : 'ok', last.outcome === 'refused' ? 'The last file was refused; the one before it stays in force' : 'The file was taken over',
      h('p', {}, last.summary ? `${last.summary} · ` : '', moment(last.at), last.by ? ` ${by[last.by] ?? last.by}` : '')) : null,
    [['Added', last.added], ['Removed', last.removed], ['Changed', last.changed]].map(([title, names]) => listOf(names).length ? h('p', {}, h('strong', {}, `${title}: `), names.join(', ')) : null),
    diagnostics.length ? h('ul', { class: 'findings' }, diagnostics.map(diagnosticItem)) : null,
    h('p', { class: 'soft' }, 'The file is checked whole and swapped whole, or refused. Mail in flight is not disturbed.'),
  ];
}

function findingList(answer) {
  const all = listOf(answer.diagnostics);
  const list = h('ul', { class: 'findings' });
  const kinds = [['', 'All', all.length], ...Object.entries(SEVERITIES).map(([severity, text]) => [severity, text, all.filter(each => each.severity === severity).length])].filter(([, , n]) => n);
  const choose = severity => {
    list.replaceChildren(...all.filter(each => !severity || each.severity === severity).map(diagnosticItem));
    for (const chip of chips.children) {
      chip.setAttribute('aria-pressed', String(chip.dataset.severity === severity));
    }
  };
  const chips = h('div', { class: 'chips', role: 'group', 'aria-label': 'Severity' }, kinds.map(([severity, text, n]) =>
    h('button', { type: 'button', 'data-severity': severity, 'data-key': `severity ${severity}`, onclick: () => choose(severity) }, text, h('span', { class: 'count' }, number(n)))));
  choose('');
  return [
    h('div', { class: 'card-head' }, h('h2', {}, 'Findings'), h('span', { class: 'soft' }, code(answer.file ?? ''))),
    all.length ? [kinds.length > 2 ? chips : null, list] : notice('ok', 'No findings', h('p', {}, 'The file as it is on disk now passes every check.')),
    answer.accepted === false ? h('p', { class: 'soft' }, 'A reload would refuse this file.') : null,
  ];
}

function checkExplanation(main, id, signal) {
  const place = h('section', { class: 'card prose' });
  main.append(link('/configuration', { class: 'back' }, icon('back'), 'Configuration'), heading(id), place);
  return fill(place, 'the explanation', signal, () => get(`/check/${encodeURIComponent(id)}`, null, signal), answer => [
    h('p', { class: 'verdict-line' }, answer.severity ? badge({ error: 'bad', warning: 'warn', exchangeOnline: 'info' }[answer.severity] ?? 'calm', SEVERITIES[answer.severity] ?? answer.severity) : null, h('strong', {}, answer.title ?? '')),
    prose(String(answer.text ?? ''), paragraph => paragraph.startsWith('Severity:') || paragraph === `${answer.id} ${answer.title}`),
  ]);
}

/** Paragraphs, and between fences of three backquotes code as it is. */
function prose(text, left) {
  return text.split(/^```\w*\n(.*?)^```$/ms).map((part, i) => i % 2 ? h('pre', { class: 'commands', tabindex: 0 }, part.trimEnd())
    : part.split(/\n{2,}/).map(paragraph => paragraph.trim()).filter(paragraph => paragraph && !paragraph.startsWith('#') && !left(paragraph)).map(paragraph => h('p', {}, plainWords(paragraph))));
}

/** Text with `code` in backquotes. */
function plainWords(text) {
  return text.split(/(`[^`]+`)/).map(part => part.length > 2 && part.startsWith('`') && part.endsWith('`') ? code(part.slice(1, -1)) : part);
}

function exportPart(main, signal) {
  const maps = h('ul', { class: 'exports', 'aria-label': 'Files for Postfix', tabindex: -1 });
  const showMaps = async () => {
    const { files } = await get('/export', { format: 'postfix' }, signal);
    maps.replaceChildren(...Object.entries(files ?? {}).map(([name, text]) => item(name, count(text.split('\n').length - 1, 'line'), () => keep(new Blob([text], { type: 'application/octet-stream' }), name.split('/').pop()))));
    arrive(maps);
  };
  const item = (title, text, action, words = 'Download') => h('li', {}, h('div', {}, h('strong', {}, title), h('p', { class: 'soft' }, text)),
    button(words, async () => {
      try {
        await action();
      } catch (problem) {
        complain(problem);
      }
    }, { icon: 'download', 'aria-label': `${words} ${title}` }));
  main.append(h('p', { class: 'lead' }, 'What is in force, for others to read. Passwords and keys are never in it.'),
    card(null, h('ul', { class: 'exports' },
      item('connectors.xml', 'The configuration, written afresh.', () => save('/export', { format: 'xml' }, 'connectors.xml')),
      item('PowerShell for Exchange Online', 'Commands that set up Microsoft’s side to match this one.', () => save('/export', { format: 'powershell' }, 'exchange-online.ps1')),
      item('Postfix maps', 'The same routes and TLS levels for Postfix, as several files.', showMaps, 'Show')), maps));
  return Promise.resolve();
}

// ---------------------------------------------------------------- view: import

const LARGEST_IMPORT = 1024 * 1024;
const IMPORT_SOURCES = { exchange: 'Exchange', postfix: 'Postfix' };
const IMPORT_HINTS = {
  exchange: 'What Get-InboundConnector, Get-OutboundConnector, Get-SendConnector, Get-ReceiveConnector or Get-AcceptedDomain print with ConvertTo-Json.',
  postfix: 'main.cf and the maps that it names. A sasl_passwd stays on your computer: passwords are imported on the command line only.',
};
const IMPORT_OUTCOMES = { carried: ['ok', 'Carried'], weaker: ['bad', 'Weaker'], changed: ['warn', 'Changed'], 'not carried': ['bad', 'Not carried'], 'nothing to carry': ['calm', 'Nothing to carry'] };
const IMPORT_ORDER = ['weaker', 'not carried', 'changed', 'carried', 'nothing to carry'];

function importPart(main, signal) {
  const result = h('div', { class: 'result' });
  const source = select(Object.entries(IMPORT_SOURCES), 'exchange');
  const files = input('file', '', { multiple: true });
  const text = h('textarea', { rows: 8, spellcheck: 'false', autocomplete: 'off' });
  const hint = h('p', { class: 'hint', id: 'import-hint' });
  const run = h('button', { type: 'submit', class: 'button primary' }, 'Show what it becomes');
  const chosen = () => {
    hint.textContent = IMPORT_HINTS[source.value];
    text.placeholder = source.value === 'exchange' ? '[{ "Name": "From Contoso", "ConnectorType": "OnPremises", … }]' : 'relayhost = [smtp.example.com]:587 …';
  };
  const read = async () => {
    const format = source.value;
    try {
      const wish = await importBody(format, [...files.files], text.value);
      result.replaceChildren(loading('what it becomes'));
      renew(result, importResult(parsed(await (await ask('POST', '/import', { query: { format }, text: wish, signal })).text())));
      arrive(result.querySelector('h2'));
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        renew(result, problem instanceof Refusal ? trouble(problem) : notice('warn', problem.message));
      }
    }
  };
  source.addEventListener('change', chosen);
  chosen();
  main.append(h('p', { class: 'lead' }, 'What connectors.xml would be, made of the configuration of another server. Nothing is applied and nothing is kept.'),
    h('form', { class: 'card', onsubmit: submitting(run, read), novalidate: true },
      h('div', { class: 'fields' }, field('source', 'From', source), field('files', 'Files', files)), h('div', { class: 'field' }, hint),
      field('text', 'Or paste it here', text), h('div', { class: 'actions' }, run)),
    result);
  return Promise.resolve();
}

/** What is sent: the JSON of Exchange as it is, or the files of Postfix by their names, but for those with passwords. */
async function importBody(format, files, pasted) {
  const taken = files.filter(file => !/passwd|password/i.test(file.name));
  if (taken.reduce((sum, file) => sum + file.size, pasted.length) > LARGEST_IMPORT) {
    throw new Error('That is more than 1 MiB. Use the command james-connectors import.');
  }
  const texts = await Promise.all(taken.map(async file => [file.name, decoded(await file.arrayBuffer())]));
  if (pasted.trim()) {
    texts.push([format === 'postfix' ? 'main.cf' : 'pasted', pasted]);
  }
  if (!texts.length) {
    throw new Error('Choose a file, or paste its text.');
  }
  if (format === 'postfix') {
    return JSON.stringify({ files: Object.fromEntries(texts) });
  }
  return texts.length === 1 ? texts[0][1] : JSON.stringify(texts.flatMap(([name, text]) => {
    try {
      return JSON.parse(text);
    } catch {
      throw new Error(`${name} is no JSON. Print it with ConvertTo-Json.`);
    }
  }));
}

/** Windows PowerShell writes UTF-16 with a mark before it. */
function decoded(bytes) {
  const [first, second] = new Uint8Array(bytes);
  return new TextDecoder(first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8').decode(bytes);
}

function importResult(answer) {
  const lines = listOf(answer.report).sort((a, b) => IMPORT_ORDER.indexOf(a.outcome) - IMPORT_ORDER.indexOf(b.outcome));
  const xml = String(answer.xml ?? '');
  const amounts = IMPORT_ORDER.map(outcome => [outcome, lines.filter(line => line.outcome === outcome).length]).filter(([, amount]) => amount);
  return [
    h('section', { class: 'card' },
      h('div', { class: 'card-head' }, h('h2', {}, 'connectors.xml'), button('Download', () => keep(new Blob([xml], { type: 'application/xml' }), 'connectors.xml'), { icon: 'download' })),
      h('p', { class: 'soft' }, 'Nothing was changed here. Read it, put it in its place on the server, and reload it.'),
      h('pre', { class: 'commands tall', tabindex: 0, 'aria-label': 'connectors.xml' }, xml)),
    h('section', { class: 'card' },
      h('div', { class: 'card-head' }, h('h2', {}, 'What became of each setting'), h('span', { class: 'soft' }, amounts.map(([outcome, amount]) => `${number(amount)} ${outcome}`).join(', '))),
      lines.length ? table('Settings', [
        { label: 'Setting', class: 'way', cell: line => [h('div', { class: 'strong' }, line.setting), h('div', { class: 'soft' }, [line.object, line.from].filter(Boolean).join(' · '))] },
        { label: 'Outcome', class: 'corner', cell: line => badge(...(IMPORT_OUTCOMES[line.outcome] ?? ['calm', line.outcome])) },
        { label: 'What and why', class: 'wide', cell: line => line.text },
      ], lines.slice(0, MOST_ROWS), { name: 'candidates' }) : h('p', { class: 'soft' }, 'There was no setting in it.'),
      lines.length > MOST_ROWS ? h('p', { class: 'soft' }, `${number(MOST_ROWS)} of ${number(lines.length)} settings, those not carried first.`) : null),
  ];
}

// ---------------------------------------------------------------- routes

const VIEWS = {
  '': ['connectors', 'Connectors', connectorsView],
  connector: ['connectors', 'Connector', connectorView],
  explain: ['explain', 'Explain', explainView],
  trace: ['trace', 'Message trace', traceView],
  reports: ['reports', 'Reports', reportsView],
  configuration: ['configuration', 'Configuration', configurationView],
};

function navigate(path) {
  if (location.hash === `#${path}`) {
    show();
  } else {
    location.hash = path;
  }
}

function place() {
  const [path, search] = location.hash.slice(1).split(/\?(.*)/s);
  const segments = path.split('/').filter(Boolean).map(segment => safely(decodeURIComponent, segment));
  return { segments, query: new URLSearchParams(search ?? '') };
}

/** Ends what the view that is shown has begun. */
function leaveView() {
  view?.abort();
  view = null;
  document.querySelectorAll('dialog[open]').forEach(dialog => dialog.close('no'));
}

/** Shows the view that the address names. */
function show() {
  leaveView();
  if (NEEDS_TOKEN && !sessionStorage.getItem(TOKEN)) {
    showSignIn();
    return;
  }
  view = new AbortController();
  const { segments, query } = place();
  const [name = '', ...rest] = segments;
  const [current, title, open] = Object.hasOwn(VIEWS, name) ? VIEWS[name] : ['', 'Not found', notFoundView];
  const main = frame(current);
  document.title = `${rest[0] && name === 'connector' ? rest[0] : title} · James Connectors`;
  const opened = (name === 'trace' && rest.length ? traceDetailView : open)(main, { segments: rest, query, signal: view.signal });
  Promise.resolve(opened).catch(complain);
  window.scrollTo(0, 0);
  main.querySelector('h1')?.focus({ preventScroll: true });
}

function notFoundView(main) {
  main.append(heading('Nothing here'), empty('This address leads nowhere', link('/', {}, 'To the connectors')));
  return Promise.resolve();
}

window.addEventListener('hashchange', show);
document.addEventListener('keydown', event => {
  const typing = event.target instanceof Element && event.target.matches('input, textarea, select');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.querySelector('main input[type=search]');
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
});
show();
