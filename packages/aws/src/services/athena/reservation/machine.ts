import {
  after,
  declare,
  start,
  unreachable,
  type Draft,
  type Instant,
  type Machine,
  type Reply,
  type SetTimer,
} from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { refused, type Refused } from "../../../service/refusal.ts";
import {
  allFree,
  canonicalCapacity,
  free,
  grant,
  want,
  type Capacity,
} from "../account/waiting.ts";
import type { ReservationSettings } from "../config.ts";
import { athenaAssumptions } from "../limits.ts";
import { reservationKindName } from "../names.ts";
import type { ReservationInput, ReservationReply } from "../protocol.ts";

/** What a capacity reservation has. */
export interface ReservationState extends Capacity {
  /** DPUs that are there. */
  readonly allocated: number;
  /** What was allocated first, which it is billed by at least; 0: nothing was. */
  readonly firstDpus: number;
  readonly firstAt: Instant;
  readonly askedAt: Instant;
  readonly allocatedAt: Instant | null;
  /** DPUs times microseconds that were held until `countedAt`. */
  readonly accrued: number;
  readonly countedAt: Instant;
  readonly isCancelled: boolean;
}

/** The timer of a capacity reservation. */
const timers = declare("provisioned");

const { provisioning, reservationMinimum } = athenaAssumptions;

/** What it counts. */
export const meters = {
  QueriesServed: "count",
  QueriesTooLarge: "count",
  ...figureMeters({ provisioning, reservationMinimum }),
} as const satisfies MetricForms;
const metrics = declareMeters(meters);

/** What can be read off it: DPUs, and DPUs times microseconds that AWS bills. */
export const gauges = {
  DPUAllocated: "level",
  DPUConsumed: "level",
  BilledDpuTime: "time",
} as const satisfies MetricForms;

type Output = Reply<ReservationReply> | SetTimer;

/** A capacity reservation: DPUs for the queries of some workgroups, in their order. */
export const reservationMachine: Machine<
  ReservationSettings,
  ReservationState,
  ReservationInput,
  Output
> = {
  kind: reservationKindName,
  stateVersion: 1,
  inputs: declare(
    "settingsChanged",
    "awaitCapacity",
    "freeCapacity",
    "showReservation",
    "timerFired",
  ),
  timers,
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: ({ dpus, isReady }) => ({
    ...allFree(),
    allocated: isReady ? dpus : 0,
    firstDpus: isReady ? dpus : 0,
    firstAt: start,
    askedAt: start,
    allocatedAt: isReady ? start : null,
    accrued: 0,
    countedAt: start,
    isCancelled: false,
  }),

  transition(reservation, input, context): readonly Output[] {
    const { settings, now, request } = context;
    const answer = (body: ReservationReply): Output => ({ type: "reply", to: request, body });
    switch (input.type) {
      case "settingsChanged": {
        reservation.askedAt = now;
        if (settings.isCancelled) {
          allocate(reservation, 0, now);
          reservation.isCancelled = true;
          return [];
        }
        context.observe(metrics["athena.provisioning"], 1);
        const at = after(now, settings.assumed.provisioning);
        return [{ type: "setTimer", timer: timers.provisioned, index: 0, at }];
      }
      case "awaitCapacity":
        if (reservation.isCancelled) return [answer(gone)];
        if (input.amount > settings.dpus) {
          context.observe(metrics.QueriesTooLarge, 1);
          return [answer(tooLarge)];
        }
        context.observe(metrics.QueriesServed, 1);
        if (now - reservation.firstAt < settings.assumed.reservationMinimum) {
          context.observe(metrics["athena.reservationMinimum"], 1);
        }
        return want(
          reservation,
          input.key,
          { request, amount: input.amount },
          reservation.allocated,
        );
      case "freeCapacity":
        return [answer(taken), ...free(reservation, input.key, reservation.allocated)];
      case "showReservation":
        return [answer(shownOf(reservation, settings))];
      case "timerFired":
        if (reservation.isCancelled) return [];
        allocate(reservation, settings.dpus, now);
        reservation.allocatedAt = now;
        return grant(reservation, reservation.allocated);
      default:
        return unreachable(input);
    }
  },

  fingerprint: (input) => ("amount" in input ? input.amount : 0),

  canonical: (reservation, now) => [
    reservation.allocated,
    reservation.isCancelled,
    canonicalCapacity(reservation),
    now - reservation.askedAt,
    reservation.allocatedAt === null ? null : now - reservation.allocatedAt,
  ],

  gauges: (reservation, { assumed }, now) => ({
    DPUAllocated: reservation.allocated,
    DPUConsumed: reservation.used,
    BilledDpuTime: Math.max(
      heldBy(reservation, now),
      reservation.firstDpus * assumed.reservationMinimum,
    ),
  }),
};

const heldBy = ({ accrued, allocated, countedAt }: ReservationState, now: Instant): number =>
  accrued + allocated * (now - countedAt);

function allocate(reservation: Draft<ReservationState>, dpus: number, now: Instant): void {
  reservation.accrued = heldBy(reservation, now);
  reservation.countedAt = now;
  reservation.allocated = dpus;
  if (reservation.firstDpus === 0 && dpus > 0) {
    reservation.firstDpus = dpus;
    reservation.firstAt = now;
  }
}

const taken: ReservationReply = Object.freeze({ type: "taken" });

// Assumed: the words of both.
const tooLarge: Refused = refused(
  "CapacityExceeded",
  "The query requires more capacity than its capacity reservation has.",
);
const gone: Refused = refused("CapacityExceeded", "The capacity reservation was cancelled.");

function shownOf(
  { allocated, askedAt, allocatedAt, isCancelled }: ReservationState,
  { dpus }: ReservationSettings,
): ReservationReply {
  const status = isCancelled
    ? "CANCELLED"
    : allocatedAt === null
      ? "PENDING"
      : allocated === dpus
        ? "ACTIVE"
        : "UPDATE_PENDING";
  return { type: "reservationShown", status, allocated, askedAt, allocatedAt };
}
