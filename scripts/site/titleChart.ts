import {line} from "d3";
import type {ErrorRow} from "../../components/charts/errorRows.js";

/** Of the drawing, in its own units; curves end where their labels begin. */
const size = {width: 600, height: 470, left: 76, right: 108, top: 20, bottom: 50};

const curves = [
  {net: "cifar-plain-56", label: "56 layers", className: "plain-56"},
  {net: "cifar-plain-20", label: "20 layers", className: "plain-20"}
];

/** Returns the drawing of the first slide: training error against steps, of two plain networks. Throws if *rows* have none. */
export function titleChart(rows: readonly ErrorRow[]): string {
  const drawn = curves.map(({net, ...curve}) => ({...curve, points: pointsOf(rows, net)}));
  const steps = drawn[0].points.at(-1)!.step;
  const x = (step: number) => size.left + (step / steps) * (size.width - size.left - size.right);
  const y = (error: number) => size.top + (1 - error) * (size.height - size.top - size.bottom);
  const path = line<ErrorRow>(
    ({step}) => x(step),
    ({error}) => y(error)
  );
  const paths = drawn.map(({points, label, className}) => {
    const {step, error} = points.at(-1)!;
    return `<g class="${className}" fill="currentColor"><path d="${path(points)}" fill="none" stroke="currentColor" stroke-width="5" stroke-linejoin="round"></path><text x="${x(step) + 12}" y="${y(error) + 8}">${label}</text></g>`;
  });
  const ticks = [0, 0.5, 1].map(
    (error) =>
      `<text x="${size.left - 10}" y="${y(error) + 7}" text-anchor="end">${100 * error} %</text><path d="M${size.left},${y(error)}H${x(steps)}" stroke="var(--theme-foreground-faintest)" stroke-width="2"></path>`
  );
  const axis = `<text x="${x(steps)}" y="${size.height - 12}" text-anchor="end">${steps} steps</text>`;
  return `<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="Training error in percent: 20 layers fall, 56 hardly do" font-family="var(--sans-serif)" font-size="24"><g fill="var(--theme-foreground-muted)" font-size="20">${ticks.join("")}${axis}</g>${paths.join("")}</svg>`;
}

function pointsOf(rows: readonly ErrorRow[], net: string): ErrorRow[] {
  const points = rows.filter((row) => row.net === net && row.split === "training");
  if (points.length === 0) throw new RangeError(`no training error of ${net}`);
  return points;
}
