// The review by keyboard. The server draws every card; this asks for the next ones ahead of time, sends what is decided
// behind the page, and says when it is kept.
import { mount } from 'svelte';
import Conflict from '../Conflict.svelte';
import { Outbox } from '../outbox';
import { given, proof } from '../page';

interface Held {
  filter: Record<string, string>;
  keys: string[];
  waiting: number;
  name: string;
}
const island = document.querySelector<HTMLElement>('[data-island="review"]')!;
const place = island.querySelector<HTMLElement>('[data-place]')!;
const state = island.querySelector<HTMLElement>('[data-state]')!;
const counters = island.querySelectorAll<HTMLElement>('[data-waiting]');
const held = given<Held>(island);
const AHEAD = 3; // cards asked for before they are needed
const EDITED = ['source', 'measure', 'bound', 'low', 'high', 'kind', 'whom', 'place', 'said_on', 'as_of', 'statement'];
const NUMBERS = new Set(['low', 'high']);
const DAYS = ['said_on', 'as_of'];
const DAY = /^(\d{4}(-\d\d(-\d\d)?)?|--\d\d(-\d\d)?)?$/;

let queue = held.keys;
let waiting = held.waiting;
const judged: string[] = []; // behind us, the latest last
const drawn = new Map<string, Promise<string | null>>();

const conflict = mount(Conflict, {
  target: document.body,
  props: { again: (body: unknown) => outbox.put('/api/judgements', body) },
});
const outbox = new Outbox(held.name, tell, (refusal) => void conflict.show(refusal));

function tell(): void {
  state.textContent = [
    outbox.saved ? `${outbox.saved} saved` : '',
    outbox.waiting.length ? `${outbox.waiting.length} on the way` : '',
    outbox.trouble,
  ]
    .filter(Boolean)
    .join(' · ');
  state.classList.toggle('bad', outbox.trouble !== '');
  for (const it of counters) it.textContent = `${waiting.toLocaleString('en')} ${waiting === 1 ? 'figure' : 'figures'}`;
}

function asked(more: Record<string, string> = {}): string {
  return new URLSearchParams({ ...held.filter, ...more }).toString();
}

async function draw(path: string): Promise<string | null> {
  const answer = await fetch(path).catch(() => null);
  return answer?.ok ? await answer.text() : null;
}

function card(key: string): Promise<string | null> {
  let found = drawn.get(key);
  if (!found) drawn.set(key, (found = draw(`/review/card/${key}?${asked()}`)));
  return found;
}

const current = (): HTMLElement | null => place.querySelector<HTMLElement>('[data-card]');

/** Put a card in place: the figure in sight, the candidates to be taken, and the focus where it can be heard. */
function put(html: string): void {
  const within = place.contains(document.activeElement);
  place.innerHTML = html;
  dress();
  if (within) current()?.focus({ preventScroll: true });
}

function dress(): void {
  for (const row of place.querySelectorAll<HTMLElement>('[data-candidates]')) row.hidden = false;
  const words = place.querySelector<HTMLElement>('.words');
  const here = words?.querySelector<HTMLElement>('.here');
  if (words && here) words.scrollTop = Math.max(0, here.offsetTop - words.offsetTop - words.clientHeight / 2);
}

async function show(): Promise<void> {
  for (let key = queue[0]; ; key = queue[0]) {
    if (key === undefined && !(await more())) {
      place.innerHTML = '<p class="note chief">Nothing waits to be judged here any more. <a href="/agreement">How far reviewers agree</a></p>';
      return;
    }
    key = queue[0]!;
    const html = await card(key);
    if (key !== queue[0]) return; // somebody was quicker
    if (html !== null) {
      put(html);
      break;
    }
    drawn.delete(key);
    queue.shift();
  }
  for (const next of queue.slice(1, 1 + AHEAD)) void card(next);
  if (queue.length <= AHEAD) void more();
}

let asking: Promise<boolean> | null = null;
function more(): Promise<boolean> {
  asking ??= fetchMore().finally(() => (asking = null));
  return asking;
}

