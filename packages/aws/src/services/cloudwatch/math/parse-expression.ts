import { signs, type Expression, type Sign } from "./expression.ts";

/** Reads an expression of metric math; `null` where it is none. */
export function parseExpression(text: string): Expression | null {
  const tokens = tokensOf(text);
  if (tokens === null) return null;
  const reader = new Reader(tokens);
  const read = reader.at(0);
  return read !== null && reader.isAtEnd ? read : null;
}

const token =
  /\s*(?:(\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_][\w]*)|(==|!=|<=|>=|&&|\|\||[-+*/^<>()[\],]))/y;

function tokensOf(text: string): readonly string[] | null {
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  for (let at = 0; at < end;) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (found === null) return null;
    tokens.push(found[1] ?? found[2] ?? found[3] ?? found[4]!);
    at = token.lastIndex;
  }
  return tokens;
}

/** Deeper ones no engine reads alike. */
const mostDepth = 100;

class Reader {
  private readonly tokens: readonly string[];
  private place = 0;
  private depth = 0;

  constructor(tokens: readonly string[]) {
    this.tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.place === this.tokens.length;
  }

  /** What binds at least so closely. */
  at(level: number): Expression | null {
    const own: readonly string[] | undefined = signs[level];
    if (own === undefined) return this.single();
    let left = this.at(level + 1);
    while (left !== null && own.includes((this.tokens[this.place] ?? "").toUpperCase())) {
      const sign = this.tokens[this.place]!.toUpperCase() as Sign; // It is one of them.
      this.place += 1;
      const right = this.at(level + 1);
      if (right === null) return null;
      left = { type: "operation", sign, left, right };
    }
    return left;
  }

  private single(): Expression | null {
    this.depth += 1;
    const read = this.depth > mostDepth ? null : this.part();
    this.depth -= 1;
    return read;
  }

  private part(): Expression | null {
    const next = this.tokens[this.place];
    if (next === undefined) return null;
    this.place += 1;
    if (next === "-") {
      const of = this.single();
      return of === null ? null : { type: "negative", of };
    }
    if (next === "(") {
      const inner = this.at(0);
      return this.take(")") ? inner : null;
    }
    if (next === "[") {
      const items = this.list("]");
      return items === null ? null : { type: "list", items };
    }
    if (/^[\d.]/.test(next)) return { type: "number", value: Number(next) };
    if (/^["']/.test(next)) {
      return { type: "text", text: next.slice(1, -1).replace(/\\(.)/g, "$1") };
    }
    if (!/^[A-Za-z_]/.test(next)) return null;
    if (!this.take("(")) return { type: "name", name: next };
    const args = this.list(")");
    return args === null ? null : { type: "call", name: next.toUpperCase(), args };
  }

  private list(end: string): readonly Expression[] | null {
    const items: Expression[] = [];
    if (this.take(end)) return items;
    for (;;) {
      const item = this.at(0);
      if (item === null) return null;
      items.push(item);
      if (this.take(end)) return items;
      if (!this.take(",")) return null;
    }
  }

  private take(wanted: string): boolean {
    if (this.tokens[this.place] !== wanted) return false;
    this.place += 1;
    return true;
  }
}
