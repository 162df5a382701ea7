import {
  base64Of,
  bytesOfBase64,
  type AnyEffect,
  type AnyMachine,
  type TraceEntry,
} from "@orrery/kernel";

/**
 * What a run leaves of its events, so that a repetition can say at which one it differs: for each
 * that is traced, whose it was and a byte that depends on all events so far. Of a run of more than
 * a million events it keeps every second, fourth … only.
 */
export interface Imprint {
  /** Every so many events, the last of them is kept. */
  readonly stride: number;
  /** Names of components, in order of their first event. */
  readonly components: readonly string[];
  /** Two bytes for each event that is kept, as base64: the component's place modulo 256, and the sum. */
  readonly bytes: string;
}

const mostKept = 2 ** 20;

/** Takes the imprint of a run: its {@link ImprintRecorder.take} is the run's trace sink. */
export class ImprintRecorder {
  private readonly sums: RunningSum;
  private bytes: Uint8Array = new Uint8Array(4_096);
  private kept = 0;
  private stride = 1;

  constructor(machines: readonly AnyMachine[]) {
    this.sums = new RunningSum(machines);
  }

  /** Takes the next event. */
  readonly take = (entry: TraceEntry): void => {
    const sum = this.sums.add(entry);
    if (this.sums.count % this.stride !== 0) return;
    if (this.kept === mostKept) {
      this.thin();
      if (this.sums.count % this.stride !== 0) return;
    }
    if (this.kept * 2 === this.bytes.length) this.grow();
    this.bytes[this.kept * 2] = this.sums.numberOf(entry.component);
    this.bytes[this.kept * 2 + 1] = sum;
    this.kept += 1;
  };

  /** What there is of the events so far. */
  get imprint(): Imprint {
    const { stride } = this;
    const bytes = base64Of(this.bytes.subarray(0, this.kept * 2));
    return { stride, components: this.sums.components, bytes };
  }

  private grow(): void {
    const larger = new Uint8Array(this.bytes.length * 2);
    larger.set(this.bytes);
    this.bytes = larger;
  }

  /** Keeps every second of what is kept. */
  private thin(): void {
    this.stride *= 2;
    this.kept /= 2;
    for (let place = 0; place < this.kept; place += 1) {
      this.bytes[place * 2] = this.bytes[place * 4 + 2]!;
      this.bytes[place * 2 + 1] = this.bytes[place * 4 + 3]!;
    }
  }
}

/** Where a repetition differs from an imprint. */
export interface Mismatch {
  /** The first event that may differ, from 0 as in traces. */
  readonly from: number;
  /** The first event that is known to. */
  readonly event: number;
  /** Whose event that was when the imprint was taken; `undefined`: there was none. */
  readonly saved: string | undefined;
  /** The event now. */
  readonly now: TraceEntry;
}

/** Compares a repetition with the imprint of a run: its {@link ImprintCheck.take} is its trace sink. */
export class ImprintCheck {
  /** Where they differ first; `null` while they agree. */
  mismatch: Mismatch | null = null;
  private readonly sums: RunningSum;
  private readonly imprint: Imprint;
  private readonly bytes: Uint8Array;
  /** The first event since the last that agreed; `null`: there was none yet. */
  private from: number | null = null;

  constructor(machines: readonly AnyMachine[], imprint: Imprint) {
    this.sums = new RunningSum(machines);
    this.imprint = imprint;
    this.bytes = bytesOfBase64(imprint.bytes) ?? new Uint8Array(0);
  }

  /** Takes the next event. */
  readonly take = (entry: TraceEntry): void => {
    if (this.mismatch !== null) return;
    const { stride } = this.imprint;
    const sum = this.sums.add(entry);
    const { count } = this.sums;
    this.from ??= entry.event;
    if (count % stride !== 0) return;
    const place = (count / stride - 1) * 2;
    const saved = this.nameAt(place, entry.component);
    if (saved === entry.component && this.bytes[place + 1] === sum) {
      this.from = null;
      return;
    }
    this.mismatch = { from: this.from, event: entry.event, saved, now: entry };
  };

  /** The component of an entry, kept modulo 256: `current`, where it can be that one. */
  private nameAt(place: number, current: string): string | undefined {
    const { components } = this.imprint;
    const number = this.bytes[place];
    if (number === undefined) return undefined;
    return components.indexOf(current) % 256 === number ? current : components[number];
  }
}

/** A byte that depends on every event so far: on its component, instant, content and effects. */
class RunningSum {
  readonly components: string[] = [];
  /** How many events it has seen. */
  count = 0;
  private readonly numbers = new Map<string, number>();
  private readonly machines: ReadonlyMap<string, AnyMachine>;
  private sum = 0;

  constructor(machines: readonly AnyMachine[]) {
    this.machines = new Map(machines.map((machine) => [machine.kind, machine]));
  }

  add({ at, component, kind, input, effects }: TraceEntry): number {
    let number = this.numbers.get(component);
    if (number === undefined) {
      number = this.components.push(component) - 1;
      this.numbers.set(component, number);
    }
    this.count += 1;
    const machine = this.machines.get(kind);
    this.fold(number);
    this.fold(at);
    this.fold(machine?.inputs.of[input.type] ?? 0);
    this.fold(machine?.fingerprint(input) ?? 0);
    for (const effect of effects) this.foldEffect(effect);
    return (this.sum ^ (this.sum >>> 8) ^ (this.sum >>> 16) ^ (this.sum >>> 24)) & 255;
  }

  numberOf(component: string): number {
    return this.numbers.get(component)!;
  }

  private foldEffect(effect: AnyEffect): void {
    switch (effect.type) {
      case "setTimer":
        this.fold(effect.timer + 8);
        this.fold(effect.at);
        return;
      case "send":
        this.fold(effect.port + 16);
        this.fold(effect.deadline);
        return;
      case "handOn":
        this.fold(effect.port + 24);
        this.fold(effect.to);
        return;
      case "reply":
        this.fold(effect.body.type.length);
        return;
      case "clearTimer":
      case "stop":
      case "changeArchitecture":
        this.fold(effect.type.length);
    }
  }

  private fold(value: number): void {
    const low = value | 0;
    const high = value === low ? 0 : Math.floor(value / 2 ** 32) | 0;
    const mixed = Math.imul(this.sum ^ low, 0x9e3779b1) + Math.imul(high, 0x85ebca6b);
    this.sum = (mixed << 13) | (mixed >>> 19);
  }
}
