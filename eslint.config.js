import tseslint from "typescript-eslint";

const banned = (name, use) => `${name} is banned, use ${use}.`;

const tests = [
  "**/*.test.ts",
  "packages/*/test/**/*.ts",
  "packages/aws/src/services/*/test/**/*.ts",
];
const pure = ["packages/kernel/src/**/*.ts", "packages/aws/src/**/*.ts"];
const portableToo = ["packages/testing/src/**/*.ts", "packages/templates/src/**/*.ts"];
const printing = [
  "packages/cli/**/*.ts",
  "scripts/**/*.ts",
  "benchmarks/**/*.ts",
  "examples/**/*.ts",
];

const clock = "context.now, the simulation's own clock";
const timer = "a setTimer effect";
const random = "context.random of a declared purpose";
const portable = "random/portable-math.ts, which gives the same bits on every engine";
const input = "an input or an effect: a machine answers in one transition or keeps the request";
const values = "plain data: the package runs on engines that have ECMAScript alone";
const order = "a comparison with < and >, which every engine and language setting answers alike";

/** Globals that would make a run depend on when, where or on which engine it happens. */
const bannedGlobals = {
  Date: clock,
  performance: clock,
  setTimeout: timer,
  setInterval: timer,
  setImmediate: timer,
  clearTimeout: timer,
  clearInterval: timer,
  clearImmediate: timer,
  queueMicrotask: input,
  Promise: input,
  crypto: random,
  process: "settings of the scenario: nothing outside it changes a run",
  globalThis: "a parameter: nothing outside the scenario changes a run",
  fetch: input,
  Intl: order,
  WeakRef: values,
  FinalizationRegistry: values,
  SharedArrayBuffer: values,
  Atomics: values,
  Buffer: values,
  TextEncoder: values,
  TextDecoder: values,
  URL: values,
  URLSearchParams: values,
  atob: values,
  btoa: values,
  structuredClone: values,
};

const bannedMath = [
  ...["log", "log2", "log10", "log1p", "exp", "expm1", "pow"],
  ...["sin", "cos", "tan", "asin", "acos", "atan", "atan2"],
  ...["sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "cbrt", "hypot"],
];

const everywhere = [
  {
    selector: "ExportAllDeclaration[exported=null]",
    message: banned("A bare export *", "names listed one by one, or export * as name"),
  },
  {
    selector: "ExportDefaultDeclaration",
    message: banned("A default export", "a named export"),
  },
  { selector: "TSEnumDeclaration", message: banned("An enum", "a union of literals") },
  {
    // The object `z` holds all of zod, of which a bundle then leaves nothing out.
    selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier",
    message: banned("An import of names from zod", "import * as z"),
  },
];

// A power of two is exact on every engine; all other powers differ in the last bit.
const exactPower =
  "[left.type='Literal'][left.value=2]" +
  ":matches([right.type='Literal'],[right.type='UnaryExpression'][right.argument.type='Literal'])";

const inPureSources = [
  {
    selector: `BinaryExpression[operator='**']:not(${exactPower})`,
    message: banned("A power", `multiplication, 2 ** n with a literal n, or ${portable}`),
  },
  {
    selector: "AssignmentExpression[operator='**=']",
    message: banned("A power", `multiplication, 2 ** n with a literal n, or ${portable}`),
  },
  { selector: ":function[async=true]", message: banned("An async function", input) },
  { selector: "AwaitExpression", message: banned("await", input) },
  { selector: "ForOfStatement[await=true]", message: banned("for await", input) },
  { selector: "ImportExpression", message: banned("import()", "an import at the top") },
  {
    selector: "MemberExpression[property.name='localeCompare']",
    message: banned("localeCompare", order),
  },
  {
    selector: "MemberExpression[property.name=/^toLocale/]",
    message: banned("toLocale…", "a format of our own: the language setting is no part of a run"),
  },
];

const typeChecked = tseslint.configs.recommendedTypeChecked.map((config) => ({
  ...config,
  files: ["**/*.ts"],
}));

export default tseslint.config(
  { ignores: ["**/dist/**", "**/node_modules/**", "coverage/**"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  ...typeChecked,
  {
    files: ["**/*.ts"],
    languageOptions: {
      parserOptions: { project: ["./tsconfig.json"], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "error",
      "no-var": "error",
      "prefer-const": ["error", { destructuring: "all" }],
      "no-eval": "error",
      "no-new-func": "error",
      "no-restricted-syntax": ["error", ...everywhere],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/consistent-type-exports": "error",
      "@typescript-eslint/array-type": ["error", { default: "array" }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none" },
      ],
      // `transition` and other methods of machines are plain functions in an interface's place.
      "@typescript-eslint/unbound-method": "off",
      // An Instant is a number, and may be negated.
      "@typescript-eslint/no-unsafe-unary-minus": "off",
      // Declares the modules that come without types of their own.
      "@typescript-eslint/triple-slash-reference": ["error", { path: "always" }],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true, allowNullish: true, allowNever: true },
      ],
    },
  },
  {
    files: pure,
    ignores: tests,
    rules: {
      "no-restricted-syntax": ["error", ...everywhere, ...inPureSources],
      "no-restricted-globals": [
        "error",
        ...Object.entries(bannedGlobals).map(([name, use]) => ({
          name,
          message: banned(name, use),
        })),
      ],
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: banned("Math.random", random) },
        ...bannedMath.map((property) => ({
          object: "Math",
          property,
          message: banned(`Math.${property}`, portable),
        })),
      ],
    },
  },
  {
    files: portableToo,
    ignores: tests,
    rules: {
      "no-restricted-globals": [
        "error",
        { name: "process", message: banned("process", bannedGlobals.process) },
      ],
    },
  },
  {
    files: printing,
    rules: { "no-console": "off" },
  },
  {
    // Responses and recorded cases are read loosely where the next line checks them.
    files: tests,
    rules: {
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    // Messages there are read by those who wrote what they are about.
    files: [...tests, "scripts/**/*.ts", "benchmarks/**/*.ts", "examples/**/*.ts"],
    rules: {
      "@typescript-eslint/no-base-to-string": "off",
      "@typescript-eslint/restrict-template-expressions": "off",
    },
  },
  {
    files: ["**/*.config.ts", "**/*.d.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
);
