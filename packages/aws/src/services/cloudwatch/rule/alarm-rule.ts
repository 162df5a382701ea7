import type { AlarmState } from "../../../alarm/evaluation.ts";

/** The rule of a composite alarm, as it was read. Plain data. */
export type RuleTree =
  | { readonly type: "constant"; readonly is: boolean }
  | { readonly type: "state"; readonly state: AlarmState; readonly alarm: string }
  | { readonly type: "not"; readonly of: RuleTree }
  | { readonly type: "and" | "or"; readonly left: RuleTree; readonly right: RuleTree }
  | {
      readonly type: "atLeast";
      readonly count: number;
      readonly isPercent: boolean;
      readonly state: AlarmState;
      readonly isNot: boolean;
      readonly alarms: readonly string[];
    };

/** The alarms of a rule, by name or ARN as it has them, each once. */
export function alarmsIn(tree: RuleTree): readonly string[] {
  return [...new Set(named(tree))];
}

function named(tree: RuleTree): readonly string[] {
  switch (tree.type) {
    case "constant":
      return [];
    case "state":
      return [tree.alarm];
    case "not":
      return named(tree.of);
    case "atLeast":
      return tree.alarms;
    default:
      return [...named(tree.left), ...named(tree.right)];
  }
}

/** Whether a rule is true, by the states of the alarms in it. */
export function holds(tree: RuleTree, stateOf: (alarm: string) => AlarmState | null): boolean {
  switch (tree.type) {
    case "constant":
      return tree.is;
    case "state":
      return stateOf(tree.alarm) === tree.state;
    case "not":
      return !holds(tree.of, stateOf);
    case "and":
      return holds(tree.left, stateOf) && holds(tree.right, stateOf);
    case "or":
      return holds(tree.left, stateOf) || holds(tree.right, stateOf);
    case "atLeast": {
      const { alarms, state, isNot, count, isPercent } = tree;
      const met = alarms.filter((alarm) => (stateOf(alarm) === state) !== isNot).length;
      return isPercent ? met * 100 >= count * alarms.length : met >= count;
    }
  }
}

const token = /\s*(?:([(),])|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s(),"']+))/y;

interface Token {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** Reads a rule; `null` where it is none. */
export function parseAlarmRule(text: string): RuleTree | null {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  for (let at = 0; at < end;) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (found === null) return null;
    const quoted = found[2] ?? found[3];
    tokens.push(
      quoted === undefined
        ? { text: (found[1] ?? found[4])!, isQuoted: false }
        : { text: quoted.replace(/\\(.)/g, "$1"), isQuoted: true },
    );
    at = token.lastIndex;
  }
  const reader = new RuleReader(tokens);
  const tree = reader.either();
  return tree !== null && reader.isAtEnd ? tree : null;
}

const states: readonly AlarmState[] = ["ALARM", "OK", "INSUFFICIENT_DATA"];

class RuleReader {
  private readonly tokens: readonly Token[];
  private place = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.place === this.tokens.length;
  }

  either(): RuleTree | null {
    return this.chain("OR", "or", () => this.both());
  }

  private both(): RuleTree | null {
    return this.chain("AND", "and", () => this.single());
  }

  private chain(word: string, type: "and" | "or", part: () => RuleTree | null): RuleTree | null {
    let left = part();
    while (left !== null && this.take(word)) {
      const right = part();
      if (right === null) return null;
      left = { type, left, right };
    }
    return left;
  }

  private single(): RuleTree | null {
    if (this.take("NOT")) {
      const of = this.single();
      return of === null ? null : { type: "not", of };
    }
    if (this.take("(")) {
      const inner = this.either();
      return this.take(")") ? inner : null;
    }
    if (this.take("TRUE")) return { type: "constant", is: true };
    if (this.take("FALSE")) return { type: "constant", is: false };
    if (this.take("AT_LEAST")) return this.atLeast();
    const state = states.find((each) => this.take(each));
    if (state === undefined || !this.take("(")) return null;
    const alarm = this.name();
    return alarm !== null && this.take(")") ? { type: "state", state, alarm } : null;
  }

  /** `(2, ALARM, (a, b, c))`, `(50%, NOT OK, (a, b))`. */
  private atLeast(): RuleTree | null {
    if (!this.take("(")) return null;
    const [, count, percent] = /^(\d+)(%?)$/.exec(this.name() ?? "") ?? [];
    if (count === undefined || !this.take(",")) return null;
    const isNot = this.take("NOT");
    const state = states.find((each) => this.take(each));
    if (state === undefined || !this.take(",") || !this.take("(")) return null;
    const alarms: string[] = [];
    for (;;) {
      const alarm = this.name();
      if (alarm === null) return null;
      alarms.push(alarm);
      if (this.take(")")) break;
      if (!this.take(",")) return null;
    }
    if (!this.take(")")) return null;
    const isPercent = percent === "%";
    const is = Number(count);
    if (is < 1 || is > (isPercent ? 100 : alarms.length)) return null;
    return { type: "atLeast", count: is, isPercent, state, isNot, alarms };
  }

  private name(): string | null {
    const next = this.tokens[this.place];
    if (next === undefined || (!next.isQuoted && /^[(),]$/.test(next.text))) return null;
    this.place += 1;
    return next.text;
  }

  private take(word: string): boolean {
    const next = this.tokens[this.place];
    if (next === undefined || next.isQuoted || next.text.toUpperCase() !== word) return false;
    this.place += 1;
    return true;
  }
}
