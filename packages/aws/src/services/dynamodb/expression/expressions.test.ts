import { describe, expect, it } from "vitest";
import type { Item } from "../value/index.ts";
import { expressionsIn, type ExpressionOperation } from "./index.ts";

type Names = Readonly<Record<string, string>>;

/** What AWS has against parameters of an operation; `null`: nothing. */
function against(operation: ExpressionOperation, params: object): string | null {
  const read = expressionsIn(operation, params as never);
  return "message" in read ? read.message : null;
}

/** What AWS has against a filter. */
const filter = (text: string, values?: Item, names?: Names): string | null =>
  against("Scan", {
    FilterExpression: text,
    ...(values && { ExpressionAttributeValues: values }),
    ...(names && { ExpressionAttributeNames: names }),
  });

/** What AWS has against an update of a transaction. */
const update = (text: string, values?: Item, names?: Names): string | null =>
  against("Update", {
    UpdateExpression: text,
    ...(values && { ExpressionAttributeValues: values }),
    ...(names && { ExpressionAttributeNames: names }),
  });

const projection = (text: string, names?: Names): string | null =>
  against("GetItem", {
    ProjectionExpression: text,
    ...(names && { ExpressionAttributeNames: names }),
  });

const v: Item = { ":v": { S: "x" } };
const ofFilter = (why: string) => `Invalid FilterExpression: ${why}`;
const ofUpdate = (why: string) => `Invalid UpdateExpression: ${why}`;

describe("syntax", () => {
  const syntax = (token: string, near: string) =>
    `Syntax error; token: "${token}", near: "${near}"`;

  it("dynamodb.expression.syntax: names the token that has no place, between its neighbors", () => {
    const cases: [string, string, string][] = [
      ["colour", "<EOF>", "colour"],
      ["a-b", "-", "a-b"],
      ["a  b = :v", "b", "a  b ="],
      ["a = = :v", "=", "= = :v"],
      ["( a = :v", "<EOF>", ":v"],
      ["contains a, :v", "a", "contains a,"],
      ["contains()", ")", "()"],
      ["_a = :v", "_", "_a"],
      ["a[01] = :v", "1", "01]"],
      ["a[:v] = :v", ":v", "[:v]"],
      ["NOT a", "<EOF>", "a"],
      ["a = :v AND", "<EOF>", "AND"],
      ["a AND b = :v", "AND", "a AND b"],
      ["(a = :v) = :v", "=", ") = :v"],
      ["a BETWEEN :v OR :v", "OR", ":v OR :v"],
      ["a IN :v", ":v", "IN :v"],
      ["a = 'x'", "'", "= 'x"],
      ["and = :v", "and", "and ="],
      ["a = :v)", ")", ":v)"],
      ["a = : v", ":", "= : v"],
      ["😀 = :v", "😀", "😀 ="],
    ];
    for (const [text, token, near] of cases) {
      expect([text, filter(text, v)]).toEqual([text, ofFilter(syntax(token, near))]);
    }
  });

  it("dynamodb.expression.syntax: reads updates of four sections and projections likewise", () => {
    const cases: [string, string, string][] = [
      ["MAKE a = :v", "MAKE", "MAKE a"],
      ["SET a", "<EOF>", "a"],
      ["SET a = ", "<EOF>", "="],
      ["SET a = :v,", "<EOF>", ","],
      ["SET a = b + c + d", "+", "c + d"],
      ["SET a = b * c", "*", "b * c"],
      ["SET a = b + (c + d)", "+", "c + d"],
      ["SET (a) = :v", "(", "SET (a"],
      ["SET :v = a", ":v", "SET :v ="],
      ["SET set = :v", "set", "SET set ="],
      ["SET a = 1", "1", "= 1"],
      ["REMOVE a = :v", "=", "a = :v"],
      ["ADD a = :v", "=", "a = :v"],
      ["ADD a b", "b", "a b"],
      ["DELETE a size(b)", "size", "a size("],
    ];
    for (const [text, token, near] of cases) {
      expect([text, update(text, v)]).toEqual([text, ofUpdate(syntax(token, near))]);
    }
    expect(projection("a b")).toBe(`Invalid ProjectionExpression: ${syntax("b", "a b")}`);
    expect(projection("a,")).toBe(`Invalid ProjectionExpression: ${syntax("<EOF>", ",")}`);
    expect(projection("a.[0]")).toBe(`Invalid ProjectionExpression: ${syntax("[", ".[0")}`);
  });

  it("dynamodb.expression.syntax: takes keywords in any case and functions in theirs only", () => {
    expect(filter("not a = :v aNd b bEtWeEn :v and :v or c in (:v)", v)).toBeNull();
    expect(filter("Begins_with(a, :v)", v)).toBe(
      ofFilter("Invalid function name; function: Begins_with"),
    );
    expect(
      update("set a = :v remove b add c :n delete d :s", {
        ...v,
        ":n": { N: "1" },
        ":s": { SS: ["a"] },
      }),
    ).toBeNull();
  });

  it("dynamodb.expression.empty: refuses an empty expression", () => {
    expect(filter("")).toBe(ofFilter("The expression can not be empty;"));
    expect(update("")).toBe(ofUpdate("The expression can not be empty;"));
    expect(projection("")).toBe("Invalid ProjectionExpression: The expression can not be empty;");
  });

  it("dynamodb.expression.parentheses: takes parentheses once, and refuses a second pair", () => {
    const redundant = "The expression has redundant parentheses;";
    for (const text of ["(a = :v)", "(a) = (:v)", "((a) = :v)", "(size(a)) > :v"]) {
      expect(filter(text, { ":v": { N: "1" } })).toBeNull();
    }
    expect(filter("((a = :v) AND (b = :v))", v)).toBeNull();
    for (const text of ["((a = :v))", "((a)) = :v", "a = ((:v))", "((attribute_exists(a)))"]) {
      expect(filter(text, v)).toBe(ofFilter(redundant));
    }
    expect(update("SET a = ((b) + (c))")).toBeNull();
    expect(update("SET a = ((b + c))")).toBe(ofUpdate(redundant));
    expect(update("SET a = list_append(((b)), c)")).toBe(ofUpdate(redundant));
  });
});

