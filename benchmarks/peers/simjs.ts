/** What the benchmarks use of simjs 2, which comes without types. */
interface SimjsLibrary {
  readonly Sim: new () => SimjsSimulation;
  readonly Entity: new (simulation: SimjsSimulation, name?: string) => SimjsEntity;
  readonly Facility: new (
    name: string,
    discipline: number,
    servers: number,
    maxQueueLength?: number,
  ) => SimjsFacility;
  readonly Random: new (seed: number) => {
    exponential(rate: number): number;
    random(): number;
  };
}

export interface SimjsSimulation {
  addEntity(entity: new (simulation: SimjsSimulation, name?: string) => SimjsEntity): SimjsEntity;
  simulate(endTime: number, maxEvents?: number): boolean;
  step(): boolean;
  time(): number;
}

export interface SimjsEntity {
  /** What a facility answered: the number of the server, or −1 when it had no room. */
  readonly callbackMessage: number;
  time(): number;
  setTimer(duration: number): SimjsRequest;
  useFacility(facility: SimjsFacility, duration: number): SimjsRequest;
}

export interface SimjsRequest {
  done(callback: (argument: never) => void, context?: unknown, argument?: unknown): this;
  cancel(): void;
}

export type SimjsFacility = { readonly use: unknown };

// The package is a bundle for browsers, which leaves what it exports in `window`.
const scope: { Sim?: SimjsLibrary } = {};
Object.assign(globalThis, { window: scope });
// @ts-expect-error -- It has no types.
await import("simjs");

/** The library simjs, from npm. */
export const simjs: SimjsLibrary = scope.Sim!; // Set by the line above.

/** The first come is served first. */
export const firstComeFirstServed = 1;
