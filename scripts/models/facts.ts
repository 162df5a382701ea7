import type {
  ApiFacts,
  ModeledError,
  ModeledOperation,
  ModeledPage,
  Shape,
  ShapeName,
  Waiter,
} from "../../packages/aws/src/request/api-facts.ts";
import { inputOf } from "../../packages/aws/src/request/packed-model.ts";
import type {
  PublishedModel,
  PublishedOperation,
  PublishedPages,
  PublishedShape,
} from "./published.ts";

/** What of a published model is about `operations`. */
export function factsOf(model: PublishedModel, operations: readonly string[]): ApiFacts {
  const { metadata, ...service } = model["service-2"];
  const names = operations.filter((name) => Object.hasOwn(service.operations, name)).sort();
  const shapes = new ShapeCollector(service.shapes);
  const modeled: Record<string, ModeledOperation> = {};
  for (const name of names) modeled[name] = operationOf(name, model, shapes);
  return {
    protocol: metadata.protocol,
    ...(metadata.awsQueryCompatible === undefined ? {} : { queryCompatible: true as const }),
    operations: modeled,
    shapes: shapes.collected(),
    errors: errorsOf(
      names.map((name) => service.operations[name]!),
      service.shapes,
    ),
    waiters: waitersOf(model, names),
  };
}

type PublishedShapes = Readonly<Record<string, PublishedShape>>;

/** Shapes that parameters need, and those that these need. */
class ShapeCollector {
  readonly published: PublishedShapes;
  private readonly found = new Map<string, Shape>();

  constructor(published: PublishedShapes) {
    this.published = published;
  }

  /** The name of a shape, or of the type of one that says nothing more than its type. */
  nameOf(name: string): ShapeName {
    const shape = this.published[name]!;
    if (shape.document === true) return "any";
    const type = shape.type === "character" ? "string" : shape.type;
    const { min, max, pattern, enum: values, sensitive } = shape;
    const isBare = [min, max, pattern, values].every((each) => each === undefined);
    const isScalar = !["structure", "list", "map"].includes(type);
    if (isScalar && isBare) return type;
    if (this.found.has(name)) return name;
    const collected: { -readonly [part in keyof Shape]: Shape[part] } = {
      type: type as Shape["type"], // Of those that botocore has.
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
      ...(pattern === undefined ? {} : { pattern }),
      ...(values === undefined ? {} : { enum: values }),
      ...(sensitive === true ? { secret: true as const } : {}),
    };
    this.found.set(name, collected); // Before what it needs: shapes may need themselves.
    const { required = [] } = shape;
    if (required.length > 0) {
      collected.required = Object.keys(shape.members!).filter((member) =>
        required.includes(member),
      );
    }
    if (shape.members !== undefined) {
      collected.members = Object.fromEntries(
        Object.entries(shape.members).map(([member, { shape: of }]) => [member, this.nameOf(of)]),
      );
    }
    if (shape.member !== undefined) collected.member = this.nameOf(shape.member.shape);
    if (shape.key !== undefined) collected.key = this.nameOf(shape.key.shape);
    if (shape.value !== undefined) collected.value = this.nameOf(shape.value.shape);
    return name;
  }

  /** The name of the parameters of an operation, which are a shape of its own. */
  inputOf(operation: string, name: string): ShapeName {
    const own = inputOf(operation);
    this.nameOf(name);
    this.found.set(own, this.found.get(name)!);
    if (!this.isNeeded(name)) this.found.delete(name);
    return own;
  }

  /** Whether another shape has this one inside. */
  private isNeeded(name: string): boolean {
    return [...this.found.values()].some(({ members = {}, member, key, value }) =>
      [...Object.values(members), member, key, value].includes(name),
    );
  }

  collected(): Readonly<Record<string, Shape>> {
    return Object.fromEntries([...this.found].sort(([one], [other]) => (one < other ? -1 : 1)));
  }
}

