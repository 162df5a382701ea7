import ts from "typescript";
import { posix } from "node:path";

/** What names a service where it does not belong. */
export interface ServiceNames {
  /** As clients name it, such as `sqs`; it is also its folder's name. */
  readonly service: string;
  /** Kinds of its machines, such as `sqs.queue`. */
  readonly kinds: readonly string[];
  /** Its operations, such as `SendMessage`. */
  readonly operations: readonly string[];
  /** Its resource types in templates, such as `AWS::SQS::Queue`. */
  readonly types: readonly string[];
}

/** Services whose names are words like others: these names alone say nothing. */
const ordinaryWords: ReadonlySet<string> = new Set([
  "events",
  "logs",
  "pipes",
  "scheduler",
  "states",
]);

/** Names of operations that are also what another service has of its own: topics are replayed, logs have streams, durable executions are stopped, too. */
const sharedWords: ReadonlySet<string> = new Set([
  "StartReplay",
  "startReplay",
  "DescribeReplay",
  "describeReplay",
  "createEndpoint",
  "listEndpoints",
  "updateEndpoint",
  "StopExecution",
  "stopExecution",
  "PutEvents",
  "putEvents",
  "createStream",
  "deleteStream",
  "createAlias",
  "deleteAlias",
  "listAliases",
  "updateAlias",
  "listTags",
  "addTags",
  "removeTags",
  "publishVersion",
  "createCluster",
  "createModel",
  "deleteCluster",
  "deletePolicy",
]);

/** Services whose ARNs everybody has: all that acts has a role. */
const servicesOfAll: ReadonlySet<string> = new Set(["iam"]);

