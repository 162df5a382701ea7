import fc from "fast-check";
import { expect, it } from "vitest";
import { isRefusal, itemIn, type AttributeValue, type Item } from "../value/index.ts";
import { expressionsIn, projected, updated, type Path, type Update } from "./index.ts";

const read = (item: unknown) => itemIn(item as never) as Item;

const item = read({
  pk: { S: "1" },
  n: { N: "10" },
  s: { S: "text" },
  texts: { SS: ["a", "b"] },
  numbers: { NS: ["1", "2"] },
  l: { L: [{ S: "0" }, { S: "1" }, { S: "2" }, { S: "3" }] },
  m: { M: { a: { N: "1" }, in1: { M: { b: { SS: ["x"] } } } } },
});

const values: Item = {
  ":one": { N: "1" },
  ":tenth": { N: "0.1" },
  ":new": { S: "new" },
  ":other": { S: "other" },
  ":list": { L: [{ S: "end" }] },
  ":bc": { SS: ["b", "c"] },
  ":ab": { SS: ["b", "a"] },
  ":two": { NS: ["2"] },
  ":map": { M: {} },
};

function updateOf(text: string): Update {
  const used = Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(text));
  const found = expressionsIn("Update", {
    UpdateExpression: text,
    ...(used.length > 0 && { ExpressionAttributeValues: Object.fromEntries(used) }),
  });
  if ("message" in found) throw new Error(found.message);
  return found.update!;
}

/** What an update makes of the item above, as far as it differs; or what AWS has against it. */
function after(text: string, of: Item = item): unknown {
  const made = updated(updateOf(text), of);
  if (made.type === "refused") return made.message;
  const names = new Set([...Object.keys(made.item), ...Object.keys(of)]);
  const changed: Record<string, unknown> = {};
  for (const name of names) {
    if (JSON.stringify(made.item[name]) !== JSON.stringify(of[name])) {
      changed[name] = made.item[name] ?? null;
    }
  }
  return changed;
}

const texts = (...all: string[]) => ({ L: all.map((S) => ({ S })) });

it("dynamodb.expression.update-set: gives attributes, names in maps and places in lists their values", () => {
  expect(after("SET s = :new, x = n")).toEqual({ s: { S: "new" }, x: { N: "10" } });
  expect(after("SET m.a = :new, m.c = :one")).toEqual({
    m: { M: { a: { S: "new" }, c: { N: "1" }, in1: { M: { b: { SS: ["x"] } } } } },
  });
  expect(after("SET n = n + :tenth, x = :one - n")).toEqual({ n: { N: "10.1" }, x: { N: "-9" } });
  expect(after("SET x = if_not_exists(x, :one) + if_not_exists(n, :one)")).toEqual({
    x: { N: "11" },
  });
  expect(after("SET l = list_append(:list, l)")).toEqual({ l: texts("end", "0", "1", "2", "3") });
  expect(after("SET x = list_append(if_not_exists(x, :list), :list)")).toEqual({
    x: texts("end", "end"),
  });
});

it("dynamodb.expression.update-reads: reads the item as it was before, for every value", () => {
  expect(after("SET n = s, s = n")).toEqual({ n: { S: "text" }, s: { N: "10" } });
  expect(after("REMOVE n SET x = n ADD y :one")).toEqual({
    n: null,
    x: { N: "10" },
    y: { N: "1" },
  });
});

it("dynamodb.expression.update-list: appends behind the end, and closes up what is removed", () => {
  expect(after("SET l[7] = :new, l[9] = :other, l[0] = :new")).toEqual({
    l: texts("new", "1", "2", "3", "new", "other"),
  });
  expect(after("SET l[9] = :new, l[7] = :other")).toEqual({
    l: texts("0", "1", "2", "3", "other", "new"),
  });
  expect(after("REMOVE l[0], l[2], l[9]")).toEqual({ l: texts("1", "3") });
  expect(after("REMOVE l[0] SET l[1] = :new")).toEqual({ l: texts("new", "2", "3") });
});

it("dynamodb.expression.update-remove: removes attributes, and takes what is not there for removed", () => {
  expect(after("REMOVE s, m.in1.b, x, m.x")).toEqual({
    s: null,
    m: { M: { a: { N: "1" }, in1: { M: {} } } },
  });
});