describe("names and values", () => {
  it("dynamodb.expression.reserved: refuses reserved words in any case, but not as aliases", () => {
    expect(filter("Status = :v", v)).toBe(
      ofFilter("Attribute name is a reserved keyword; reserved keyword: Status"),
    );
    expect(filter("a.size = :v", v)).toBe(
      ofFilter("Attribute name is a reserved keyword; reserved keyword: size"),
    );
    expect(filter("#s = :v", v, { "#s": "status" })).toBeNull();
    expect(update("REMOVE zone")).toBe(
      ofUpdate("Attribute name is a reserved keyword; reserved keyword: zone"),
    );
    expect(projection("id, ttl")).toBe(
      "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: ttl",
    );
  });

  it("dynamodb.expression.undefined: refuses aliases and placeholders that stand for nothing", () => {
    expect(filter("#a.b = :v", v)).toBe(
      ofFilter(
        "An expression attribute name used in the document path is not defined; attribute name: #a",
      ),
    );
    expect(filter("a = :v AND b = :w", v)).toBe(
      ofFilter(
        "An expression attribute value used in expression is not defined; attribute value: :w",
      ),
    );
    expect(filter("a = :constructor", v)).toMatch(/attribute value: :constructor$/);
    expect(update("SET a = :w, #b = :v", v)).toMatch(/attribute name: #b$/);
  });

  it("dynamodb.expression.unused: refuses aliases and placeholders that no expression uses", () => {
    expect(filter("a = :v", { ...v, ":w": { S: "" }, ":x": { S: "" } })).toBe(
      "Value provided in ExpressionAttributeValues unused in expressions: keys: {:w, :x}",
    );
    expect(filter("a = :v", v, { "#b": "b" })).toBe(
      "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}",
    );
    const both = {
      KeyConditionExpression: "#k = :k",
      FilterExpression: "b = :v",
      ExpressionAttributeNames: { "#k": "k" },
      ExpressionAttributeValues: { ...v, ":k": { S: "1" } },
    };
    expect(against("Query", both)).toBeNull();
  });

  it("dynamodb.expression.entries: refuses wrong names of aliases and placeholders, and wrong values", () => {
    expect(filter("a = :v", v, { a: "a" })).toBe(
      'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"',
    );
    expect(filter("a = :v", { v: { S: "x" } })).toBe(
      'ExpressionAttributeValues contains invalid key: Syntax error; key: "v"',
    );
    expect(filter("a = :v", {}, { "#a": "a" })).toBe("ExpressionAttributeValues must not be empty");
    expect(filter("a = :v", v, {})).toBe("ExpressionAttributeNames must not be empty");
    expect(filter("a = :v", { ":v": { N: "one" } })).toBe(
      "ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: one for key :v",
    );
  });
});

describe("operands", () => {
  const number: Item = { ":v": { N: "1" } };

  it("dynamodb.expression.functions: refuses functions that are none, or have no place there", () => {
    expect(filter("exists(a)")).toBe(ofFilter("Invalid function name; function: exists"));
    expect(filter("if_not_exists(a, :v)", v)).toBe(
      ofFilter("The function is not allowed in a condition expression; function: if_not_exists"),
    );
    expect(update("SET a = size(b)")).toBe(
      ofUpdate("The function is not allowed in an update expression; function: size"),
    );
    const misused = (name: string) =>
      ofFilter(
        `The function is not allowed to be used this way in an expression; function: ${name}`,
      );
    expect(filter("size(a)")).toBe(misused("size"));
    expect(filter("size(a) AND b = :v", v)).toBe(misused("size"));
    expect(filter("attribute_exists(a) = :v", v)).toBe(misused("attribute_exists"));
    expect(filter("size(contains(a, :v)) > :v", number)).toBe(misused("contains"));
  });

  it("dynamodb.expression.functions: counts operands and asks for paths", () => {
    const count = (name: string, operands: number) =>
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands}`;
    expect(filter("attribute_exists(a, b)")).toBe(ofFilter(count("attribute_exists", 2)));
    expect(filter("begins_with(a)")).toBe(ofFilter(count("begins_with", 1)));
    expect(filter("size(a, b) > :v", number)).toBe(ofFilter(count("size", 2)));
    expect(update("SET a = list_append(b)")).toBe(ofUpdate(count("list_append", 1)));
    const path = (name: string) =>
      `Operator or function requires a document path; operator or function: ${name}`;
    expect(filter("attribute_not_exists(:v)", v)).toBe(ofFilter(path("attribute_not_exists")));
    expect(update("SET a = if_not_exists(:v, b)", v)).toBe(ofUpdate(path("if_not_exists")));
  });

  it("dynamodb.expression.types: refuses values of types that an operator or function does not take", () => {
    const type = (name: string, given: string) =>
      `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${given}`;
    expect(filter("begins_with(a, :v)", number)).toBe(ofFilter(type("begins_with", "N")));
    expect(filter("a < :v", { ":v": { BOOL: true } })).toBe(ofFilter(type("<", "BOOL")));
    expect(filter("a = :v", { ":v": { BOOL: true } })).toBeNull();
    expect(filter("size(:v) > a", { ":v": { NULL: true } })).toBe(ofFilter(type("size", "NULL")));
    expect(filter("attribute_type(a, :v)", number)).toBe(ofFilter(type("attribute_type", "N")));
    expect(filter("attribute_type(a, b)")).toBe(
      ofFilter(type("attribute_type", "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}")),
    );
    expect(filter("attribute_type(a, :v)", v)).toBe(
      ofFilter(
        "Invalid attribute type name found; type: x, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
      ),
    );
    expect(update("SET a = list_append(b, :v)", v)).toBe(ofUpdate(type("list_append", "S")));
    expect(update("SET a = b - :v", v)).toBe(ofUpdate(type("-", "S")));
    expect(update("ADD a :v", v)).toBe(
      ofUpdate(
        "Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND",
      ),
    );
    expect(update("DELETE a :v", number)).toBe(
      ofUpdate(
        "Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND",
      ),
    );
  });

  it("dynamodb.expression.between: refuses bounds of two types, and bounds in the wrong order", () => {
    const bounds = (rule: string, low: string, high: string) =>
      ofFilter(
        `The BETWEEN operator requires ${rule}; lower bound operand: AttributeValue: {${low}}, upper bound operand: AttributeValue: {${high}}`,
      );
    expect(filter("a BETWEEN :b AND :a", { ":a": { N: "9" }, ":b": { N: "10" } })).toBe(
      bounds("upper bound to be greater than or equal to lower bound", "N:10", "N:9"),
    );
    expect(filter("a BETWEEN :b AND :a", { ":a": { N: "9" }, ":b": { S: "1" } })).toBe(
      bounds("same data type for lower and upper bounds", "S:1", "N:9"),
    );
  });

  it("dynamodb.expression.distinct: refuses a path that is compared with itself", () => {
    const distinct = (operator: string, path: string) =>
      ofFilter(
        `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${path}`,
      );
    expect(filter("a.b[1] = a.#b[1]", undefined, { "#b": "b" })).toBe(distinct("=", "[a, b, [1]]"));
    expect(filter("contains(a, a)")).toBe(distinct("contains", "[a]"));
    expect(filter("a = a.b")).toBeNull();
  });

  it("dynamodb.expression.order-of-faults: reports one fault, in AWS's order", () => {
    expect(filter("((size(status) = foo(#x)))")).toMatch(/redundant parentheses;$/);
    expect(filter("size(status) = foo(#x)")).toMatch(/Invalid function name; function: foo$/);
    expect(filter("status = attribute_exists(#x)")).toMatch(/used this way.*attribute_exists$/);
    expect(filter("status = #x")).toMatch(/reserved keyword: status$/);
    expect(filter("begins_with(#x, a, b)")).toMatch(/attribute name: #x$/);
    expect(filter("begins_with(a, :v) AND #x = b", { ":v": { N: "1" } })).toMatch(
      /operand type: N$/,
    );
    expect(update("SET status = foo(a) SET a = #x")).toMatch(/reserved keyword: status$/);
    expect(update("SET b = foo(a) SET a = #x")).toMatch(/function: foo$/);
    expect(update("SET b = a SET b = #x")).toMatch(/section can only be used once/);
    expect(update("SET b = :x, b = #x")).toMatch(/attribute name: #x$/);
    expect(update("SET b = :v, b = list_append(:v, b)", v)).toMatch(/overlap/);
    expect(update("ADD b :v SET a = list_append(a)", v)).toMatch(/operand type: STRING, typeSet/);
  });
});

describe("paths", () => {
  const paths = (relation: string, one: string, other: string) =>
    `Two document paths ${relation} with each other; must remove or rewrite one of these paths; path one: ${one}, path two: ${other}`;

  it("dynamodb.expression.paths: refuses paths that are parts of others, or take a map for a list", () => {
    expect(update("SET a.b = c REMOVE a")).toBe(ofUpdate(paths("overlap", "[a, b]", "[a]")));
    expect(update("REMOVE a[1], a.b")).toBe(ofUpdate(paths("conflict", "[a, [1]]", "[a, b]")));
    expect(update("SET a[1] = c, a[2] = c, a[1].b = c")).toBe(
      ofUpdate(paths("overlap", "[a, [1]]", "[a, [1], b]")),
    );
    expect(update("SET a.b = a, a.c = a.b")).toBeNull();
    expect(projection("#a, b, a", { "#a": "a" })).toBe(
      `Invalid ProjectionExpression: ${paths("overlap", "[a]", "[a]")}`,
    );
  });

  it("dynamodb.expression.sections: takes each section of an update once", () => {
    expect(update("REMOVE a SET b = c REMOVE d")).toBe(
      ofUpdate('The "REMOVE" section can only be used once in an update expression;'),
    );
  });

  it("dynamodb.expression.limits: bounds length, operators, operands of IN, steps and places", () => {
    const long = (bytes: number) => `a${"b".repeat(bytes - 6)} = :v`;
    expect(filter(long(4_096), v)).toBeNull();
    expect(filter(long(4_097), v)).toMatch(
      /^Invalid FilterExpression: Expression size has exceeded the maximum allowed size;/,
    );
    const many = (count: number) => Array.from({ length: count }, () => "a=:v").join(" OR ");
    expect(filter(many(150), v)).toBeNull();
    expect(filter(many(151), v)).toBe(
      ofFilter("The expression contains too many operators; operator count: 301"),
    );
    const list = (count: number) => `a IN (${Array.from({ length: count }, () => ":v").join(",")})`;
    expect(filter(list(100), v)).toBeNull();
    expect(filter(list(101), v)).toBe(
      ofFilter("The IN operator is provided with too many operands; number of operands: 101"),
    );
    const path = (steps: number) => Array.from({ length: steps }, () => "a").join(".");
    expect(projection(path(32))).toBeNull();
    expect(projection(path(33))).toMatch(/too many nesting levels/);
    expect(projection("a[2147483647]")).toBeNull();
    expect(projection("a[2147483648]")).toBe(
      "Invalid ProjectionExpression: List index is not within the allowable range; index: [2147483648]",
    );
    // Whatever is nested, it ends with a refusal.
    for (const text of ["(".repeat(4_000), "NOT ".repeat(1_000), `${"size(".repeat(800)}a`]) {
      expect(filter(text)).toMatch(/^Invalid FilterExpression: /);
    }
  });
});

describe("beside the parameters that were before", () => {
  it("dynamodb.expression.mixing: refuses expressions beside older parameters", () => {
    const mixed = (older: string, texts: string) =>
      `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {${older}} Expression parameters: {${texts}}`;
    expect(
      against("Query", {
        KeyConditions: {},
        QueryFilter: {},
        AttributesToGet: ["a"],
        FilterExpression: "",
        KeyConditionExpression: "",
      }),
    ).toBe(
      mixed(
        "AttributesToGet, QueryFilter, KeyConditions",
        "FilterExpression, KeyConditionExpression",
      ),
    );
    expect(against("DeleteItem", { Expected: {}, ConditionExpression: "" })).toBe(
      mixed("Expected", "ConditionExpression"),
    );
    expect(against("GetItem", { AttributesToGet: ["a"], ProjectionExpression: "a" })).toBe(
      mixed("AttributesToGet", "ProjectionExpression"),
    );
    const names = { ExpressionAttributeNames: { "#a": "a" } };
    expect(against("Scan", names)).toBe(
      "ExpressionAttributeNames can only be specified when using expressions",
    );
    const values = { ExpressionAttributeValues: v };
    const only = "ExpressionAttributeValues can only be specified when using expressions";
    expect(against("Scan", values)).toBe(`${only}: FilterExpression is null`);
    expect(against("Query", { ...values, ProjectionExpression: "a" })).toBe(
      `${only}: FilterExpression and KeyConditionExpression are null`,
    );
    expect(against("DeleteItem", values)).toBe(`${only}: ConditionExpression is null`);
  });

  it("dynamodb.expression.envelope: reports what PutItem and UpdateItem refuse as errors of validation", () => {
    const one = "1 validation error detected: ";
    expect(against("PutItem", { ExpressionAttributeValues: v })).toBe(
      `${one}ExpressionAttributeValues can only be specified when using expressions`,
    );
    expect(against("UpdateItem", { UpdateExpression: "SET a = :w" })).toBe(
      `${one}Invalid UpdateExpression: An expression attribute value used in expression is not defined; attribute value: :w`,
    );
    expect(against("PutItem", { ConditionExpression: "" })).toBe(
      `${one}Invalid ConditionExpression: The expression can not be empty;`,
    );
    expect(
      against("UpdateItem", {
        UpdateExpression: "ADD a :v",
        ExpressionAttributeValues: { ":v": { SS: [] } },
      }),
    ).toBe(`${one}One or more parameter values were invalid: An string set  may not be empty`);
    expect(against("Put", { ConditionExpression: "" })).toBe(
      "Invalid ConditionExpression: The expression can not be empty;",
    );
  });

  it("dynamodb.expression.none: finds nothing where nothing is said", () => {
    expect(expressionsIn("PutItem", { Item: {} })).toEqual({
      condition: null,
      filter: null,
      filterName: "Filter Expression",
      keyCondition: null,
      projection: null,
      update: null,
      nestedHeads: [],
    });
  });
});
