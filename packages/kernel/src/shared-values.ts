/** How many values are known at most, before all are forgotten. */
const mostKnown = 65_536;

/**
 * Plain values of which those that are equal become one object.
 *
 * Components of one kind have most of their settings in common: where there are thousands of them, one copy stays in
 * the cache, and what follows from it is worked out once. Nobody writes on settings.
 */
export class SharedValues {
  private readonly byText = new Map<string, object>();
  /** What stands for each that is known within the text of another. */
  private tokens = new WeakMap<object, string>();

  /** `value` with parts that all share which have an equal one. It is itself no part. */
  of<Value>(value: Value): Value {
    if (typeof value !== "object" || value === null || !isPlain(value)) return value;
    return this.withSharedParts(value) as Value; // The same fields with equal values.
  }

  private withSharedParts(value: object): object {
    let shared = value as Record<string, unknown>; // Any object is one, to be looked at.
    for (const name of Object.keys(value)) {
      const part = shared[name];
      if (typeof part !== "object" || part === null) continue;
      const same = this.shared(part);
      if (same === part) continue;
      if (shared === value) shared = (Array.isArray(value) ? value.slice() : { ...value }) as never;
      shared[name] = same;
    }
    return shared;
  }

  /** The one that stands for all that are equal to `value`; itself where it is more than plain data. */
  private shared(value: object): object {
    if (this.tokens.has(value) || !isPlain(value)) return value;
    const own = this.withSharedParts(value);
    const text = this.textOf(own);
    if (text === null) return own;
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    if (this.byText.size === mostKnown) {
      this.byText.clear();
      this.tokens = new WeakMap();
      return own;
    }
    this.tokens.set(own, `#${this.byText.size}`);
    this.byText.set(text, own);
    return own;
  }

  /** What tells a value from all that are not equal to it; `null`: it has parts that cannot be told. */
  private textOf(value: object): string | null {
    let text = Array.isArray(value) ? "[" : "{";
    for (const [name, part] of Object.entries(value) as [string, unknown][]) {
      text += `${JSON.stringify(name)}:`;
      if (typeof part === "string") text += JSON.stringify(part);
      else if (typeof part === "object" && part !== null) {
        const token = this.tokens.get(part);
        if (token === undefined) return null;
        text += token;
      } else if (typeof part === "function" || typeof part === "symbol") return null;
      else text += typeof part + (Object.is(part, -0) ? "-0" : String(part));
      text += ",";
    }
    return text;
  }
}

/** Whether an object is a list or a record, and nothing that has a life of its own. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype;
}
