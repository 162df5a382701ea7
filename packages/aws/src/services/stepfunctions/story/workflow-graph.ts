import { formatDuration, slab, type Duration, type SlabId } from "@orrery/kernel";
import type { Seen } from "../../../service/seen.ts";
import type { Definition, State } from "../language/definition.ts";
import { definitionOf } from "../state-machine/revisions.ts";
import type { StateMachineState, StateTally } from "../state-machine/state.ts";
import { workflowsAmong } from "./execution-story.ts";

/** What became of a state in all executions of a run. */
export interface StateShown {
  readonly name: string;
  readonly type: State["type"];
  /** The state around it; `null`: it is in the outermost flow. */
  readonly within: string | null;
  readonly entered: number;
  readonly exited: number;
  readonly failed: number;
  readonly caught: number;
  readonly retried: number;
  /** From entering to leaving it, on average, in microseconds; `null`: it was never left. */
  readonly meanTime: number | null;
  /** Where executions went from it, and how many; `null` is the end. */
  readonly next: readonly { readonly state: string | null; readonly count: number }[];
}

/** The states of a state machine, with what executions did in them. */
export interface WorkflowGraph {
  readonly stateMachine: string;
  readonly executions: number;
  readonly states: readonly StateShown[];
  /** As Mermaid draws it. */
  readonly mermaid: string;
}

/** The graphs of the state machines among resources, one for each definition that executions followed. */
export const workflowGraphs = (resources: readonly Seen[]): readonly WorkflowGraph[] =>
  workflowsAmong(resources).flatMap((seen) => {
    const machine = seen.state as StateMachineState; // Of this kind.
    const ids = Array.from({ length: machine.revisions.slots }, (_, slot) =>
      slab.idAt(machine.revisions, slot),
    );
    return ids.flatMap((id) => (id === undefined ? [] : [graphOf(machine, seen.name, id)]));
  });

function graphOf(machine: StateMachineState, stateMachine: string, id: SlabId): WorkflowGraph {
  const { revision, tallies } = slab.read(machine.revisions, id)!; // It is one of them.
  const definition = definitionOf(revision);
  const { states: all, flows } = definition;
  const states = all.map((state) => {
    const tally = slab.read(machine.tallies, tallies[state.number]!)!; // It has one for each state.
    const { entered, exited, failed, caught, retried, time } = tally;
    const around = flows[state.flow]!.within;
    return {
      name: state.name,
      type: state.type,
      within: around === null ? null : all[around]!.name,
      ...{ entered, exited, failed, caught, retried },
      meanTime: exited === 0 ? null : Math.round(time / exited),
      next: nextOf(tally, definition),
    };
  });
  return {
    stateMachine,
    executions: states[flows[0]!.startAt]!.entered,
    states,
    mermaid: mermaidOf(definition, states),
  };
}

function nextOf(tally: StateTally, { states }: Definition): StateShown["next"] {
  const { next, nextCount, others } = tally;
  const counts: [number, number][] = nextCount === 0 ? [] : [[next, nextCount]];
  counts.push(
    ...Object.entries(others ?? {}).map(([state, count]): [number, number] => [
      Number(state),
      count,
    ]),
  );
  return counts.map(([state, count]) => ({
    state: state < 0 ? null : states[state]!.name,
    count,
  }));
}

/** States as boxes, flows within states as frames, arrows with how many went there. */
function mermaidOf({ states, flows }: Definition, shown: readonly StateShown[]): string {
  const lines = ["flowchart TD"];
  const draw = (flow: number, indent: string): void => {
    for (const number of flows[flow]!.states) {
      const state = states[number]!;
      lines.push(`${indent}s${number}["${labelOf(shown[number]!)}"]`);
      for (const inner of flowsIn(state)) {
        lines.push(`${indent}subgraph f${inner}["${quoted(state.name)}"]`);
        draw(inner, `${indent}  `);
        lines.push(`${indent}end`);
        lines.push(`${indent}s${number} -.-> s${flows[inner]!.startAt}`);
      }
    }
  };
  draw(0, "  ");
  const numbers = new Map(states.map(({ name, number }) => [name, number]));
  for (const [number, { next }] of shown.entries()) {
    for (const { state, count } of next) {
      if (state === null) continue;
      lines.push(`  s${number} -->|${grouped(count)}| s${numbers.get(state)!}`);
    }
  }
  const failing = shown.flatMap(({ failed }, number) => (failed > 0 ? [`s${number}`] : []));
  if (failing.length > 0) {
    lines.push(
      "  classDef failing stroke:#c00,stroke-width:2px",
      `  class ${failing.join(",")} failing`,
    );
  }
  return `${lines.join("\n")}\n`;
}

const flowsIn = (state: State): readonly number[] =>
  state.type === "Parallel" ? state.branches : state.type === "Map" ? [state.processor] : [];

function labelOf({ name, type, entered, failed, caught, retried, meanTime }: StateShown): string {
  const counts = [
    `${grouped(entered)} entered`,
    ...(meanTime === null ? [] : [`${formatDuration(meanTime as Duration)} on average`]),
    ...(failed === 0 ? [] : [`${grouped(failed)} failed`]),
    ...(retried === 0 ? [] : [`${grouped(retried)} retried`]),
    ...(caught === 0 ? [] : [`${grouped(caught)} caught`]),
  ];
  return [`${quoted(name)} (${type})`, ...counts].join("<br/>");
}

const quoted = (text: string): string => text.replaceAll('"', "#quot;").replaceAll("<", "#lt;");

/** A number in groups of three digits. */
const grouped = (value: number): string => `${value}`.replaceAll(/\B(?=(\d{3})+$)/g, ",");
