import { withArticle, type ScenarioFault, type Slowness } from "@orrery/aws";
import { unreachable, type Duration } from "@orrery/kernel";
import type { Architecture } from "./architecture.ts";
import { faultKinds, settingsOfKinds, slownesses, type FaultSetting } from "./fault-schema.ts";
import { anyStruck, faultOfItself } from "./nouns.ts";
import { fail } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import type { ScenarioFile } from "./scenario-schema.ts";
import { idNamed, targetNamed } from "./targets.ts";
import type { ScenarioPath } from "./wording.ts";

type FaultFile = NonNullable<ScenarioFile["faults"]>[number];

/** What goes wrong, and when. */
export const faultsOf = (
  document: ScenarioDocument,
  architecture: Architecture,
): readonly ScenarioFault[] =>
  (document.content.faults ?? []).map((given, number) =>
    faultOf(document, number, given, architecture),
  );

/** What a fault is called that has no name of its own. */
const nounsOfKinds = { refuse: "refusal", fail: "failure", slow: "slowdown" } as const;
const nounOf = (kind: (typeof faultKinds)[number]): string =>
  kind in nounsOfKinds ? nounsOfKinds[kind as keyof typeof nounsOfKinds] : kind;

function faultOf(
  document: ScenarioDocument,
  number: number,
  given: FaultFile,
  architecture: Architecture,
): ScenarioFault {
  const path = ["faults", number];
  const kinds = faultKinds.filter((kind) => given[kind] !== undefined);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    const received = kinds.length === 0 ? "none" : kinds.join(" and ");
    fail(document, path, `expected one of ${faultKinds.join(", ")}, received ${received}`);
  }
  for (const [setting, fitting] of Object.entries(settingsOfKinds)) {
    if (given[setting as FaultSetting] === undefined || fitting.includes(kind)) continue;
    const expected = `none for ${withArticle(nounOf(kind))}`;
    fail(document, [...path, setting], `expected ${expected}, received ${setting}`);
  }
  if (kind !== "crash" && given.for === undefined) {
    fail(document, path, "expected for, received none");
  }
  const { at: from, for: length = 1, with: code, share, by, direction = "request" } = given;
  if (share === 0) fail(document, [...path, "share"], "expected more than 0%, received 0%");
  const named = given[kind]!;
  const fits = faultOfItself(kind) ?? anyStruck;
  const target = targetNamed(document, [...path, kind], named, architecture, fits);
  const to = target?.logicalId ?? named;
  const { activation, group, sender } = given;
  if (activation === 0) {
    fail(document, [...path, "activation"], "expected more than 0%, received 0%");
  }
  const span = {
    name: `${nounOf(kind)} ${number + 1}`,
    to,
    from,
    until: (from + length) as Duration,
    share: share ?? 1,
    ...(activation === undefined ? {} : { activation }),
    ...(group === undefined ? {} : { group }),
    ...(sender === undefined
      ? {}
      : { sender: idNamed(document, [...path, "sender"], sender, architecture) }),
  };
  switch (kind) {
    case "outage":
      return {
        ...span,
        type: "refuse",
        code: "ServiceException",
        message: "The service is not available.",
      };
    case "refuse":
      return {
        ...span,
        type: "refuse",
        code: code ?? "ThrottlingException",
        message: "The request was refused.",
      };
    case "delay":
      if (by === undefined) fail(document, path, "expected by, received none");
      return { ...span, type: "delay", direction, by };
    case "drop":
      return { ...span, type: "drop", direction };
    case "crash":
      return { ...span, type: "crash" };
    case "duplicate":
      return { ...span, type: "duplicate", by: by ?? { type: "constant", value: 0 } };
    case "fail":
      return {
        ...span,
        type: "fail",
        errorType: code ?? "Error",
        errorMessage: given.message ?? "A dependency is down.",
      };
    case "slow":
      return { ...span, type: "slow", ...slownessOf(document, path, given) };
    default:
      return unreachable(kind);
  }
}

/** In which of the three ways a handler takes longer. */
function slownessOf(document: ScenarioDocument, path: ScenarioPath, given: FaultFile): Slowness {
  const ways = slownesses.filter((way) => given[way] !== undefined);
  if (ways.length !== 1) {
    const received = ways.length === 0 ? "none" : ways.join(" and ");
    fail(document, path, `expected one of factor, by, untilTimeout, received ${received}`);
  }
  return {
    factor: given.factor ?? null,
    by: given.by ?? null,
    untilTimeout: given.untilTimeout ?? false,
  };
}
