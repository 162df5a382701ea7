import {
  after,
  invariant,
  own,
  slab,
  table,
  type AnyEffect,
  type Connection,
  type Context,
  type Distribution,
  type Draft,
  type Duration,
  type Instant,
  type Plain,
  type Tagged,
} from "@orrery/kernel";
import type { Assumptions } from "../service/assumed-figure.ts";
import type { BegunCall } from "../service/call.ts";
import { noTrail, type Trail } from "../service/origin.ts";
import type { PlainObject, Refused } from "../service/refusal.ts";
import type { LoggingResource } from "../service/log.ts";
import type { Caller, Denial } from "../service/caller.ts";
import { powerless, type Identity } from "../service/identity.ts";
import { nameBy, type Kinds } from "../service/kinds.ts";
import type { ScalableOf } from "../service/scalable-dimension.ts";
import type { Sources } from "../service/source.ts";
import { apiIn, invokeApi } from "../service/api-target.ts";
import type { Resource } from "../service/resource.ts";
import {
  controlName,
  type ControlPlane,
  type Identities,
  type ResourceConnection,
  type Target,
} from "../service/service-model.ts";
import { tellUnknown, type AuthorizedServices } from "./authorization.ts";
import { metrics, ports, purposes, timers } from "./declarations.ts";
import { resourceAt } from "./domains.ts";
import { propagation } from "./propagation.ts";
import { forgetJoins, joinsAt, judged, keepJoin } from "./joins.ts";
import type { ControlSettings, ControlState, Join } from "./state.ts";

/** The control plane as one operation sees it, over the state of its machine. */
export class Plane implements ControlPlane {
  private readonly control: Draft<ControlState>;
  private readonly context: Context<ControlSettings>;
  private readonly effects: AnyEffect[];
  readonly sources: Sources;
  readonly scalableOf: ScalableOf;
  readonly trail: Trail;
  readonly caller: Caller;
  private readonly authorizer: AuthorizedServices["authorizer"];
  private readonly kinds: Kinds;
  private readonly services: AuthorizedServices["services"];
  private readonly logicalId: string | undefined;
  /** Whether what was asked so far depends on the resources and on the settings alone. */
  isRepeatable = true;
  /** Whether anything is other than it was; known for a call that tells it. */
  hasChanged = false;
  private readonly tellsChange: boolean;

  constructor(
    control: Draft<ControlState>,
    context: Context<ControlSettings>,
    effects: AnyEffect[],
    { sources, scalableOf, kinds, services, authorizer }: AuthorizedServices,
    call?: BegunCall,
  ) {
    this.control = control;
    this.context = context;
    this.effects = effects;
    this.sources = sources;
    this.scalableOf = scalableOf;
    this.kinds = kinds;
    this.services = services;
    this.authorizer = authorizer;
    this.trail = call?.trail ?? noTrail;
    this.caller = call?.caller ?? context.settings.caller;
    this.logicalId = call?.logicalId;
    this.tellsChange = call?.tellsChange === true;
  }

  get now(): Instant {
    this.isRepeatable = false;
    return this.context.now;
  }
  get epochMilliseconds(): number {
    return this.context.settings.epochMilliseconds;
  }
  get region(): string {
    return this.context.settings.region;
  }
  get accountId(): string {
    return this.context.settings.accountId;
  }
  get partition(): string {
    return this.context.settings.partition;
  }
  get asOf(): string {
    return this.context.settings.asOf;
  }
  get keepsLogs(): boolean {
    return this.context.settings.keepsLogs;
  }

  get mindsPolicies(): boolean {
    return this.context.settings.iam !== null;
  }

  authorize(caller: Caller, action: string, arn: string): Refused | null {
    const { settings } = this.context;
    return this.authorizer.authorizeAndTell(this.control, settings, caller, action, arn);
  }

  get identities(): Identities {
    const { control } = this;
    return {
      at: (arn) => table.get(control.identities, arn),
      list: () => table.list(control.identities).map(([, identity]) => identity),
      keep: (identity, delay) => {
        const { arn } = identity;
        table.set(control.identities, arn, identity);
        // Whoever asks meanwhile about what was just made hears that it may do nothing.
        if (delay > 0 && !table.has(control.powers, arn)) this.empower(powerless(identity));
        this.spread(identity, delay);
      },
      forget: (arn, delay) => {
        const identity = table.get(control.identities, arn);
        if (identity === undefined) return;
        table.remove(control.identities, arn);
        // Nobody made another one since: what is gone may do nothing.
        this.spread(powerless(identity), delay);
      },
    };
  }

