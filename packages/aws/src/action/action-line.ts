import { ConfigError, own, parseDuration, shownValue, type Plain } from "@orrery/kernel";
import type {
  ActionOptions,
  ActionSubject,
  NamedCall,
  SettableProperty,
} from "../service/resource-action.ts";
import type { ResourceKind } from "../service/resource-kind.ts";
import { withArticle } from "../text/figures.ts";
import { withNearest } from "../text/nearest.ts";

/** A resource of which actions speak. */
export interface ActionTarget extends ActionSubject {
  readonly logicalId: string;
  readonly kind: ResourceKind;
}

/** Finds a resource by its logical id; `undefined`: the architecture has none of it. */
export type FindTarget = (logicalId: string) => ActionTarget | undefined;

/** All resources that there are, by logical id, for whoever names one that is not there. */
export interface ActionTargets {
  readonly find: FindTarget;
  readonly names: readonly string[];
}

/**
 * The operation that a line such as `redrive OrdersDlq at 50/s` or `set Worker.Timeout 30s` asks for.
 *
 * @throws ConfigError
 */
export function callOfLine(path: string, line: string, targets: ActionTargets): NamedCall {
  const [, verb = "", name = "", rest = ""] =
    /^(\S+)\s+(\S+)(?:\s+(\S.*))?$/s.exec(line.trim()) ?? [];
  if (verb === "set" || verb === "unset") return changeOf(path, verb, name, rest, targets);
  const known = verbsOf(allTargets(targets));
  if (!known.includes(verb)) {
    const said = line.trim().split(/\s/, 1)[0]!;
    const others = ["set", "unset"];
    throw new ConfigError(
      path,
      `one of ${[...known, ...others].join(", ")}, and a resource, such as redrive OrdersDlq`,
      said === "" ? "nothing" : withNearest(said, [...known, ...others]),
    );
  }
  const target = targetNamed(path, name, targets);
  const action = own(target.kind.actions ?? {}, verb);
  if (action === undefined) {
    const able = allTargets(targets).filter(({ kind }) => own(kind.actions ?? {}, verb));
    const names = able.map(({ logicalId }) => logicalId).join(", ");
    const received = `"${name}", ${withArticle(target.kind.noun)}`;
    throw new ConfigError(path, `one of ${names} to ${verb}`, received);
  }
  return action.callOf(target, optionsIn(path, rest, action.options ?? [], target, targets));
}

const allTargets = ({ names, find }: ActionTargets): readonly ActionTarget[] =>
  names.flatMap((name) => find(name) ?? []);

/** What may be done to some resource or other. */
const verbsOf = (targets: readonly ActionTarget[]): readonly string[] => [
  ...new Set(targets.flatMap(({ kind }) => Object.keys(kind.actions ?? {}))),
];

function targetNamed(path: string, name: string, { find, names }: ActionTargets): ActionTarget {
  const target = find(name);
  if (target !== undefined) return target;
  const expected = names.length === 0 ? "a resource, of which there is none" : "a logical id";
  throw new ConfigError(path, expected, withNearest(name, names));
}

function optionsIn(
  path: string,
  rest: string,
  allowed: readonly ("to" | "at")[],
  { kind }: ActionTarget,
  targets: ActionTargets,
): ActionOptions {
  let to: ActionTarget | null = null;
  let rate: number | null = null;
  const words = rest === "" ? [] : rest.split(/\s+/);
  for (let place = 0; place < words.length; place += 2) {
    const word = words[place]!;
    const value = words[place + 1];
    const isKnown = allowed.some((option) => option === word);
    if (!isKnown || value === undefined) {
      const options = { to: `to and ${withArticle(kind.noun)}`, at: "at and a rate such as 50/s" };
      const expected = allowed.map((option) => options[option]).join(", or ");
      const received = isKnown ? `${word} alone` : `"${word}"`;
      throw new ConfigError(path, expected === "" ? "nothing more" : expected, received);
    }
    if (word === "to") {
      to = targetNamed(path, value, targets);
      if (to.kind.noun !== kind.noun) {
        const received = `"${value}", ${withArticle(to.kind.noun)}`;
        throw new ConfigError(path, withArticle(kind.noun), received);
      }
    } else {
      const [, count] = /^(\d+)\/s$/.exec(value) ?? [];
      if (count === undefined) {
        throw new ConfigError(path, "a whole number a second such as 50/s", `"${value}"`);
      }
      rate = Number(count);
    }
  }
  return { to, rate };
}

/** `set Worker.Timeout 30s`, `set WorkerOrders.ScalingConfig.MaximumConcurrency 5`, `unset …`. */
function changeOf(
  path: string,
  verb: "set" | "unset",
  place: string,
  value: string,
  targets: ActionTargets,
): NamedCall {
  const [name = "", property = "", ...members] = place.split(".");
  const target = targetNamed(path, name, targets);
  const properties = target.kind.settable ?? {};
  const names = Object.keys(properties);
  const found = own(properties, property);
  if (found === undefined) {
    const such = names.map((each) => `${name}.${each}`).join(", ");
    const expected =
      names.length === 0
        ? `what can be set, which ${withArticle(target.kind.noun)} has not`
        : `one of ${such}`;
    throw new ConfigError(
      path,
      expected,
      property === "" ? `"${place}"` : withNearest(property, names),
    );
  }
  if (verb === "unset") {
    if (found.unset === undefined || members.length > 0) {
      throw new ConfigError(path, "a property that may be left out", `"${place}"`);
    }
    if (value !== "") throw new ConfigError(path, "nothing more", `"${value}"`);
    return found.unset(target);
  }
  if (members.length > 0 && found.form !== "value") {
    throw new ConfigError(path, `${name}.${property}, which has no members`, `"${place}"`);
  }
  const read = valueIn(path, value, found);
  return found.set(
    target,
    members.reduceRight<Plain>((inside, member) => ({ [member]: inside }), read),
  );
}

const sizeUnits: Readonly<Record<string, number>> = { "": 1, B: 1, KB: 1_024, MB: 1_048_576 };

/** The value that a line gives a property, as AWS has it. */
function valueIn(path: string, text: string, { form }: SettableProperty): Plain {
  const fail = (expected: string): never => {
    throw new ConfigError(path, expected, text === "" ? "nothing" : shownValue(text));
  };
  if (text === "") fail("a value behind the property, such as set Worker.Timeout 30s");
  switch (form) {
    case "seconds": {
      if (/^\d+$/.test(text)) return Number(text);
      const length = parseDuration(path, text);
      return length % 1_000_000 === 0 ? length / 1_000_000 : fail("whole seconds, as AWS counts");
    }
    case "count":
      return /^\d+$/.test(text) ? Number(text) : fail("a whole number");
    case "bytes": {
      const [, count, unit = ""] = /^(\d+)\s*(B|KB|MB)?$/.exec(text) ?? [];
      return count === undefined ? fail("a size such as 64KB") : Number(count) * sizeUnits[unit]!;
    }
    case "switch":
      return text === "true" || text === "false" ? text === "true" : fail("true or false");
    case "text":
      return text;
    default:
      try {
        return JSON.parse(text) as Plain; // Whatever JSON has is plain.
      } catch {
        return fail("a value as JSON");
      }
  }
}
