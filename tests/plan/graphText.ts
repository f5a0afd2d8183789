import type {OperationGraph} from "../../components/plan/graph.js";
import type {Operation} from "../../components/plan/operations/operations.js";
import type {Term} from "../../components/plan/value.js";

/**
 * Returns the operations of a *graph* in words, one a line: `norm bn2(conv2) + 0.5·images, gate block, relu → end`. The
 * result's name follows the arrow if it is not the operation's own.
 */
export function graphText({operations}: OperationGraph): string[] {
  return operations.map((operation) => {
    const {type, name, output} = operation;
    const result = output.name === name ? "" : ` → ${output.name}`;
    return `${type} ${name}(${argumentsOf(operation)})${endingOf(operation)}${result}`;
  });
}

function argumentsOf(operation: Operation): string {
  switch (operation.type) {
    case "combine":
      return operation.terms.map(termText).join(", ");
    case "concat":
      return operation.inputs.map(({name}) => name).join(", ");
    default:
      return operation.input.name;
  }
}

function endingOf(operation: Operation): string {
  const {addend, gate, activation} = operation as Extract<Operation, {type: "norm"}>;
  return [
    addend ? ` + ${termText(addend)}` : "",
    gate === undefined ? "" : `, gate ${gate}`,
    activation ? `, ${activation}` : ""
  ].join("");
}

function termText({value, scale}: Term): string {
  return scale === 1 ? value.name : `${scale}·${value.name}`;
}
