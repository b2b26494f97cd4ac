// Draws the chart of each <figure data-chart>, whose specification stands beside it as JSON. Its data are in a table
// below it for those who would rather read them; the drawing itself is for the eye alone.
import embed, { type VisualizationSpec } from 'vega-embed';
import { expressionInterpreter } from 'vega-interpreter';

function specification(figure: HTMLElement): VisualizationSpec | null {
  const held = figure.querySelector('script[type="application/json"]');
  return held?.textContent ? (JSON.parse(held.textContent) as VisualizationSpec) : null;
}

async function draw(figure: HTMLElement): Promise<void> {
  const spec = specification(figure);
  const place = figure.querySelector<HTMLElement>('.chart');
  if (!spec || !place) return;
  await embed(place, spec, {
    actions: false,
    ast: true, // expressions are interpreted: the page's policy lets nothing be evaluated
    expr: expressionInterpreter,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    renderer: 'canvas',
  });
}

for (const figure of document.querySelectorAll<HTMLElement>('figure[data-chart]')) void draw(figure);
