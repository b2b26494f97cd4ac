// Draws the chart of each <figure data-chart>, whose specification stands beside it as JSON. Its data are in a table
// below it for those who would rather read them; the drawing itself is for the eye alone.
import embed, { type VisualizationSpec } from 'vega-embed';
import { expressionInterpreter } from 'vega-interpreter';
import { given } from '../page';

interface Held {
  wide: Record<string, unknown>;
  narrow: Record<string, unknown>;
  dark: Record<string, unknown>; // the configuration that has the colours of a dark page
}

function dark(): boolean {
  const chosen = document.documentElement.dataset['theme'];
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

async function draw(figure: HTMLElement): Promise<void> {
  const place = figure.querySelector<HTMLElement>('.chart');
  const held = given<Held | null>(figure);
  if (!place || !held) return;
  const chosen = place.clientWidth < 700 ? held.narrow : held.wide;
  figure.dataset['drawn'] = dark() ? 'dark' : 'light'; // a page on paper has the colours of the other one
  const config = dark() ? held.dark : (chosen['config'] as Record<string, unknown>);
  const spec = { ...chosen, config: { ...config, background: 'transparent' } } as unknown as VisualizationSpec;
  const drawn = await embed(place, spec, {
    actions: false,
    ast: true, // expressions are interpreted: the page's policy lets nothing be evaluated
    expr: expressionInterpreter,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    renderer: 'canvas',
    logLevel: 1, // errors alone: that layers of one chart share a scale is meant so
  });
  drawn.view.addEventListener('click', (_, item) => {
    const told: unknown = item?.datum?.statement;
    const row = typeof told === 'string' && document.querySelector<HTMLElement>(`tr[id^="${CSS.escape(told)}-"]`);
    if (row) {
      row.scrollIntoView({ block: 'center' });
      row.focus({ preventScroll: true });
    }
  });
}

const figures = [...document.querySelectorAll<HTMLElement>('figure[data-chart]')];
for (const figure of figures) void draw(figure);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => figures.forEach((it) => void draw(it)));
