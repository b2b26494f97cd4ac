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
const HELD = 'saidby-outbox';
const PAUSES = [300, 1000, 3000, 8000]; // milliseconds; the last one again and again

export class Outbox {
  waiting: Parcel[] = JSON.parse(localStorage.getItem(HELD) ?? '[]') as Parcel[];
  saved = 0;
  troubled = false;
  private running: Promise<void> | null = null;

  constructor(
    private readonly changed: () => void,
    private readonly refused: (refusal: Refusal) => void,
  ) {
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
    localStorage.setItem(HELD, JSON.stringify(this.waiting));
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
        this.troubled = true;
        this.changed();
        await new Promise((done) => setTimeout(done, PAUSES[Math.min(failed++, PAUSES.length - 1)]));
        continue;
      }
      failed = 0;
      this.troubled = false;
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
