import ts from "typescript";
import type {
  CourseApi,
  ExportApi,
  ModuleApi,
  OptionApi,
  OptionsApi
} from "../components/notebook/editor/courseApi.js";

/** How deep options are described: an option's own options, and no more. */
const deepest = 2;

/** Options of Plot that our charts pass on, and that are worth naming to a reader; it has some hundred. */
const ofPackages = new Set(["width", "height", "title", "subtitle", "caption"]);

/**
 * Returns the documentation of what the *files* export, types left out, read off their source. **files** has each module's
 * name in the site, such as `/components/network.js`, and its path here. **host** reads the files; defaults to the disk.
 *
 * Throws if a file is missing, or exports nothing.
 */
export function courseApi(files: Record<string, string>, host?: ts.CompilerHost): CourseApi {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    skipLibCheck: true
  };
  const program = ts.createProgram({rootNames: Object.values(files), options, host});
  const modules = Object.entries(files).map(([name, path]) => [name, moduleApi(program, path)]);
  return {modules: Object.fromEntries(modules)};
}

function moduleApi(program: ts.Program, path: string): ModuleApi {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(path);
  const module = file && checker.getSymbolAtLocation(file);
  if (!module) throw new Error(`no module: ${path}`);
  const entries = checker.getExportsOfModule(module).flatMap((symbol) => {
    const entry = exportApi(symbol, checker);
    return entry ? [[symbol.name, entry] as const] : [];
  });
  if (entries.length === 0) throw new Error(`${path} exports nothing`);
  return Object.fromEntries(entries);
}

function exportApi(alias: ts.Symbol, checker: ts.TypeChecker): ExportApi | null {
  const symbol = alias.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(alias) : alias;
  if (!(symbol.flags & ts.SymbolFlags.Value) || !symbol.valueDeclaration) return null;
  const type = checker.getTypeOfSymbol(symbol);
  const {name} = alias;
  const doc = docOf(symbol, checker);
  const made = type.getConstructSignatures()[0];
  const signature = made ?? type.getCallSignatures()[0];
  if (!signature) return {kind: "constant", signature: `${name}: ${typeText(type, checker)}`, doc};
  const parameters = signature.parameters.map((parameter) => parameterText(parameter, checker));
  const result = made ? "" : `: ${typeText(signature.getReturnType(), checker)}`;
  return {
    kind: made ? "class" : "function",
    signature: `${made ? "new " : ""}${name}(${parameters.join(", ")})${result}`,
    doc,
    ...optionsParameters(signature, checker)
  };
}

function parameterText(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const node = symbol.valueDeclaration as ts.ParameterDeclaration;
  const name = ts.isIdentifier(node.name) ? node.name.text : "options";
  const optional = node.questionToken || node.initializer ? "?" : "";
  const type = checker.getTypeOfSymbol(symbol);
  return `${node.dotDotDotToken ? "..." : ""}${name}${optional}: ${nodeText(node.type) ?? typeText(type, checker)}`;
}

/** Returns the parameters that are objects of options. */
function optionsParameters(
  {parameters}: ts.Signature,
  checker: ts.TypeChecker
): Pick<ExportApi, "arguments"> {
  const found = parameters.flatMap((parameter, i) => {
    const types = objectTypes(checker.getTypeOfSymbol(parameter), checker);
    // An expression of a network is an object too, and not one to be written by hand: options can be left out.
    const areOptions = types.length === 1 && types[0].getProperties().some(isOptional);
    return areOptions ? [[i, optionsApi(types, checker, 1)]] : [];
  });
  return found.length > 0 ? {arguments: Object.fromEntries(found)} : {};
}

function isOptional({flags}: ts.Symbol): boolean {
  return (flags & ts.SymbolFlags.Optional) !== 0;
}

function optionsApi(types: readonly ts.Type[], checker: ts.TypeChecker, depth: number): OptionsApi {
  const properties = types
    .flatMap((type) => type.getProperties())
    .filter((symbol) => !isOfPackage(symbol) || ofPackages.has(symbol.name));
  return Object.fromEntries(properties.map((symbol) => [symbol.name, optionApi(symbol, checker, depth)]));
}