  get latencies(): Readonly<Record<string, Distribution>> {
    return this.context.settings.latencies;
  }

  get assumptions(): Assumptions {
    return this.context.settings.assumptions;
  }
  quota(name: string): number {
    const value = own(this.context.settings.quotas, name);
    invariant(value !== undefined, `${name} is no quota`);
    return value;
  }

  find(kind: string, name: string): Resource | undefined {
    const { version, resources } = this.control;
    if (version !== last.version || kind !== last.kind || name !== last.name) {
      last = { version, kind, name, found: table.get(resources, keyOf(kind, name)) };
    }
    return last.found;
  }

  findByArn(arn: string): Resource | undefined {
    return this.at(table.get(this.control.keys, arn));
  }

  findByNumber(number: number): Resource | undefined {
    return this.at(table.get(this.control.keys, `#${number}`));
  }

  findByMark(kind: string, mark: string): Resource | undefined {
    return this.at(table.get(this.control.keys, markOf(kind, mark)));
  }

  list(kind: string): readonly Resource[] {
    return table
      .list(this.control.resources)
      .flatMap(([, resource]) => (resource.kind === kind ? [resource] : []));
  }

  logWriters(): readonly LoggingResource[] {
    return table.list(this.control.resources).flatMap(([, resource]) => {
      const writer = this.kinds.get(resource.kind)?.logs;
      if (writer === undefined) return [];
      const { number } = resource;
      return writer.groupsOf(resource).map(({ group, of }) => ({
        ...{ resource: number, group },
        asks: of === undefined ? { type: "readLog" } : { type: "readLog", of },
      }));
    });
  }

  deletedAt(kind: string, name: string): Instant | undefined {
    return table.get(this.control.deletions, keyOf(kind, name));
  }

  target(arn: string): Target | null {
    const [scheme, partition, , region, accountId] = arn.split(":");
    const isOwn =
      scheme === "arn" &&
      partition === this.partition &&
      (region === this.region || region === "") &&
      (accountId === this.accountId || accountId === "");
    if (!isOwn) return null;
    for (const [kind, { byArn, entry }] of this.kinds) {
      const name = nameBy(byArn, arn);
      if (name === undefined || entry === undefined) continue;
      const component = componentOf(kind, name);
      if (this.find(kind, name) === undefined) {
        for (const { provide } of this.services) provide?.(arn, this);
      }
      if (this.find(kind, name) === undefined) {
        const refusal = byArn!.absent(arn);
        if (refusal === null) return null;
        const change = { do: "expect", name: component, kind, refusal } as const;
        this.effects.push({ type: "changeArchitecture", change });
      }
      return { kind, component, action: entry.action };
    }
    return null;
  }

  apiAt(arn: string): Target | null {
    const { api, region, accountId } = apiIn(arn) ?? {};
    if (region !== this.region || accountId !== this.accountId) return null;
    for (const [kind, { entry }] of this.kinds) {
      if (entry?.http === undefined || entry.action !== invokeApi) continue;
      const found = this.find(kind, api!); // It has a Region.
      if (found !== undefined) return { kind, component: found.component, action: entry.action };
    }
    return null;
  }

  atDomain(domain: string): Resource | undefined {
    return resourceAt(domain, this.control, this.kinds);
  }

  create(
    {
      kind,
      name,
      arn,
      record,
      mark,
      logicalId: called,
      otherwise,
      isShared = false,
      part,
      countsInto,
    }: Parameters<ControlPlane["create"]>[0],
    settings: (number: number) => unknown,
    connections: (number: number) => readonly ResourceConnection[] = () => [],
  ): Resource {
    const key = keyOf(kind, name);
    invariant(!table.has(this.control.resources, key), `there is a ${kind} "${name}" already`);
    this.hasChanged = true;
    this.control.resourceCount += 1;
    const number = this.control.resourceCount;
    const component = componentOf(kind, name);
    const { now } = this;
    const logicalId = isShared ? undefined : this.freeLogicalId(called, part, otherwise);
    const resource: Resource = {
      kind,
      name,
      number,
      component,
      arn,
      ...(logicalId === undefined ? {} : { logicalId }),
      ...(mark === undefined ? {} : { mark }),
      createdAt: now,
      changedAt: now,
      record,
    };
    this.keep(resource);
    this.effects.push({
      type: "changeArchitecture",
      change: {
        do: "create",
        name: component,
        kind,
        settings: settings(number),
        connections: connections(number).map((given) => this.connectionOf(component, given)),
        ...(countsInto === undefined ? {} : { countsInto: this.componentAt(countsInto) }),
      },
    });
    const toResource = { port: "resources", to: number, target: component };
    this.effects.push({
      type: "changeArchitecture",
      change: { do: "change", name: controlName, connections: [toResource] },
    });
    // Who was connected to its ARN before meets its policy from now on.
    this.judgeAgain(arn);
    return resource;
  }

