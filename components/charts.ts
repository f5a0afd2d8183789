// The course's own modules, as a cell imports them: data in, a chart or a table out.
export {errorChart, type ErrorChartOptions} from "./charts/errorChart.js";
export {
  type ErrorPoint,
  type ErrorRow,
  errorRows,
  type ErrorRowsOptions,
  meanRows
} from "./charts/errorRows.js";
export {errorCsv, errorTable, type ErrorTableOptions} from "./charts/errorTable.js";
export {finalErrors} from "./charts/finalErrors.js";
export {netLegend} from "./charts/netLegend.js";
export {networkTable, type NetworkTableOptions, type TableNetwork} from "./charts/networkTable.js";
export {publishedChart, type PublishedNet} from "./charts/publishedChart.js";
export {publishedTable} from "./charts/publishedTable.js";
export {type LegendEntry, runLegend} from "./charts/runLegend.js";
export {netColor, netLabel} from "./charts/scales.js";
export {blockDiagram} from "./diagrams/blockDiagram.js";
export type {DiagramOptions} from "./diagrams/diagram.js";
export {networkDiagram, type NetworkDiagramOptions} from "./diagrams/networkDiagram.js";