function operationOf(
  name: string,
  model: PublishedModel,
  shapes: ShapeCollector,
): ModeledOperation {
  const { input, output, http } = model["service-2"].operations[name]!;
  const pages = model["paginators-1"]?.pagination[name];
  const status = http?.responseCode ?? 200;
  return {
    ...(input === undefined ? {} : { input: shapes.inputOf(name, input.shape) }),
    ...(status === 200 ? {} : { status }),
    ...(output === undefined ? {} : outputOf(output.shape, shapes.published)),
    ...(pages === undefined ? {} : { page: pageOf(pages) }),
  };
}

function outputOf(name: string, shapes: PublishedShapes): Partial<ModeledOperation> {
  const shape = shapes[name]!;
  const members = Object.entries(shape.members ?? {});
  const statusMember = members.find(([, { location }]) => location === "statusCode")?.[0];
  const { payload } = shape;
  const body = payload === undefined ? undefined : shape.members![payload];
  const streams =
    body?.streaming === true || members.some(([, { shape: of }]) => isStream(shapes[of]!));
  const blobs = blobsIn(name, shapes);
  return {
    ...(statusMember === undefined ? {} : { statusMember }),
    ...(blobs.length === 0 ? {} : { blobs }),
    ...(payload === undefined ? {} : { payload }),
    ...(streams ? { streaming: true } : {}),
  };
}

const isStream = ({ streaming, eventstream }: PublishedShape): boolean =>
  streaming === true || eventstream === true;

/** Paths to bytes in a shape; `*` stands for the items of a list and the values of a map. */
function blobsIn(
  name: string,
  shapes: PublishedShapes,
  above: readonly string[] = [],
): readonly string[] {
  if (above.includes(name)) return [];
  const shape = shapes[name]!;
  const inside = (member: string, step: string) =>
    shapes[member]!.type === "blob"
      ? [step]
      : blobsIn(member, shapes, [...above, name]).map((path) => `${step}.${path}`);
  const item = shape.member ?? shape.value;
  if (item !== undefined) return inside(item.shape, "*");
  return Object.entries(shape.members ?? {}).flatMap(([member, { shape: of }]) =>
    inside(of, member),
  );
}

const listed = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

const pageOf = (pages: PublishedPages): ModeledPage => ({
  input: listed(pages.input_token),
  output: listed(pages.output_token),
  ...(pages.limit_key === undefined ? {} : { limit: pages.limit_key }),
  results: listed(pages.result_key),
  ...(pages.more_results === undefined ? {} : { more: pages.more_results }),
});

function errorsOf(
  operations: readonly PublishedOperation[],
  shapes: PublishedShapes,
): Readonly<Record<string, ModeledError>> {
  const names = new Set(operations.flatMap(({ errors = [] }) => errors.map(({ shape }) => shape)));
  const errors: Record<string, ModeledError> = {};
  for (const name of [...names].sort()) {
    const { error = {}, fault = false, members = {} } = shapes[name]!;
    const code = error.code ?? name;
    const { httpStatusCode: status = fault ? 500 : 400 } = error;
    errors[code] = {
      ...(code === name ? {} : { shape: name }),
      ...(status === 400 ? {} : { status }),
      ...(fault || status >= 500 ? { fault: "server" } : {}),
      ...(Object.keys(members).length === 0 ? {} : { members: Object.keys(members) }),
    };
  }
  return errors;
}

function waitersOf(
  model: PublishedModel,
  operations: readonly string[],
): Readonly<Record<string, Waiter>> {
  const all = Object.entries(model["waiters-2"]?.waiters ?? {});
  const about = all.filter(([, { operation }]) => operations.includes(operation));
  return Object.fromEntries(
    about.map(([name, { operation, delay, maxAttempts: attempts, acceptors }]) => [
      name,
      {
        operation,
        delay,
        attempts,
        acceptors: acceptors.map(({ state, matcher, expected, argument }) => ({
          state,
          matcher,
          expected,
          ...(argument === undefined ? {} : { argument }),
        })),
      },
    ]),
  );
}