async function fetchMore(): Promise<boolean> {
  const last = queue.at(-1) ?? judged.at(-1);
  const answer = await fetch(`/api/queue?${asked({ limit: '25', ...(last ? { after: last } : {}) })}`).catch(() => null);
  if (!answer?.ok) return false;
  const known = new Set([...queue, ...judged]);
  const fresh = ((await answer.json()) as { key: string }[]).map((one) => one.key).filter((key) => !known.has(key));
  queue.push(...fresh);
  return queue.length > 0;
}

function changed(form: HTMLFormElement, shown: HTMLElement): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const name of EDITED) {
    const field = form.elements.namedItem(name);
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) continue;
    const typed = field.value.trim();
    if (typed === field.dataset['was']) continue;
    const number = Number(typed.replaceAll(',', ''));
    found[name] = typed === '' ? null : NUMBERS.has(name) && !Number.isNaN(number) ? number : typed;
  }
  if (shown.dataset['was'] !== undefined) {
    found['span'] = { start: Number(shown.dataset['start']), end: Number(shown.dataset['end']) };
  }
  return found;
}

/** Say at the field what is wrong with it, and return whether anything is: nothing typed is lost on the way. */
function wrong(form: HTMLFormElement): boolean {
  for (const name of [...NUMBERS, ...DAYS]) {
    const field = form.elements.namedItem(name);
    if (!(field instanceof HTMLInputElement)) continue;
    const typed = field.value.trim();
    const right = NUMBERS.has(name) ? !Number.isNaN(Number(typed.replaceAll(',', ''))) : DAY.test(typed);
    field.setCustomValidity(right ? '' : NUMBERS.has(name) ? 'A number, such as 6000; empty where it is open.' : 'A day, month or year: 2025-06-15, 2025-06 or 2025.');
    if (!field.reportValidity()) return true;
  }
  return false;
}

function decide(verb: string): void {
  const shown = current();
  const form = shown?.querySelector('form');
  const key = shown?.dataset['card'];
  if (!shown || !form || !key || key !== queue[0]) return; // the next one is not there yet: nobody decides unseen
  if (verb !== 'skip' && verb !== 'reject' && wrong(form)) return;
  if (verb !== 'skip') {
    const fields = verb === 'reject' ? {} : changed(form, shown);
    const real = Object.keys(fields).length > 0 ? 'correct' : verb === 'correct' ? 'accept' : verb;
    outbox.put('/api/judgements', {
      decisions: [{ about: 'figure', target: key, verb: real, fields }],
      seen: { [key]: Number(shown.dataset['version']) },
      blind: held.filter['blind'] === 'true',
    });
    judged.push(key);
    waiting = Math.max(0, waiting - 1);
  }
  queue = queue.filter((one) => one !== key);
  if (verb === 'skip') queue.push(key);
  drawn.delete(key);
  tell();
  void show();
}

async function turn(way: 'undo' | 'redo'): Promise<void> {
  await outbox.empty(); // what is undone is what was kept last, so all must be kept
  const answer = await fetch(`/api/judgements/${way}`, { method: 'POST', headers: proof() }).catch(() => null);
  if (!answer?.ok) {
    state.textContent = 'this could not be done; try again';
    return;
  }
  const done = (await answer.json()) as { step: number | null };
  if (done.step === null) {
    state.textContent = `nothing to ${way}`;
    return;
  }
  const key = way === 'undo' ? judged.pop() : undefined;
  waiting += way === 'undo' ? 1 : -1;
  if (key) {
    drawn.delete(key);
    queue.unshift(key);
  } else {
    queue = [];
    drawn.clear();
  }
  tell();
  state.textContent = way === 'undo' ? 'undone' : 'done again';
  await show();
}

