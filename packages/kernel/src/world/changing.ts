import { everything } from "../architecture.ts";
import { codeOf } from "../component.ts";
import { unreachable } from "../errors.ts";
import { noRequest, type ArchitectureChange } from "../effect.ts";
import type { Tagged } from "../plain.ts";
import { delivered } from "../requests.ts";
import { cancelTimers } from "../timer-table.ts";
import { Delivering } from "./delivering.ts";
import { never } from "./world.ts";

/** How the architecture changes. */
export class Changing extends Delivering {
  /** Makes the changes of the architecture that the event asked for. */
  protected applyChanges(): void {
    const { changes } = this;
    this.architecture.touched?.push(everything);
    this.changes = [];
    for (const change of changes) this.changeArchitecture(change);
  }

  /** Changes the architecture now. @throws ConfigError */
  changeArchitecture(change: ArchitectureChange): void {
    switch (change.do) {
      case "create":
        this.architecture.create(
          change.name,
          change.kind,
          change.settings,
          change.connections,
          change.countsInto,
        );
        this.digestLanes.reserve(this.components.length);
        return;
      case "expect":
        this.architecture.expect(change.name, change.kind, change.refusal);
        this.digestLanes.reserve(this.components.length);
        return;
      case "change": {
        const { number } = this.architecture.named(change.name);
        if (change.connections !== undefined) {
          this.architecture.connect(number, change.connections);
        }
        if (change.settings === undefined) return;
        const component = this.architecture.own(number);
        const before = component.settings;
        component.settings = this.architecture.values.of(change.settings);
        component.hash = -1;
        if (component.machine.inputs.of["settingsChanged"] !== undefined) {
          const input = { type: "settingsChanged", before } as Tagged;
          this.delivered = noRequest;
          this.context.request = noRequest;
          this.dispatch(component, input, codeOf(component, input), 0);
        }
        return;
      }
      case "delete":
        this.remove(this.architecture.named(change.name).number, change.refusal);
        return;
      default:
        unreachable(change);
    }
  }

  private remove(number: number, refusal: Tagged): void {
    const component = this.architecture.own(number);
    component.refusal = refusal;
    cancelTimers(component, this.queue);
    const { requests } = this;
    requests.forEach((request) => {
      if (requests.requesterOf(request) === component.number) {
        this.disarmDeadline(request);
        requests.forgetRequester(request, never);
      } else if (
        requests.targetOf(request) === component.number &&
        requests.stageOf(request) === delivered
      ) {
        this.answer(component, requests.idOf(request), refusal, this.queue.now);
      }
    });
  }
}