  consult(resource: number, question: Tagged): Tagged {
    return this.context.consult(ports.resources, resource, question);
  }

  change(
    resource: Resource,
    {
      record = resource.record,
      mark = resource.mark ?? null,
      settings,
      connections,
    }: Parameters<ControlPlane["change"]>[1],
  ): Resource {
    if (this.tellsChange) {
      const { kind, record: before } = resource;
      this.hasChanged ||= this.saidIn(kind, before) !== this.saidIn(kind, record);
    }
    this.forgetMark(resource);
    const { mark: _before, ...rest } = resource;
    const marked = mark === null ? rest : { ...rest, mark };
    const changed: Resource = { ...marked, record, changedAt: this.now };
    this.keep(changed);
    if (settings !== undefined || connections !== undefined) {
      this.effects.push({
        type: "changeArchitecture",
        change: {
          do: "change",
          name: resource.component,
          ...(settings === undefined ? {} : { settings }),
          ...(connections === undefined
            ? {}
            : {
                connections: connections.map((given) =>
                  this.connectionOf(resource.component, given),
                ),
              }),
        },
      });
    }
    const policyIn = this.kinds.get(resource.kind)?.policyIn;
    if (policyIn !== undefined && policyIn(resource.record) !== policyIn(record)) {
      this.judgeAgain(resource.arn);
      this.judgeAgain(resource.component);
    }
    return changed;
  }

  delete(resource: Resource, refusal: Refused): void {
    const key = keyOf(resource.kind, resource.name);
    this.hasChanged = true;
    this.control.version = {};
    table.remove(this.control.resources, key);
    table.remove(this.control.keys, resource.arn);
    table.remove(this.control.keys, `#${resource.number}`);
    if (resource.logicalId !== undefined) {
      table.remove(this.control.keys, logicalKeyOf(resource.logicalId));
    }
    this.forgetMark(resource);
    forgetJoins(this.control, resource.component);
    table.set(this.control.deletions, key, this.now);
    const change = { do: "delete", name: resource.component, refusal } as const;
    this.effects.push({ type: "changeArchitecture", change });
  }

