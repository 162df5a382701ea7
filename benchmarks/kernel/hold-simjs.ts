import { printOutcome, secondsOf } from "../outcome.ts";
import { simjs, type SimjsRequest } from "../peers/simjs.ts";
import { holdDraws, holdSettingsOf, type HoldSettings } from "./hold-draws.ts";

/** The hold model in simjs: timers of one entity, which are cancelled by its own means. */
function hold(settings: HoldSettings): { seconds: number; order: number } {
  const { waiting, steps, cancels } = settings;
  const { delays, victims } = holdDraws(settings);
  const requests: SimjsRequest[] = [];
  let order = 0;
  let delay = 0;
  let step = 0;

  class Holder extends simjs.Entity {
    start(): void {
      for (let slot = 0; slot < waiting; slot += 1) this.schedule(slot);
    }
    schedule(slot: number): void {
      // An argument of 0 would not be passed on.
      requests[slot] = this.setTimer(delays[delay]!).done(this.happen, this, slot + 1);
      delay += 1;
    }
    happen(argument: number): void {
      const slot = argument - 1;
      order = (Math.imul(order, 31) + slot + (slot & 15)) | 0;
      this.schedule(slot);
      if (cancels && step % 3 === 0) {
        const victim = victims[step / 3]!;
        requests[victim]!.cancel();
        this.schedule(victim);
      }
      step += 1;
    }
  }

  const simulation = new simjs.Sim();
  simulation.addEntity(Holder);
  const seconds = secondsOf(() => {
    while (step < steps) simulation.step();
  });
  return { seconds, order: order >>> 0 };
}

const settings = holdSettingsOf(process.argv.slice(2));
hold({ ...settings, waiting: Math.min(settings.waiting, 1_000), steps: 20_000 });
const { seconds, order } = hold(settings);
printOutcome({ value: settings.steps / seconds / 1e6, work: settings.steps, count: order });
