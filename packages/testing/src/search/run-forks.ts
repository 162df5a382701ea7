import type { Choice, Oracle, Simulation } from "@orrery/kernel";

/** A moment of a run from which others may go on. */
interface KeptFork {
  readonly simulation: Simulation;
  /** How many questions had been asked. */
  readonly asked: number;
  readonly choices: readonly Choice[];
  /** What the strategy knew. */
  readonly moment: unknown;
}

const most = 512;
/** Where nothing is asked, a fork is worth its while after so many events. */
const spacing = 64;

/**
 * Forks along the present run of a search whose runs repeat each other: the next one goes on from the
 * last that both have in common. A run that goes on from an earlier one does the same, only later.
 */
export class RunForks {
  private kept: KeptFork[] = [];
  /** Forks that are no longer needed become others. */
  private readonly spare: Simulation[] = [];

  /** Keeps a fork of `simulation`, between two events, if it is far enough from the last one. */
  keep(simulation: Simulation, { asked, choices, moment }: Omit<KeptFork, "simulation">): void {
    const last = this.kept[this.kept.length - 1];
    if (last?.asked === asked && simulation.events - last.simulation.events < spacing) return;
    if (this.kept.length === most) {
      // Most runs branch off near the end of the one before.
      this.drop(this.kept.filter((_, place) => place % 2 === 1 && place < most / 2));
    }
    let fork = this.spare.pop();
    if (fork === undefined) fork = simulation.fork();
    else fork.becomeForkOf(simulation);
    this.kept.push({ simulation: fork, asked, choices: choices.slice(), moment });
  }

  /**
   * Makes `simulation` the last fork at which no more than `asked` questions had been asked, and
   * drops those behind it. @returns what it knows of that moment; `undefined` where there is none
   */
  resume(
    simulation: Simulation,
    asked: number,
    oracle: Oracle,
  ): Omit<KeptFork, "simulation"> | undefined {
    let last = this.kept[this.kept.length - 1];
    while (last !== undefined && last.asked > asked) {
      this.spare.push(last.simulation);
      this.kept.pop();
      last = this.kept[this.kept.length - 1];
    }
    if (last !== undefined) simulation.becomeForkOf(last.simulation, oracle);
    return last;
  }

  private drop(forks: readonly KeptFork[]): void {
    const dropped = new Set(forks);
    this.kept = this.kept.filter((fork) => !dropped.has(fork));
    for (const { simulation } of forks) this.spare.push(simulation);
  }
}