  uuid(): string {
    this.isRepeatable = false;
    let digits = "";
    for (let part = 0; part < 4; part += 1) {
      const draw = Math.floor(this.context.random(purposes.uuid) * 4_294_967_296);
      digits += draw.toString(16).padStart(8, "0");
    }
    const variant = "89ab"[Number.parseInt(digits[16]!, 16) & 3]!;
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      variant + digits.slice(17, 20),
      digits.slice(20),
    ].join("-");
  }

  /** Lets those who ask hear of a role or a policy, now or later. */
  private spread(identity: Identity, delay: Duration): void {
    this.hasChanged = true;
    if (delay === 0) {
      this.empower(identity);
      return;
    }
    const { control, context } = this;
    context.observe(metrics[propagation], 1);
    const slot = slab.insert<Identity>(control.spreading, identity);
    const at = after(context.now, delay);
    this.effects.push({ type: "setTimer", timer: timers.spread, index: slab.slotOf(slot), at });
  }

  /** Lets those who ask hear of a role or a policy whose time has come. */
  hearOf(index: number): void {
    const { spreading } = this.control;
    const id = slab.idAt(spreading, index)!; // Its timer was set when it was put there.
    const identity = slab.read(spreading, id)!;
    slab.remove(spreading, id);
    this.empower(identity);
  }

  private empower(identity: Identity): void {
    table.set(this.control.powers, identity.arn, identity);
    this.identityChanged(identity.arn);
  }

  /** Asks again about all that a role may do, or the roles that have a policy. */
  private identityChanged(arn: string): void {
    this.hasChanged = true;
    this.control.version = {};
    const roles = table
      .list(this.control.powers)
      .flatMap(([, each]) => (hasPolicy(each, arn) ? [each.arn] : []));
    for (const each of [arn, ...roles]) this.judgeAgain(each);
  }

  /** What a record says, without what each change writes there, as a text to compare. */
  private saidIn(kind: string, record: PlainObject): string {
    const stamps = this.kinds.get(kind)?.stamps ?? [];
    return JSON.stringify(record, (name, value: Plain) => (stamps.includes(name) ? null : value));
  }

  private keep(resource: Resource): void {
    this.control.version = {}; // Another one: what was found among the resources is to be found anew.
    const key = keyOf(resource.kind, resource.name);
    table.set(this.control.resources, key, resource);
    table.set(this.control.keys, resource.arn, key);
    table.set(this.control.keys, `#${resource.number}`, key);
    if (resource.logicalId !== undefined) {
      table.set(this.control.keys, logicalKeyOf(resource.logicalId), key);
    }
    if (resource.mark !== undefined) {
      table.set(this.control.keys, markOf(resource.kind, resource.mark), key);
    }
  }

  /** What the call makes first has its logical id; what it makes besides has none. */
  private freeLogicalId(called?: string, part = "", otherwise?: string): string | undefined {
    const maker = this.logicalId === undefined ? undefined : `${this.logicalId}${part}`;
    const logicalId = called ?? maker ?? otherwise;
    if (logicalId === undefined) return undefined;
    return table.has(this.control.keys, logicalKeyOf(logicalId)) ? undefined : logicalId;
  }

  /** Takes a resource's mark away, unless another has it by now. */
  private forgetMark({ kind, name, mark }: Resource): void {
    if (mark === undefined || this.findByMark(kind, mark)?.name !== name) return;
    table.remove(this.control.keys, markOf(kind, mark));
  }

  private at(key: string | undefined): Resource | undefined {
    return key === undefined ? undefined : table.get(this.control.resources, key);
  }

  private connectionOf(
    component: string,
    { target, access, ...rest }: ResourceConnection,
  ): Connection {
    const connection = { ...rest, target: this.componentAt(target) };
    return access === undefined ? connection : this.judge({ component, connection, access });
  }

  private componentAt(target: number | string): string {
    if (typeof target === "string") return target;
    const resource = this.findByNumber(target);
    invariant(resource !== undefined, `a connection leads to resource ${target}, which is gone`);
    return resource.component;
  }

  private judged(given: Omit<Join, "isDenied" | "because">) {
    return judged(given, ({ caller, action, arn, guard }: Denial) =>
      this.authorizer.authorize(this.control, this.context.settings, caller, action, arn, guard),
    );
  }

  /** The connection as it is by the verdict on it, which is kept. */
  private judge(given: Omit<Join, "isDenied" | "because">): Connection {
    const { join, connection, changes, authorization } = this.judged(given);
    tellUnknown(this.control, authorization);
    keepJoin(this.control, join);
    for (const change of changes) this.effects.push({ type: "changeArchitecture", change });
    return connection;
  }

  /** Asks again about what begins at a component or leads to an ARN, and changes what has another verdict. */
  private judgeAgain(end: string): void {
    for (const { isDenied, because, ...given } of joinsAt(
      this.control,
      end,
      this.context.settings.entrances,
    )) {
      const { join } = this.judged(given);
      if (join.isDenied === isDenied) {
        if (join.because !== because) keepJoin(this.control, join);
        continue;
      }
      const connections = [this.judge(given)];
      const change = { do: "change", name: given.component, connections } as const;
      this.effects.push({ type: "changeArchitecture", change });
    }
  }
}

/** A memo, of what was found last: callers ask for the same resource many times in a row. A version stands for all of them. */
let last: {
  readonly version: object | null;
  readonly kind: string;
  readonly name: string;
  readonly found: Resource | undefined;
} = { version: null, kind: "", name: "", found: undefined };

/** Whether a role has a policy, or is bounded by it. */
const hasPolicy = (identity: Identity, arn: string): boolean =>
  identity.type === "role" && (identity.boundary === arn || identity.attached.includes(arn));

const markOf = (kind: string, mark: string): string => `${kind}=${mark}`;
const logicalKeyOf = (logicalId: string): string => `=${logicalId}`;
/** The name of a resource's component. */
export const componentOf = (kind: string, name: string): string => `${kind}:${name}`;
const keyOf = (kind: string, name: string): string => `${kind} ${name}`;
