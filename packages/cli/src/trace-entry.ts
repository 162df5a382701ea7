import { ConfigError, shownValue, type AnyEffect, type TraceEntry } from "@orrery/kernel";
import type { TraceBlock } from "./trace-file.ts";

/** Reads the entries of one block, and checks that each has the form that other readers count on. */
export class EntryReader {
  private readonly path: string;
  private readonly block: TraceBlock;
  private readonly effects = new Map<string, AnyEffect>();
  private event: number;
  private at: number;

  constructor(path: string, block: TraceBlock) {
    this.path = path;
    this.block = block;
    this.event = block.event;
    this.at = block.from;
  }

  /** @throws ConfigError with the byte at which the first damaged entry begins. */
  read(bytes: Buffer): readonly TraceEntry[] {
    const entries: TraceEntry[] = [];
    for (let start = 0; start < bytes.length;) {
      const end = bytes.indexOf(10, start);
      const where = `${this.path}, byte ${this.block.offset + start}`;
      if (end < 0) throw new ConfigError(where, "an entry of the trace", "one that is cut");
      entries.push(this.entryOf(bytes.toString("utf8", start, end), where));
      start = end + 1;
    }
    return entries;
  }

  private entryOf(line: string, where: string): TraceEntry {
    let entry: unknown;
    try {
      entry = JSON.parse(line);
    } catch {
      throw new ConfigError(where, "an entry of the trace", "what is no JSON");
    }
    if (!isObject(entry)) throw new ConfigError(where, "an entry of the trace", "something else");
    this.resolve(entry, where);
    const problem = this.problemOf(entry);
    if (problem !== null) throw new ConfigError(where, "an entry of the trace", problem);
    const checked = entry as unknown as TraceEntry; // Checked in the line before.
    this.event = checked.event;
    this.at = checked.at;
    for (const [place, effect] of checked.effects.entries()) {
      this.effects.set(`${checked.event} ${place}`, effect);
    }
    return checked;
  }

  /** Puts values in their places that the trace has in an earlier effect. */
  private resolve(entry: Record<string, unknown>, where: string): void {
    const { same } = entry;
    if (same === undefined) return;
    delete entry["same"];
    const wrong = (): never => {
      throw new ConfigError(where, "an entry whose `same` names earlier effects", "another");
    };
    if (!isObject(same)) return wrong();
    for (const [path, origin] of Object.entries(same)) {
      if (!Array.isArray(origin)) return wrong();
      const [event, place, part] = origin as readonly unknown[];
      const effect =
        this.effects.get(`${String(event)} ${String(place)}`) ?? this.ownEffect(entry, origin);
      let value: unknown =
        effect?.type === "send" || effect?.type === "handOn"
          ? effect.input
          : effect?.type === "reply"
            ? effect.body
            : undefined;
      for (const step of typeof part === "string" ? part.split(".") : []) {
        value = isHolder(value) ? own(value, step) : undefined;
      }
      const steps = path.split(".");
      const last = steps.pop()!;
      let holder: unknown = entry;
      for (const step of steps) holder = isHolder(holder) ? own(holder, step) : undefined;
      if (value === undefined || !isHolder(holder) || own(holder, last) !== 0) return wrong();
      Reflect.set(holder, last, value);
    }
  }

  /** An effect of the entry itself that comes before the one in question. */
  private ownEffect(entry: Record<string, unknown>, [event, place]: readonly unknown[]) {
    if (event !== entry["event"] || !Array.isArray(entry["effects"])) return undefined;
    const effect: unknown = entry["effects"][Number(place)];
    return isTagged(effect) ? (effect as unknown as AnyEffect) : undefined;
  }

  private problemOf(entry: Record<string, unknown>): string | null {
    const { event, at, component, kind, input, effects, cause, request, notes, fault } = entry;
    if (!isWhole(event) || event < this.event) return `event ${shown(event)} after ${this.event}`;
    if (!isWhole(at) || at < this.at) return `the instant ${shown(at)} after ${this.at}`;
    if (at > this.block.until) return `the instant ${at}, which its block in the index has not`;
    if (typeof component !== "string") return `the component ${shown(component)}`;
    if (typeof kind !== "string") return `the kind ${shown(kind)}`;
    if (!isTagged(input)) return "an input without a type";
    if (!Array.isArray(effects) || !effects.every(isEffect)) return "effects of another form";
    if (!isWhole(cause) || (cause >= event && cause !== -1)) {
      return `the cause ${shown(cause)} of event ${event}`;
    }
    if (!isWhole(request)) return `the request ${shown(request)}`;
    if (notes !== undefined && !(Array.isArray(notes) && notes.every(isNote))) {
      return "notes of another form";
    }
    if (fault !== undefined && typeof fault !== "string") return `the fault ${shown(fault)}`;
    return null;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isHolder = (value: unknown): value is object => typeof value === "object" && value !== null;
const own = (holder: object, key: string): unknown =>
  Object.hasOwn(holder, key) ? Reflect.get(holder, key) : undefined;
const isWhole = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= -1;
const isTagged = (value: unknown): value is Record<string, unknown> =>
  isObject(value) && typeof value["type"] === "string";
const isNote = (value: unknown): boolean =>
  Array.isArray(value) &&
  typeof value[0] === "string" &&
  value.slice(1).every((number) => Number.isSafeInteger(number));

function isEffect(value: unknown): boolean {
  if (!isTagged(value)) return false;
  if (value["type"] === "send" || value["type"] === "handOn") return isTagged(value["input"]);
  if (value["type"] === "reply") return isTagged(value["body"]) && isWhole(value["to"]);
  if (value["type"] === "changeArchitecture") return isObject(value["change"]);
  return true;
}

const shown = (value: unknown): string =>
  value === undefined ? "that is missing" : shownValue(value);
