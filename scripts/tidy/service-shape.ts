import { posix } from "node:path";
import ts from "typescript";

/** A file that every service has, and what is to be found in it. */
interface Part {
  readonly file: string;
  /** The name that it exports, where `service` stands for the service's; or what its name ends with. */
  readonly exports?: { readonly name: string } | { readonly ending: string };
  /** A line that it has. */
  readonly says?: { readonly line: RegExp; readonly what: string };
}

/** What every service's folder has. A service written elsewhere can be held against it too. */
const serviceShape: readonly Part[] = [
  {
    file: "README.md",
    says: { line: /^#+ .*not modeled/im, what: "a section of what is not modeled" },
  },
  { file: "index.ts", exports: { name: "serviceService" } },
  { file: "api.ts", exports: { name: "serviceOperations" } },
  { file: "limits.ts" },
  { file: "config.ts" },
  { file: "protocol.ts" },
  { file: "rules.ts", exports: { ending: "Rules" } },
  { file: "template.ts", exports: { name: "serviceTemplateTypes" } },
  { file: "construct.ts" },
  { file: "pricing.ts", exports: { ending: "Charges" } },
  { file: "model.ts", exports: { ending: "Model" } },
  { file: "resource-types.json" },
  {
    file: "contract.test.ts",
    says: { line: /^itKeepsTheContract\(/m, what: "a call of itKeepsTheContract" },
  },
  { file: "digests/cases.ts", exports: { ending: "Cases" } },
  { file: "digests/pins.json" },
];

/** Beside each `machine.ts`: what always holds of its state, and what its kind is to everybody else. */
const besideMachines: readonly Part[] = [
  { file: "invariants.ts", exports: { ending: "Invariants" } },
  { file: "kind.ts", exports: { ending: "Kind" } },
];

/** What is said of resources alone. */
const ofResources: readonly string[] = [
  "limits.ts",
  "config.ts",
  "protocol.ts",
  "machine.ts",
  "template.ts",
  "resource-types.json",
  "construct.ts",
  "pricing.ts",
  "digests/cases.ts",
  "digests/pins.json",
];

/** What services do without, for good. */
const shapeExceptions: readonly {
  readonly service: string;
  readonly lacks: readonly string[];
  readonly why: string;
}[] = [
  {
    service: "sts",
    lacks: ofResources.filter((file) => file !== "limits.ts"),
    why: "has no resources, no machine and no price",
  },
  {
    service: "iam",
    lacks: [
      "config.ts",
      "protocol.ts",
      "machine.ts",
      "construct.ts",
      "pricing.ts",
      "digests/cases.ts",
      "digests/pins.json",
    ],
    why: "has roles and policies, which the control plane keeps and asks: no machine and no price",
  },
  {
    service: "dynamodbstreams",
    lacks: ofResources,
    why: "reads what tables tell: it has no resources, no machine and no price",
  },
  {
    service: "s3control",
    lacks: ["template.ts", "resource-types.json", "construct.ts"],
    why: "has jobs, of which CloudFormation has no type and the CDK no construct",
  },
  {
    service: "apigatewaymanagementapi",
    lacks: ofResources,
    why: "speaks to connections of another service: it has no resources, no machine and no price",
  },
  ...["codepipeline", "config"].map((service) => ({
    service,
    lacks: ofResources,
    why: "has operations by which functions answer: no resources, no machine and no price",
  })),
];

/**
 * What a service's folder lacks of its shape.
 *
 * @param files of the folder, with their texts, by their paths in it
 */
export function missingOfShape(
  service: string,
  files: ReadonlyMap<string, string>,
): readonly string[] {
  const exceptions = shapeExceptions.find((each) => each.service === service)?.lacks ?? [];
  const lacks = (part: Part, home = ""): readonly string[] => {
    const path = posix.join(home, part.file);
    const text = files.get(path);
    if (text === undefined) return [path];
    const says = part.says === undefined || part.says.line.test(text);
    return [
      ...(says ? [] : [`${path} with ${part.says.what}`]),
      ...(isExported(part, service, path, text) ? [] : [`${path} with ${wanted(part, service)}`]),
    ];
  };
  const homes = [...files.keys()]
    .filter((file) => posix.basename(file) === "machine.ts")
    .map((file) => posix.dirname(file));
  const beside = homes.flatMap((home) =>
    besideMachines.flatMap((part) => {
      // A service with one machine may have its kind at its head.
      const above = homes.length === 1 && files.has(part.file) ? "" : home;
      return lacks(part, above);
    }),
  );
  return [
    ...serviceShape.flatMap((part) => lacks(part)),
    ...(homes.length === 0 ? ["machine.ts"] : beside),
    ...exceptions.filter((path) => files.has(path)).map((path) => `no ${path}, which it has`),
  ].filter((missing) => !exceptions.includes(missing));
}

function isExported({ exports }: Part, service: string, path: string, text: string): boolean {
  if (exports === undefined) return true;
  const names = exportedNames(path, text);
  return "name" in exports
    ? names.includes(nameFor(exports.name, service))
    : names.some((name) => name.endsWith(exports.ending) || name === lowerFirst(exports.ending));
}

const wanted = ({ exports }: Part, service: string): string =>
  exports === undefined
    ? "nothing"
    : "name" in exports
      ? `the export ${nameFor(exports.name, service)}`
      : `an export that ends in ${exports.ending}`;

/** `serviceOperations` of `event-bus` is `eventBusOperations`. */
const nameFor = (name: string, service: string): string =>
  name.replace(/^service/, () => camelCased(service));

/** `eventBus` of `event-bus`. */
export const camelCased = (service: string): string =>
  service.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const lowerFirst = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

/** The names that a module exports. */
function exportedNames(path: string, text: string): readonly string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  return source.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause } = statement;
      return exportClause !== undefined && ts.isNamedExports(exportClause)
        ? exportClause.elements.map(({ name }) => name.text)
        : [];
    }
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.flatMap(({ name }) =>
        ts.isIdentifier(name) ? [name.text] : [],
      );
    }
    return ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)
      ? [statement.name?.text ?? ""]
      : [];
  });
}
