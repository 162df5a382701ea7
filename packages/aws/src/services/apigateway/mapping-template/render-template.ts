import { callMethod, isList, isMap, itemAt } from "./java-methods.ts";
import { parseTemplate } from "./parse-template.ts";
import { TemplateError } from "./template-error.ts";
import type { BinaryOperator, Expression, Reference, Step, TemplateNode } from "./template-node.ts";
import { isSame, textOf, type Value } from "./velocity-value.ts";

/** How often a loop goes round at most: what is behind that is left out. */
const mostIterations = 1_000;
/** How deep macros, blocks and templates in texts may lie in each other. */
const mostNesting = 20;

/** The variables of a template by name. Written on while it is rendered. */
export type Variables = Map<string, Value>;

/**
 * Renders a mapping template as API Gateway does: what is not there is an empty text, which is true where a condition
 * asks for it.
 *
 * @throws TemplateError where API Gateway fails.
 */
export function renderTemplate(nodes: readonly TemplateNode[], variables: Variables): string {
  return new Rendering(variables).whole(nodes);
}

/** How a block of nodes ended. */
type Ending = "end" | "break" | "stop";

interface Macro {
  readonly parameters: readonly string[];
  readonly body: readonly TemplateNode[];
}

/** One template that is being rendered. */
class Rendering {
  private readonly variables: Variables;
  private readonly macros = new Map<string, Macro>();
  private depth = 0;
  private out = "";

  constructor(variables: Variables) {
    this.variables = variables;
  }

  whole(nodes: readonly TemplateNode[]): string {
    this.nodes(nodes);
    return this.out;
  }

  private nodes(nodes: readonly TemplateNode[]): Ending {
    for (const node of nodes) {
      const ending = this.node(node);
      if (ending !== "end") return ending;
    }
    return "end";
  }

  private node(node: TemplateNode): Ending {
    switch (node.type) {
      case "text":
        this.out += node.text;
        return "end";
      case "reference":
        this.out += textOf(this.reference(node));
        return "end";
      case "set":
        this.set(node.to, this.value(node.value));
        return "end";
      case "if": {
        const branch = node.branches.find(
          ({ condition }) => condition === null || isTrue(this.value(condition)),
        );
        return branch === undefined ? "end" : this.nodes(branch.body);
      }
      case "foreach":
        return this.foreach(node.name, this.value(node.over), node.body);
      case "define": {
        const { body } = node;
        this.variables.set(node.name, { type: "block", render: () => this.inner(body) });
        return "end";
      }
      case "macro":
        this.macros.set(node.name, node);
        return "end";
      case "callMacro":
        return this.callMacro(node);
      case "evaluate":
        this.out += this.inner(parseTemplate(textOf(this.value(node.template))));
        return "end";
      case "break":
      case "stop":
        return node.type;
    }
  }

  /** What some nodes come to, apart from what was rendered so far. */
  private inner(nodes: readonly TemplateNode[]): string {
    const before = this.out;
    this.out = "";
    this.deeper(() => this.nodes(nodes));
    const rendered = this.out;
    this.out = before;
    return rendered;
  }

  private deeper<Result>(go: () => Result): Result {
    if (this.depth >= mostNesting) throw new TemplateError("it lies too deep in itself");
    this.depth += 1;
    const result = go();
    this.depth -= 1;
    return result;
  }

  private foreach(name: string, over: Value, body: readonly TemplateNode[]): Ending {
    const items = isList(over) ? [...over.items] : isMap(over) ? [...over.entries.values()] : [];
    const names = [name, "foreach", "velocityCount", "velocityHasNext"];
    const before = names.map((each) => [each, this.variables.get(each)] as const);
    const parent = this.variables.get("foreach") ?? null;
    let ending: Ending = "end";
    for (const [index, item] of items.slice(0, mostIterations).entries()) {
      const hasNext = index + 1 < items.length;
      this.variables.set(name, item);
      this.variables.set("foreach", loopOf(index, hasNext, parent));
      this.variables.set("velocityCount", index + 1);
      this.variables.set("velocityHasNext", hasNext);
      ending = this.nodes(body);
      if (ending !== "end") break;
    }
    for (const [each, value] of before) {
      if (value === undefined) this.variables.delete(each);
      else this.variables.set(each, value);
    }
    return ending === "stop" ? "stop" : "end";
  }

  private callMacro(node: Extract<TemplateNode, { type: "callMacro" }>): Ending {
    const macro = this.macros.get(node.name);
    if (macro === undefined) {
      const name = /^#@?[a-zA-Z0-9_-]+/.exec(node.written)![0]; // As every call begins.
      this.out += name + this.inner(parseTemplate(node.written.slice(name.length)));
      return this.nodes(node.body);
    }
    const { parameters } = macro;
    const names = [...parameters, "bodyContent"];
    const before = names.map((each) => [each, this.variables.get(each)] as const);
    const given = parameters.map((_name, at) => this.optional(node.args[at]));
    parameters.forEach((each, at) => this.variables.set(each, given[at]!));
    this.variables.set("bodyContent", { type: "block", render: () => this.inner(node.body) });
    const ending = this.deeper(() => this.nodes(macro.body));
    for (const [each, value] of before) {
      if (value === undefined) this.variables.delete(each);
      else this.variables.set(each, value);
    }
    return ending;
  }