it("dynamodb.expression.update-add: adds numbers and members, to what is not there as well", () => {
  expect(after("ADD n :tenth, x :one")).toEqual({ n: { N: "10.1" }, x: { N: "1" } });
  expect(after("ADD texts :bc, y :bc, m.a :one, m.in1.b :ab")).toEqual({
    texts: { SS: ["a", "b", "c"] },
    y: { SS: ["b", "c"] },
    m: { M: { a: { N: "2" }, in1: { M: { b: { SS: ["a", "b", "x"] } } } } },
  });
});

it("dynamodb.expression.update-delete: takes members away, and with the last the attribute", () => {
  expect(after("DELETE texts :bc, numbers :two, x :ab")).toEqual({
    texts: { SS: ["a"] },
    numbers: { NS: ["1"] },
  });
  expect(after("DELETE texts :ab")).toEqual({ texts: null });
});

it("dynamodb.expression.update-refusals: refuses types, paths and attributes that do not fit, and changes nothing", () => {
  const before = JSON.stringify(item);
  const type = "An operand in the update expression has an incorrect data type";
  for (const text of [
    "SET x = s + :one",
    "SET x = :one - texts",
    "SET x = list_append(l, n)",
    "ADD s :one",
    "ADD texts :one",
    "ADD texts :two",
    "DELETE n :two",
    "DELETE numbers :ab",
  ]) {
    expect([text, after(text)]).toEqual([text, type]);
  }
  const path = "The document path provided in the update expression is invalid for update";
  for (const text of [
    "SET x.a = :one",
    "SET s.a = :one",
    "SET l.a = :one",
    "SET m[0] = :one",
    "SET l[9].a = :one",
    "REMOVE x.a",
    "ADD x.a :one",
  ]) {
    expect([text, after(text)]).toEqual([text, path]);
  }
  const absent = "The provided expression refers to an attribute that does not exist in the item";
  for (const text of [
    "SET x = y",
    "SET x = l[4]",
    "SET x = y + :one",
    "SET x = if_not_exists(y, z)",
  ]) {
    expect([text, after(text)]).toEqual([text, absent]);
  }
  expect(after("SET n = n + :one", read({ n: { N: "9".repeat(38) } }))).toEqual({
    n: { N: `1${"0".repeat(38)}` },
  });
  expect(after("ADD n :tenth", read({ n: { N: "9".repeat(38) } }))).toBe(
    "Attempting to store more than 38 significant digits in a Number",
  );
  expect(JSON.stringify(item)).toBe(before);
});

it("dynamodb.value.nesting: refuses an update that nests too deep", () => {
  const deep = (levels: number): AttributeValue =>
    levels === 1 ? { M: {} } : { M: { a: deep(levels - 1) } };
  const path = (steps: number) => Array.from({ length: steps }, () => "a").join(".");
  const of = { a: deep(31) };
  expect(after(`SET ${path(32)} = :map`, of)).toHaveProperty("a");
  expect(after(`SET ${path(31)} = :map`, of)).toEqual({});
  const deeper = updated(
    {
      form: "expression",
      set: [{ path: ["a", "b"], to: { type: "value", value: deep(32) } }],
      remove: [],
      add: [],
      delete: [],
      touched: [["a", "b"]],
    },
    of,
  );
  expect(deeper.type).toBe("refused");
});

it("dynamodb.expression.touched: says what it wrote on, so that old and new values of it are found", () => {
  const update = updateOf("SET m.a = :new, m.c = :one REMOVE l[0] ADD n :one");
  const made = updated(update, item);
  if (made.type === "refused") throw new Error(made.message);
  expect(projected(item, made.touched)).toEqual({
    m: { M: { a: { N: "1" } } },
    l: texts("0"),
    n: { N: "10" },
  });
  expect(projected(made.item, made.touched)).toEqual({
    m: { M: { a: { S: "new" }, c: { N: "1" } } },
    l: texts("1"),
    n: { N: "11" },
  });
});

