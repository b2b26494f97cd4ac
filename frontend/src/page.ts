// What the islands know of the page that holds them.

/** The values that the server wrote for an island, beside it. */
export function given<T>(place: HTMLElement): T {
  const held = place.querySelector('script[type="application/json"]');
  return JSON.parse(held?.textContent ?? 'null') as T;
}

/** What a request that changes something must carry, so that no other site can send it. */
export function proof(): Record<string, string> {
  return { 'X-Saidby-Proof': document.querySelector<HTMLMetaElement>('meta[name="proof"]')?.content ?? '' };
}
