import { ConfigError, unreachable, type Fault, type Instant } from "@orrery/kernel";
import { refused } from "../service/refusal.ts";
import { isStruck } from "../service/resource-kind.ts";
import { allKinds } from "../services.ts";
import type { ScenarioFault } from "./scenario.ts";
import { targetNamed, type Resources } from "./targets.ts";

/** A fault of a scenario, as the simulation has it. @throws ConfigError */
export function faultOf(fault: ScenarioFault, resources: Resources): Fault {
  const path = `fault "${fault.name}"`;
  const { name, from, until, share, activation, group, sender } = fault;
  const span = {
    name,
    component: targetNamed(fault.to, path, resources, isStruck).component,
    from: from as number as Instant,
    until: until as number as Instant,
    share,
    ...(activation === undefined ? {} : { activation }),
    ...(group === undefined ? {} : { group }),
    ...(sender === undefined ? {} : { sender: senderNamed(sender, path, resources) }),
  };
  switch (fault.type) {
    case "refuse":
      return { ...span, type: "refuse", body: refused(fault.code, fault.message) };
    case "delay":
      return { ...span, type: "delay", direction: fault.direction, by: fault.by };
    case "drop":
      return { ...span, type: "drop", direction: fault.direction };
    case "duplicate":
      return { ...span, type: "duplicate", by: fault.by };
    case "crash": {
      const strike = allKinds.get(resources.get(fault.to)!.kind)?.strikes?.["crash"];
      if (strike === undefined) {
        throw new ConfigError(path, "a function, whose environments crash", `"${fault.to}"`);
      }
      return { ...span, share: 1, type: "strike", input: strike(share) };
    }
    case "fail":
    case "slow": {
      const impairment = allKinds.get(resources.get(fault.to)!.kind)?.impairments?.[fault.type];
      if (impairment === undefined) {
        const expected = `a function, whose handler ${fault.type === "fail" ? "fails" : "is slow"}`;
        throw new ConfigError(path, expected, `"${fault.to}"`);
      }
      return { ...span, type: "impair", impairment: impairment(fault, path) };
    }
    default:
      return unreachable(fault);
  }
}

function senderNamed(sender: string, path: string, resources: Resources): string {
  const found = resources.get(sender);
  if (found !== undefined) return found.component;
  const names = [...resources.keys()].join(", ");
  throw new ConfigError(`${path} sender`, `one of ${names}`, `"${sender}"`);
}
