import { type AnyEffect, type AnyMachine, type Tagged } from "@orrery/kernel";
import type { ServiceModel } from "../../../../service/service-model.ts";
import type { RecordsGot } from "../../../../service/source.ts";
import { services } from "../../../../services.ts";

type Effects = readonly AnyEffect[];

/** What a machine does in place of what it should; `input`: what it reacts to. */
export type Defect = (effects: Effects, input: Tagged) => Effects;

/** All services, with a defect in the machine of one kind. */
export const withDefect = (kind: string, defect: Defect): readonly ServiceModel[] =>
  services.map((service) => ({
    ...service,
    kinds: (world) =>
      service.kinds(world).map((each) => {
        if (each.machine.kind !== kind) return each;
        const transition: AnyMachine["transition"] = (state, input, context) =>
          defect(each.machine.transition(state, input, context) as Effects, input as Tagged);
        return { ...each, machine: { ...each.machine, transition } };
      }),
  }));

type Records = RecordsGot["records"];
export type ChangeOfRecords = (records: Records, nth: number) => Records;

/** A source gives its readers something else than it has. */
export function givingRecords(change: ChangeOfRecords): Defect {
  let count = 0;
  return changingReplies<RecordsGot>("recordsGot", (body) => {
    if (body.records.length === 0) return body;
    count += 1;
    return { ...body, records: change(body.records, count) };
  });
}

/** A machine answers something else than it should. */
export const changingReplies =
  <Body extends Tagged>(type: Body["type"], change: (body: Body) => Body): Defect =>
  (effects) =>
    effects.map((effect) =>
      effect.type === "reply" && effect.body.type === type
        ? { ...effect, body: change(effect.body as Body) }
        : effect,
    );

/** A machine asks for something else than it should; `null`: for nothing. */
export const changingSends =
  (change: (input: Tagged) => Tagged | null): Defect =>
  (effects) =>
    effects.flatMap((effect): readonly AnyEffect[] => {
      if (effect.type !== "send") return [effect];
      const input = change(effect.input);
      return input === null ? [] : [{ ...effect, input }];
    });
