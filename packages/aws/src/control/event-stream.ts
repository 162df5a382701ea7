import { invariant, type Simulation, type Tagged } from "@orrery/kernel";
import type { PlainObject } from "../service/refusal.ts";
import type { Channel } from "../service/service-model.ts";
import { componentOf } from "./plane.ts";

/**
 * What an operation pushes to whoever called it from outside. To take the next event lets virtual time pass until
 * there is one, or until the stream ends.
 */
export class EventStream implements Iterable<PlainObject> {
  private readonly simulation: Simulation;
  private readonly channel: Channel;
  private readonly params: PlainObject;

  constructor(simulation: Simulation, channel: Channel, params: PlainObject) {
    this.simulation = simulation;
    this.channel = channel;
    this.params = params;
  }

  *[Symbol.iterator](): Generator<PlainObject, void> {
    for (let event = this.take(); event !== null; event = this.take()) yield event;
  }

  private take(): PlainObject | null {
    const { kind, name, input } = this.channel.next(this.params);
    const component = componentOf(kind, name);
    if (!this.simulation.has(component)) return null;
    let taken: Tagged | undefined;
    this.simulation.tell(component, input, (body) => {
      taken = body;
    });
    while (taken === undefined) {
      const moved = this.simulation.step();
      invariant(moved, `${this.channel.member} neither goes on nor ends`);
    }
    return this.channel.shown(taken);
  }
}