async function stretch(left: number, right: number): Promise<void> {
  const shown = current();
  if (!shown) return;
  const places = (name: string): number[] => (shown.dataset[name] ?? '').split(' ').map(Number);
  const moved = (all: number[], at: number, by: number): number =>
    (by > 0 ? all.find((edge) => edge > at) : by < 0 ? all.findLast((edge) => edge < at) : at) ?? at;
  const start = moved(places('starts'), Number(shown.dataset['start']), left);
  const end = moved(places('ends'), Number(shown.dataset['end']), right);
  if (start >= end) return;
  const html = await draw(`/review/card/${shown.dataset['card']}?${asked({ start: String(start), end: String(end) })}`);
  if (html === null) return;
  const typed = typing(shown);
  put(html);
  const fresh = current();
  if (!fresh) return;
  fresh.dataset['was'] = 'other';
  for (const [name, value] of typed) field(name)!.value = value;
}

type Field = HTMLInputElement | HTMLSelectElement;
const field = (name: string): Field | null => current()?.querySelector<Field>(`#f-${name}`) ?? null;

/** What was edited in a card, and would be lost with it. */
function typing(shown: HTMLElement): [string, string][] {
  return [...shown.querySelectorAll<Field>('[data-was]')]
    .filter((it) => it.value !== it.dataset['was'])
    .map((it) => [it.name, it.value]);
}

function edited(): boolean {
  const shown = current();
  return shown !== null && (shown.dataset['was'] !== undefined || typing(shown).length > 0);
}

function edit(name: string): void {
  const target = field(name);
  target?.focus();
  if (target instanceof HTMLInputElement) target.select();
}

function take(index: number): void {
  const chosen = current()?.querySelectorAll<HTMLElement>('[data-candidate]')[index];
  const row = chosen?.closest<HTMLElement>('[data-candidates]');
  const target = row && field(row.dataset['candidates']!);
  if (chosen && target) target.value = chosen.dataset['candidate']!;
}

async function all(): Promise<void> {
  if (waiting === 0) return;
  if (!confirm(`Accept all ${waiting} figures as they are? It is one step, and can be undone as one.`)) return;
  await outbox.empty();
  const answer = await fetch('/api/queue/accept', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), ...proof() },
    body: JSON.stringify(held.filter['blind'] ? { ...held.filter, blind: true } : held.filter),
  }).catch(() => null);
  if (answer?.ok) location.reload();
  else state.textContent = 'this was not kept; try again';
}

function act(verb: string): void {
  if (verb === 'undo' || verb === 'redo') void turn(verb);
  else if (verb === 'all') void all();
  else if (verb === ']') void stretch(0, 1);
  else if (verb === '[') void stretch(0, -1);
  else decide(verb);
}

island.addEventListener('click', (event) => {
  const button = (event.target as HTMLElement).closest<HTMLElement>('[data-verb], [data-candidate]');
  if (!button) return;
  event.preventDefault();
  if (button.dataset['verb']) act(button.dataset['verb']);
  else take([...place.querySelectorAll('[data-candidate]')].indexOf(button));
});
island.addEventListener('submit', (event) => {
  event.preventDefault();
  if ((event.target as HTMLElement).matches('.judging')) decide('correct');
});

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = event.target as HTMLElement;
  if (target.closest('dialog')) return;
  if (target.closest('input, select, textarea')) {
    if (event.key === 'Escape' && island.contains(target)) current()?.focus();
    if (event.key === 'Enter' && target.matches('.judging select')) {
      event.preventDefault(); // a list does not send its form by itself
      decide('correct');
    }
    return;
  }
  if (target.closest('button, a, summary') && (event.key === ' ' || event.key === 'Enter')) return;
  const ways: Record<string, () => unknown> = {
    a: () => decide('accept'),
    x: () => decide('reject'),
    ' ': () => decide('skip'),
    e: () => edit('source'),
    b: () => edit('bound'),
    m: () => edit('measure'),
    Enter: () => edited() && decide('correct'),
    ']': () => void stretch(0, 1),
    '[': () => void stretch(0, -1),
    '{': () => void stretch(-1, 0),
    '}': () => void stretch(1, 0),
    Backspace: () => void turn(event.shiftKey ? 'redo' : 'undo'),
  };
  const way = /^[1-9]$/.test(event.key) ? () => take(Number(event.key) - 1) : ways[event.key];
  if (!way) return;
  event.preventDefault();
  way();
});

for (const next of queue.slice(1, 1 + AHEAD)) void card(next);
dress();
tell();
