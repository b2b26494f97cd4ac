// Decisions on their way. Each has a key of its own, and is sent again with it until it is answered: the server keeps it
// once. What is not answered yet is held in the browser's own store too, and sent when the page is opened again.
import { proof } from './page';

export interface Parcel {
  key: string;
  path: string;
  body: unknown;
}
export interface Refusal {
  status: number;
  error: string;
  parcel: Parcel;
}
const PAUSES = [300, 1000, 3000, 8000]; // milliseconds; the last one again and again

export class Outbox {
  waiting: Parcel[];
  saved = 0;
  trouble = ''; // in words: why nothing can be sent just now
  private readonly held: string;
  private running: Promise<void> | null = null;

  /** `name`: whose decisions these are. What is left of somebody else's is not sent under this name. */
  constructor(
    name: string,
    private readonly changed: () => void,
    private readonly refused: (refusal: Refusal) => void,
  ) {
    this.held = `saidby-outbox:${name}`;
    this.waiting = JSON.parse(localStorage.getItem(this.held) ?? '[]') as Parcel[];
    addEventListener('beforeunload', (event) => {
      if (this.waiting.length > 0) event.preventDefault();
    });
    if (this.waiting.length > 0) void this.send();
  }

  put(path: string, body: unknown): void {
    this.waiting.push({ key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}-desk`, path, body });
    this.hold();
    void this.send();
  }

  /** Wait until everything that was put in is answered. */
  async empty(): Promise<void> {
    await this.send();
  }

  private hold(): void {
    localStorage.setItem(this.held, JSON.stringify(this.waiting));
    this.changed();
  }

  private send(): Promise<void> {
    this.running ??= this.run().finally(() => (this.running = null));
    return this.running;
  }

  private async run(): Promise<void> {
    let failed = 0;
    for (let parcel = this.waiting[0]; parcel; parcel = this.waiting[0]) {
      const answer = await this.post(parcel);
      if (answer === null || answer.status >= 500 || answer.status === 408 || answer.status === 429) {
        this.trouble = 'the desk does not answer; trying again';
        this.changed();
        await new Promise((done) => setTimeout(done, PAUSES[Math.min(failed++, PAUSES.length - 1)]));
        continue;
      }
      if (answer.status === 401 || answer.status === 403) {
        this.trouble = 'the desk does not know you any more: enter, and open this page again; nothing is lost';
        this.changed();
        return; // they are held, and sent when the page is opened by whom it knows
      }
      failed = 0;
      this.trouble = '';
      this.waiting.shift();
      if (answer.ok) this.saved += 1;
      else {
        const told = (await answer.json().catch(() => ({}))) as { error?: string };
        this.refused({ status: answer.status, error: told.error ?? answer.statusText, parcel });
      }
      this.hold();
    }
  }

  private async post(parcel: Parcel): Promise<Response | null> {
    try {
      return await fetch(parcel.path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': parcel.key, ...proof() },
        body: JSON.stringify(parcel.body),
      });
    } catch {
      return null; // no network, or the desk is not running: it is tried again
    }
  }
}
