// Ties the text of an article to the records beside it: choosing a figure opens its record, j and k go from one to the next.
const figures = [...document.querySelectorAll<HTMLElement>('mark.figure[data-figure]')];
const records = new Map(
  figures.map((figure) => [figure.id, document.getElementById(`record-${figure.id}`)?.closest('li')] as const),
);
let at = -1;

function show(index: number): void {
  const figure = figures[index];
  if (!figure) return;
  at = index;
  for (const [id, record] of records) {
    record?.classList.toggle('here', id === figure.id);
    if (id === figure.id) {
      record?.querySelector('details')?.setAttribute('open', '');
      record?.scrollIntoView({ block: 'nearest' });
    }
  }
}

figures.forEach((figure, index) => {
  figure.addEventListener('click', (event) => {
    event.preventDefault();
    history.replaceState(null, '', `#${figure.id}`);
    show(index);
  });
});

addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select')) return;
  const step = { j: 1, k: -1 }[event.key];
  if (!step || figures.length === 0) return;
  event.preventDefault();
  show(Math.max(0, Math.min(figures.length - 1, at + step)));
  figures[at]?.querySelector('a')?.focus();
});

const asked = figures.findIndex((figure) => `#${figure.id}` === location.hash);
if (asked >= 0) show(asked);