function optionApi(symbol: ts.Symbol, checker: ts.TypeChecker, depth: number): OptionApi {
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
  const inside = depth < deepest ? objectTypes(elementType(type, checker), checker) : [];
  const values = (type.isUnion() ? type.types : [type]).flatMap((t) =>
    t.isStringLiteral() ? [t.value] : []
  );
  return {
    type: nodeText(declaredType(symbol)) ?? typeText(type, checker),
    doc: isOfPackage(symbol) ? firstSentence(docOf(symbol, checker)) : docOf(symbol, checker),
    ...(values.length > 0 && {values}),
    ...(inside.length > 0 && {options: optionsApi(inside, checker, depth + 1)})
  };
}

/** Returns what a list is a list of; any other type as it is. */
function elementType(type: ts.Type, checker: ts.TypeChecker): ts.Type {
  return (checker.isArrayLikeType(type) && type.getNumberIndexType()) || type;
}

/** Returns the parts of a type that are plain objects with named properties: no functions, lists, classes or built-ins. */
function objectTypes(type: ts.Type, checker: ts.TypeChecker): ts.Type[] {
  const defined = checker.getNonNullableType(type);
  return (defined.isUnion() ? defined.types : [defined]).filter(
    (part) =>
      part.flags & ts.TypeFlags.Object &&
      !part.isClass() &&
      !checker.isArrayLikeType(part) &&
      part.getCallSignatures().length === 0 &&
      part.getConstructSignatures().length === 0 &&
      part.getStringIndexType() === undefined &&
      part.getProperties().length > 0 &&
      !isBuiltIn(part)
  );
}

/** Whether a type is of the language or the browser, such as a Map or an element. */
function isBuiltIn({symbol, aliasSymbol}: ts.Type): boolean {
  return !aliasSymbol && symbol !== undefined && isOfPackage(symbol); // an alias is one such as Partial<…>
}

function isOfPackage({declarations}: ts.Symbol): boolean {
  const file = declarations?.[0]?.getSourceFile().fileName ?? "";
  return /\/node_modules\/|\/lib\.[\w.]+\.d\.ts$/.test(file);
}

function firstSentence(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replace(/(?<=[.;]) .*/, "")
    .replace(/;$/, ".");
}

function declaredType(symbol: ts.Symbol): ts.TypeNode | undefined {
  const node = symbol.valueDeclaration;
  return node && ts.isPropertySignature(node) ? node.type : undefined;
}

/** Returns a type as its author wrote it, on one line; undefined if it is long. */
function nodeText(node: ts.TypeNode | undefined): string | undefined {
  const text = node?.getText().replaceAll(/\s+/g, " ");
  return text && text.length <= 80 ? text : undefined;
}

function typeText(type: ts.Type, checker: ts.TypeChecker): string {
  const text = checker
    .typeToString(type, undefined, ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope)
    .replaceAll(" | undefined", "")
    .replaceAll(/\{ /g, "{")
    .replaceAll(/;? \}/g, "}");
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

/** Returns a doc comment's text; its lines are broken as in the source. */
function docOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const ofField = symbol.declarations
    ?.map((node) => fieldDoc(node, checker))
    .find((doc) => doc !== undefined);
  const text = ofField ?? ts.displayPartsToString(symbol.getDocumentationComment(checker));
  return text.replaceAll(/\{@link(?:code|plain)? ([^}|]+)(?:\|[^}]*)?\}/g, "`$1`").trim();
}

/**
 * Returns what a field table says of a setting, where *node* is its entry: `width: integer({help: "…", default: 8})`. An
 * entry may take over another's: `width: integer({...networkFields.width, default: 8})`.
 */
function fieldDoc(node: ts.Node, checker: ts.TypeChecker): string | undefined {
  const help = fieldPart(node, "help", checker);
  if (!help || !ts.isStringLiteralLike(help)) return undefined;
  const standard = fieldPart(node, "default", checker);
  return standard ? `${help.text} Defaults to ${standard.getText()}.` : help.text;
}

function fieldPart(node: ts.Node, name: string, checker: ts.TypeChecker): ts.Expression | undefined {
  if (!ts.isPropertyAssignment(node) || !ts.isCallExpression(node.initializer)) return undefined;
  const [described] = node.initializer.arguments;
  if (!described || !ts.isObjectLiteralExpression(described)) return undefined;
  const own = described.properties.find((property) => property.name?.getText() === name);
  if (own && ts.isPropertyAssignment(own)) return own.initializer;
  const [taken] = described.properties.filter(ts.isSpreadAssignment);
  const source = taken && checker.getSymbolAtLocation(taken.expression)?.valueDeclaration;
  return source && fieldPart(source, name, checker);
}
