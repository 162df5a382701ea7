import type { Component } from "./component.ts";
import { EffectList } from "./effect-list.ts";
import { DefectError } from "./errors.ts";
import type { FaultInjection } from "./fault-injection.ts";
import type { Meter } from "./metered-sums.ts";
import { noRequest, type RequestId } from "./effect.ts";
import { type Context } from "./machine.ts";
import { observe } from "./meter.ts";
import type { Oracle } from "./oracle.ts";
import type { Tagged } from "./plain.ts";
import { Positions } from "./positions.ts";
import { keyedRandom, keyedSeedFor } from "./random/keyed.ts";
import { nextIn, noStream, placeOfStream, putStream, streamFor } from "./random/stream.ts";
import type { Instant } from "./time.ts";
import type { Note } from "./trace.ts";

const noImpairments: readonly never[] = Object.freeze([]);

/** Has a component answer another within the event. */
export type Consultant = (asker: Component, port: number, to: number, question: Tagged) => Tagged;

/** Says what a metric of another component came to in a minute. */
export type Measurer = (
  asker: Component,
  port: number,
  to: number,
  metric: string,
  minute: number,
  withValues: boolean,
) => Meter | null;

/** What no event has noted. */
export const noNotes: readonly Note[] = [];

/** What a transition sees of the kernel. */
export class KernelContext implements Context<unknown> {
  // Of no number at first, so that V8 keeps a later instant as one box, which all that is written at it share.
  now: Instant = null as never;
  settings: unknown = null;
  request: RequestId = noRequest;
  readonly effects = new EffectList();
  component!: Component;
  /** Folded into the digest: answers of the oracle other than the usual one. */
  deviation = 0;
  /** What the transition noted; `null` where nobody asks for it. */
  notes: readonly Note[] | null = null;
  /** The faults that the work met that the transition began; `null` where it met none, or nobody asks. */
  metFaults: string | null = null;

  private readonly seed: number | string;
  /** Who answers choices. */
  oracle: Oracle;

  private readonly injection: FaultInjection;
  private readonly consultant: Consultant;
  /** Counts on the meters of another component, by its number. */
  private readonly countIn: (component: number, metric: number, value: number) => void;
  private readonly measurer: Measurer;

  constructor(
    seed: number | string,
    oracle: Oracle,
    injection: FaultInjection,
    {
      consult,
      countIn,
      measure,
    }: { consult: Consultant; countIn: KernelContext["countIn"]; measure: Measurer },
  ) {
    this.seed = seed;
    this.oracle = oracle;
    this.injection = injection;
    this.consultant = consult;
    this.countIn = countIn;
    this.measurer = measure;
  }

  random(purpose: number): number {
    const { numbers, streamsFrom } = this.component;
    const place = placeOfStream(streamsFrom, purpose);
    if (numbers[place] === noStream) this.beginStream(purpose, place);
    return nextIn(numbers, place);
  }

  private beginStream(purpose: number, place: number): void {
    const { numbers, name, incarnation, machine } = this.component;
    const stream = streamFor(this.seed, name, incarnation, machine.purposes.names[purpose]!);
    putStream(numbers, place, stream);
  }

  randomFor(purpose: number, key: number): number {
    const { keyedSeeds } = this.component;
    let pair = keyedSeeds[purpose];
    if (pair === undefined) {
      const { name, incarnation, machine } = this.component;
      pair = keyedSeedFor(this.seed, name, incarnation, machine.purposes.names[purpose]!);
      keyedSeeds[purpose] = pair;
    }
    return keyedRandom(pair[0], pair[1], key);
  }

  choose(choice: number, key: number, weights: readonly number[]): number {
    const { positions, name, machine } = this.component;
    let counts = positions[choice];
    if (counts === undefined) {
      counts = new Positions();
      positions[choice] = counts;
    }
    const label = machine.choices.names[choice]!;
    const taken = this.oracle.choose(name, label, key, counts.next(key), weights);
    if (!(taken >= 0 && taken < weights.length)) {
      throw new DefectError(
        `the oracle answers ${taken} to "${label}", which has ${weights.length} alternatives`,
      );
    }
    if (taken !== 0) this.deviation = Math.imul(this.deviation, 31) + (choice + 1) * 64 + taken;
    return taken;
  }

  impairments(key: number): readonly Tagged[] {
    if (this.component.workFaults.length === 0) return noImpairments;
    const faults = this.injection.impairing(this.component, key, this.now);
    if (faults.length === 0) return noImpairments;
    this.deviation = Math.imul(this.deviation, 31) + faults.length;
    if (this.notes !== null) this.metFaults = faults.map(({ name }) => name).join('" and "');
    return faults.map(({ impairment }) => impairment);
  }

  consult(port: number, to: number, question: Tagged): Tagged {
    return this.consultant(this.component, port, to, question);
  }

  measure(
    port: number,
    to: number,
    metric: string,
    minute: number,
    withValues = false,
  ): Meter | null {
    return this.measurer(this.component, port, to, metric, minute, withValues);
  }

  observe(metric: number, value: number): void {
    const { component } = this;
    observe(component, metric, value, this.now);
    if (component.countsInto !== -1) this.countIn(component.countsInto, metric, value);
  }

  note(note: number, first: number, second?: number, third?: number): void {
    if (this.notes !== null) this.putNote(note, first, second, third);
  }

  private putNote(note: number, first: number, second?: number, third?: number): void {
    const name = this.component.machine.notes!.names[note]!; // Who notes has declared it.
    let noted: Note;
    if (second === undefined) noted = [name, first];
    else if (third === undefined) noted = [name, first, second];
    else noted = [name, first, second, third];
    // Most have one, and a list that grows takes room for many.
    if (this.notes!.length === 0) this.notes = [noted];
    else (this.notes as Note[]).push(noted); // Of this event: nobody else has seen it.
  }
}