  private optional(expression: Expression | undefined): Value {
    return expression === undefined ? null : this.value(expression);
  }

  private reference({ name, path }: Reference): Value {
    let value = this.variables.get(name) ?? null;
    for (const step of path) value = this.step(value, step);
    return value;
  }

  private step(of: Value, step: Step): Value {
    switch (step.type) {
      case "property":
        return propertyOf(of, step.name);
      case "index": {
        const at = this.value(step.at);
        if (isList(of)) return typeof at === "number" ? itemAt(of, at) : null;
        return propertyOf(of, textOf(at));
      }
      case "method": {
        const args = step.args.map((arg) => this.value(arg));
        return callMethod(of, step.name, args);
      }
    }
  }

  private set({ name, path }: Reference, value: Value): void {
    const last = path.at(-1);
    if (last === undefined) {
      this.variables.set(name, value);
      return;
    }
    let owner = this.variables.get(name) ?? null;
    for (const step of path.slice(0, -1)) owner = this.step(owner, step);
    if (last.type === "method") throw new TemplateError("a method cannot be set");
    if (isMap(owner)) {
      const key = last.type === "property" ? last.name : textOf(this.value(last.at));
      owner.entries.set(key, value);
    } else if (isList(owner) && last.type === "index") {
      const at = this.value(last.at);
      if (typeof at === "number" && at >= 0 && at <= owner.items.length) owner.items[at] = value;
    }
  }

  private value(expression: Expression): Value {
    switch (expression.type) {
      case "literal":
        return expression.value;
      case "reference":
        return this.reference(expression) ?? "";
      case "interpolated":
        return this.inner(expression.body);
      case "list":
        return { type: "list", items: expression.items.map((i) => this.value(i)), isJson: false };
      case "range":
        return rangeOf(this.value(expression.from), this.value(expression.to));
      case "map": {
        const entries = expression.entries.map(
          ([key, value]) => [textOf(this.value(key)), this.value(value)] as const,
        );
        return { type: "map", entries: new Map(entries) };
      }
      case "not":
        return !isTrue(this.value(expression.of));
      case "binary":
        return this.binary(expression.operator, expression.left, expression.right);
    }
  }

  private binary(operator: BinaryOperator, left: Expression, right: Expression): Value {
    const one = this.value(left);
    if (operator === "&&") return isTrue(one) && isTrue(this.value(right));
    if (operator === "||") return isTrue(one) || isTrue(this.value(right));
    return joined(operator, one, this.value(right));
  }
}

/** All but `false` is true, also what is not there. */
const isTrue = (value: Value): boolean => value !== false;

function joined(operator: Exclude<BinaryOperator, "&&" | "||">, one: Value, other: Value): Value {
  if (operator === "==") return isSame(one, other);
  if (operator === "!=") return !isSame(one, other);
  if (typeof one !== "number" || typeof other !== "number") {
    const isText = typeof one === "string" || typeof other === "string";
    if (operator === "+" && isText) return textOf(one) + textOf(other);
    return /[<>]/.test(operator) ? false : null;
  }
  switch (operator) {
    case "<":
      return one < other;
    case "<=":
      return one <= other;
    case ">":
      return one > other;
    case ">=":
      return one >= other;
    case "+":
      return one + other;
    case "-":
      return one - other;
    case "*":
      return one * other;
    case "/":
      if (other === 0) return null;
      return Number.isInteger(one) && Number.isInteger(other)
        ? Math.trunc(one / other)
        : one / other;
    case "%":
      return other === 0 ? null : one % other;
  }
}

/** The whole numbers from one to another, either way; one more than loops go round is enough. */
function rangeOf(from: Value, to: Value): Value {
  if (typeof from !== "number" || typeof to !== "number") return null;
  const step = from <= to ? 1 : -1;
  const length = Math.min(Math.abs(to - from), mostIterations) + 1;
  const items = Array.from({ length }, (_, at) => from + at * step);
  return { type: "list", items, isJson: false };
}

/** What a template knows of the loop that it is in. */
const loopOf = (index: number, hasNext: boolean, parent: Value): Value => {
  const members: Readonly<Record<string, Value>> = {
    index,
    count: index + 1,
    hasNext,
    first: index === 0,
    last: !hasNext,
    parent,
  };
  const get = (name: string): Value => (Object.hasOwn(members, name) ? members[name]! : null);
  const call = (name: string): Value =>
    name === "hasNext" || name === "isFirst" || name === "isLast"
      ? get(name.replace(/^is(.)/, (_all, letter: string) => letter.toLowerCase()))
      : get(name.replace(/^get(.)/, (_all, letter: string) => letter.toLowerCase()));
  return { type: "host", get, call };
};

function propertyOf(of: Value, name: string): Value {
  if (isMap(of)) return of.entries.get(name) ?? (name === "empty" ? of.entries.size === 0 : null);
  if (name === "empty" && (isList(of) || typeof of === "string")) {
    return callMethod(of, "isEmpty", []);
  }
  return typeof of === "object" && of !== null && of.type === "host" ? of.get(name) : null;
}
