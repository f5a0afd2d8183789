import ts from "typescript";
import {expect, test} from "vitest";
import {readSources} from "./importRules.js";

/**
 * Names that are exported twice and mean one thing: what a network's leaf is in the network, the reference executor
 * computes it by the function of that name, and the plan has an operation and a kernel of that name.
 */
const shared = [
  ...["Concat", "GlobalAveragePool", "Norm"],
  ...[
    "averagePool",
    "convolution",
    "crossEntropy",
    "dropout",
    "globalAveragePool",
    "localResponse",
    "maxPool"
  ],
  ...["optimizerStep", "scale"]
];

// AssemblyScript, which readSources leaves out, is another program, whose functions have the names of their kernels.
test("no two exported declarations of components share a name, unless they mean one thing", () => {
  const places = new Map<string, string[]>();
  for (const [path, text] of readSources("components")) {
    for (const name of exportedNames(text)) places.set(name, [...(places.get(name) ?? []), path]);
  }
  const twice = [...places].filter(([, paths]) => paths.length > 1);
  expect(twice.filter(([name]) => !shared.includes(name))).toEqual([]);
  expect(twice.map(([name]) => name).sort()).toEqual([...shared].sort());
});

/** The names that a module declares and exports, each once: a value and its type may share one. */
function exportedNames(text: string): Set<string> {
  const {statements} = ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest, true);
  const names = statements.filter(isExported).flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({name}) => name.getText());
    return (statement as ts.DeclarationStatement).name?.text ?? [];
  });
  return new Set(names);
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({kind}) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}
