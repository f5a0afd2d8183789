import {readFileSync} from "node:fs";
import ts from "typescript";
import {expect, expectTypeOf, test} from "vitest";
import type {FigureEvents} from "../../components/element/figureApi.js";
import type {FrameMessage} from "../../components/embed/frameMessages.js";

test("figureApi.ts is declarations that need nothing else, as it is copied for others", () => {
  const text = readFileSync("components/element/figureApi.ts", "utf8");
  const {diagnostics} = ts.transpileModule(text, {reportDiagnostics: true});
  expect(diagnostics).toEqual([]);
  const statements = [...ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest).statements];
  expect(statements.filter((one) => !ts.isInterfaceDeclaration(one) && !ts.isModuleDeclaration(one))).toEqual(
    []
  );
});

test("an event's detail is its message's", () => {
  type Told<K> = Omit<Extract<FrameMessage, {type: K}>, "type">;
  expectTypeOf<Told<"ready">>().toEqualTypeOf<FigureEvents["ready"]>();
  expectTypeOf<Told<"step">>().toEqualTypeOf<FigureEvents["step"]>();
  expectTypeOf<Told<"done">>().toEqualTypeOf<FigureEvents["done"]>();
  expectTypeOf<Told<"resize">>().toEqualTypeOf<FigureEvents["resize"]>();
  expectTypeOf<Told<"error">>().toExtend<FigureEvents["error"]>();
  expectTypeOf<Omit<Told<"state">, "id">>().toEqualTypeOf<FigureEvents["state"]>();
});