/** Files that may name services, and why. There will be no others. */
const mayNameServices: readonly { readonly files: RegExp; readonly why: string }[] = [
  {
    files: /^packages\/aws\/src\/(?:service-list|public)\.ts$/,
    why: "lists of the services, written from the folders",
  },
  { files: /^packages\/aws\/src\/request\/operation-names\.ts$/, why: "generated names" },
  {
    files: /^packages\/aws\/src\/control\/propagation\.ts$/,
    why: "a figure that the control plane counts for the service that says it",
  },
  {
    files: /^packages\/aws\/src\/service\/scenario-input\.ts$/,
    why: "types of settings, written from the schema",
  },
  { files: /^packages\/templates\/src\/sam\//, why: "the SAM transform, from text to text" },
  {
    files: /^packages\/templates\/src\/template\/(?:return-)?rules\.ts$/,
    why: "what the rules of CloudFormation are about",
  },
  {
    files: /^scripts\/conformance\/(?:cold-starts|published-numbers|files)\//,
    why: "what recorded cases are about",
  },
  {
    files: /^scripts\/conformance\/(?:fixture|handlers|boto-client|trace|trace-case)\.ts$/,
    why: "what recorded test suites set up",
  },
  {
    files: /^scripts\/tidy\/service-(?:shape|names)\.ts$/,
    why: "what services do without, and names that they share",
  },
  {
    files: /^packages\/aws\/src\/pattern\/rules\.ts$/,
    why: "where the language of patterns was recorded",
  },
  { files: /^scripts\/fuzz\//, why: "examples of hostile input" },
  {
    files:
      /^packages\/aws\/src\/services\/stepfunctions\/(?:integration\/[a-z-]+|state-machine\/(?:hearing|map-reading|map-writing|tasks)|constructs\/tasks)\.ts$/,
    why: "the table of what workflows call",
  },
  {
    files: /^packages\/aws\/src\/services\/lambda\/trigger\/(?:sources\/[a-z0-9-]+|rules)\.ts$/,
    why: "the services that invoke functions by themselves, a file each",
  },
  {
    files:
      /^packages\/aws\/src\/services\/events\/emitted\/(?:sources\/[a-z0-9-]+|source-list)\.ts$/,
    why: "the services that put events on a bus by themselves, a file each",
  },
  {
    files: /^packages\/aws\/src\/services\/iam\/policies\/managed-policies\.ts$/,
    why: "what AWS's own policies allow",
  },
  {
    files: /^packages\/aws\/src\/services\/scheduler\/operations\/target-plan\.ts$/,
    why: "the names of services in universal targets",
  },
  {
    files: /^packages\/aws\/src\/services\/apigateway\/rest-api\/aws-action\.ts$/,
    why: "which operations integrations of REST APIs name by paths",
  },
  {
    files: /^packages\/aws\/src\/services\/apigatewayv2\/http-api\/service-integrations\.ts$/,
    why: "the operations of other services that routes of HTTP APIs ask for",
  },
  {
    files:
      /^packages\/aws\/src\/services\/stepfunctions\/language\/(?:resource|validate\/optimized-integrations|test-state\/answer(?:ed-operations|-shapes?))\.ts$/,
    why: "what the States Language says of integrations",
  },
];

const servicesFolder = "packages/aws/src/services";

/** Whether the gate looks at a file: what users get, and the scripts; not tests, nor what they share. */
export const isLookedAt = (file: string): boolean =>
  /^(?:packages\/[^/]+\/src|scripts)\/.*\.ts$/.test(file) &&
  !file.endsWith(".test.ts") &&
  !file.includes("/test/") &&
  !mayNameServices.some(({ files }) => files.test(file));

/** The service in whose folder a file is; `undefined` outside. */
const serviceOf = (file: string): string | undefined =>
  file.startsWith(`${servicesFolder}/`) ? file.split("/")[4] : undefined;

/** The services that a file may name: its own, and of an edge such as `sqs-to-lambda.ts` both. */
function ownServices(file: string): ReadonlySet<string> {
  const own = serviceOf(file);
  if (own === undefined) return new Set();
  const [, from, to] = /\/([a-z0-9-]+)-to-([a-z0-9-]+)\.ts$/.exec(file) ?? [];
  return new Set(from === own && to !== undefined ? [own, to] : [own]);
}

/** Says of a file that is named after two services, and lies elsewhere than in the first one's folder. */
export function misplacedEdge(file: string, services: ReadonlySet<string>): readonly string[] {
  const [, from = "", to = ""] = /\/([a-z0-9-]+)-to-([a-z0-9-]+)(?:\.test)?\.ts$/.exec(file) ?? [];
  if (!services.has(from) || !services.has(to)) return [];
  return file.startsWith(`${servicesFolder}/${from}/`) ? [] : [`${file}: belongs to ${from}`];
}

/** Finds what names services in a text. Built once for all files. */
export class ServiceNameSearch {
  /** Services by the names that are theirs. */
  private readonly owners = new Map<string, Set<string>>();
  private readonly services: readonly string[];
  private readonly inText: RegExp;

  constructor(services: readonly ServiceNames[]) {
    this.services = services.map(({ service }) => service);
    for (const { service, kinds, operations, types } of services) {
      // Inputs of machines are named after operations, such as sendMessage.
      const inputs = operations.map((name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`);
      for (const name of [...kinds, ...operations, ...types]) this.note(name, service);
      for (const name of inputs) if (!isOneWord(name)) this.note(name, service);
    }
    const names = [...this.owners.keys()]
      .filter((name) => !isOneWord(name))
      .sort((one, other) => other.length - one.length);
    const plain = this.services.filter((service) => !ordinaryWords.has(service));
    const alternatives = [
      ...names.map(escaped),
      // Names of latencies, rules and limits; principals; ARNs; namespaces of metrics and types.
      ...plain.map((service) => `${service}\\.[a-z][A-Za-z0-9.-]*`),
      ...plain
        .filter((service) => !servicesOfAll.has(service))
        .map((service) => `arn:[^:\\s]*:${service}:`),
      ...this.services.map((service) => `AWS(?:::|/)${inAnyCase(service)}\\b`),
    ];
    this.inText = new RegExp(`(?<![\\w.:-])(?:${alternatives.join("|")})(?!\\w)`, "g");
  }

  /** What a file names of services that it may not name, sorted. */
  namedIn(file: string, text: string): readonly string[] {
    const own = ownServices(file);
    const inside = serviceOf(file) !== undefined;
    const found = new Set<string>();
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node)) this.noteIdentifier(node.text, own, inside, found);
      else if (isText(node)) this.noteText(node.text, own, inside, found);
      ts.forEachChild(node, visit);
    };
    visit(source);
    for (const specifier of source.statements.flatMap(specifierOf)) {
      const target = posix.join(posix.dirname(file), specifier);
      const service = serviceOf(target);
      if (service !== undefined && !own.has(service)) found.add(`import of ${service}`);
    }
    return [...found].sort();
  }

  private note(name: string, service: string): void {
    const owners = this.owners.get(name);
    if (owners === undefined) this.owners.set(name, new Set([service]));
    else owners.add(service);
  }

  private noteIdentifier(
    name: string,
    own: ReadonlySet<string>,
    inside: boolean,
    found: Set<string>,
  ): void {
    const owners = this.owners.get(name);
    if (owners === undefined || [...owners].some((service) => own.has(service))) return;
    // Within another service a member may have this name, such as Publish of UpdateFunctionCode.
    if (inside && (isOneWord(name) || owners.size > 1 || sharedWords.has(name))) return;
    found.add(name);
  }

  private noteText(
    text: string,
    own: ReadonlySet<string>,
    inside: boolean,
    found: Set<string>,
  ): void {
    if (this.services.includes(text) && !ordinaryWords.has(text) && !own.has(text)) {
      found.add(text);
    }
    this.noteIdentifier(text, own, inside, found);
    // Within a service, what is said to people may speak of others.
    if (inside && text.includes(" ")) return;
    for (const [match] of text.matchAll(this.inText)) {
      if (this.owners.has(match)) this.noteIdentifier(match, own, inside, found);
      else if (![...own].some((service) => speaksOf(service, match))) found.add(match);
    }
  }
}

const isText = (node: ts.Node): node is ts.LiteralLikeNode =>
  (ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node)) && !isSpecifier(node);

const isSpecifier = (node: ts.Node): boolean =>
  ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent);

function specifierOf(statement: ts.Statement): readonly string[] {
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
  const { moduleSpecifier } = statement;
  return moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier)
    ? [moduleSpecifier.text]
    : [];
}

const speaksOf = (service: string, match: string): boolean =>
  new RegExp(`(?:^|:|/)${service}(?:[.:]|$)`, "i").test(match);

/** A word such as `Invoke`, which texts and other services have too. */
const isOneWord = (name: string): boolean => /^[A-Za-z][a-z]+$/.test(name);

const inAnyCase = (word: string): string =>
  word.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

const escaped = (name: string): string => name.replace(/[.:]/g, "\\$&");