it("dynamodb.expression.older: updates by AttributeUpdates, in its own words", () => {
  const older = (updates: object, of: Item = item): unknown => {
    const found = expressionsIn("UpdateItem", { AttributeUpdates: updates } as never);
    if ("message" in found) return found.message;
    const made = updated(found.update!, of);
    return made.type === "refused" ? made.message : made.item;
  };
  const of = read({
    pk: { S: "1" },
    n: { N: "1" },
    t: { SS: ["a", "b"] },
    l: { L: [] },
    x: { S: "" },
  });
  expect(
    older(
      {
        x: { Action: "DELETE" },
        n: { Action: "ADD", Value: { N: "2" } },
        t: { Action: "DELETE", Value: { SS: ["b"] } },
        l: { Action: "ADD", Value: { L: [{ S: "end" }] } },
        "a.b": { Value: { S: "named" } },
      },
      of,
    ),
  ).toEqual({
    pk: { S: "1" },
    n: { N: "3" },
    t: { SS: ["a"] },
    l: texts("end"),
    "a.b": { S: "named" },
  });
  expect(older({ t: { Action: "ADD", Value: { N: "1" } } }, of)).toBe(
    "Type mismatch for attribute to update",
  );
  const one = "1 validation error detected: One or more parameter values were invalid: ";
  expect(older({ a: { Action: "PUT" } })).toBe(
    `${one}Only DELETE action is allowed when no attribute value is specified`,
  );
  expect(older({ a: { Action: "DELETE", Value: { S: "1" } } })).toBe(
    `${one}DELETE action with value is not supported for the type S`,
  );
  expect(older({ a: { Action: "ADD", Value: { BOOL: true } } })).toBe(
    `${one}ADD action is not supported for the type BOOL`,
  );
});

// A model that works on copies, one action after another, with holes where elements of lists were.
const hole = { S: "\u0000hole" };
type Loose = { M?: Record<string, Loose>; L?: Loose[] } & Record<string, unknown>;

function modelOf(update: Update, of: Item): Item {
  const root: Loose = structuredClone({ M: of }) as never;
  const old = structuredClone(root);
  const parentOf = (path: Path): Loose => {
    let at = root;
    for (const step of path.slice(0, -1)) {
      at = (typeof step === "string" ? at.M![step] : at.L![step])!;
    }
    return at;
  };
  const behind: { list: Loose[]; place: number; value: Loose }[] = [];
  const put = (path: Path, value: Loose | null) => {
    const parent = parentOf(path);
    const step = path.at(-1)!;
    if (typeof step === "string") {
      if (value === null) delete parent.M![step];
      else parent.M![step] = value;
    } else if (step < parent.L!.length) parent.L![step] = value ?? hole;
    else if (value !== null) behind.push({ list: parent.L!, place: step, value });
  };
  for (const { path, to } of update.set) {
    const value = to.type === "value" ? to.value : (old.M as Record<string, unknown>)["n"];
    put(path, structuredClone(value) as never);
  }
  for (const path of update.remove) put(path, null);
  behind.sort((one, other) => one.place - other.place);
  for (const { list, value } of behind) list.push(value);
  const closed = (value: Loose): Loose =>
    value.L
      ? { L: value.L.filter((each) => each["S"] !== hole.S).map(closed) }
      : value.M
        ? {
            M: Object.fromEntries(
              Object.entries(value.M).map(([name, each]) => [name, closed(each)]),
            ),
          }
        : value;
  return closed(root).M as never;
}

it("agrees with a model that applies one action after another", () => {
  const leaf: fc.Arbitrary<Path> = fc.constantFrom<Path>(
    ["a"],
    ["x"],
    ["m", "a"],
    ["m", "b"],
    ["m", "l", 0],
    ["m", "l", 1],
    ["m", "l", 5],
    ["m", "l", 7],
    ["l", 0],
    ["l", 1],
    ["l", 2, "a"],
    ["l", 3],
    ["l", 4],
    ["l", 6],
  );
  const of: Item = {
    n: { N: "5" },
    a: { S: "a" },
    m: { M: { a: { S: "a" }, l: { L: [{ N: "1" }, { N: "2" }] } } },
    l: { L: [{ S: "0" }, { S: "1" }, { M: { a: { S: "" } } }] },
  };
  const action = fc.record({ path: leaf, does: fc.constantFrom("set", "copy", "remove") });
  const actions = fc.uniqueArray(action, { maxLength: 8, selector: ({ path }) => path.join("/") });
  fc.assert(
    fc.property(actions, (chosen) => {
      const update: Update = {
        form: "expression",
        set: chosen
          .filter(({ does }) => does !== "remove")
          .map(({ path, does }, place) => ({
            path,
            to:
              does === "copy"
                ? { type: "path", path: ["n"] }
                : { type: "value", value: { S: `new ${place}` } },
          })),
        remove: chosen.filter(({ does }) => does === "remove").map(({ path }) => path),
        add: [],
        delete: [],
        touched: chosen.map(({ path }) => path),
      };
      const made = updated(update, of);
      expect(isRefusal(made as never)).toBe(false);
      expect((made as { item: Item }).item).toEqual(modelOf(update, of));
    }),
    { numRuns: 3_000 },
  );
});
