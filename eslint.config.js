import sortImports from "eslint-plugin-simple-import-sort";
import typescript from "typescript-eslint";

export default typescript.config(
  {
    ignores: [
      "dist/",
      "node_modules/",
      "src/.observablehq/",
      "components/plan/**/assembly/",
      "components/plan/machines/wasm/binary.js",
      "components/plan/machines/wasm/threads/sharedBinary.js"
    ]
  },
  ...typescript.configs.recommended,
  {
    plugins: {"simple-import-sort": sortImports},
    rules: {
      "simple-import-sort/imports": ["error", {groups: [["^node:", "^@?\\w", "^\\."]]}],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", {argsIgnorePattern: "^_"}],
      eqeqeq: ["error", "always", {null: "ignore"}],
      "no-console": "off",
      "object-shorthand": "error",
      "prefer-const": "error"
    }
  }
);
